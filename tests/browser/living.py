"""The invented twin of the founding community, imported and opened to those it names: its groups are lived on from."""

from __future__ import annotations

import dataclasses
import json
import re
import uuid
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.calls import come_in
from tests.browser.house import House

IMPORTED = """
import json
from pathlib import Path
from palabre.minutes.imports.import_validity import say_of_all
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.imports.import_release import open_to_space
from palabre.people.access import keys
from palabre.people.space_creation import create_space
from palabre.pure import minutes
twin, at = (Path(minutes.__file__).parent / "tests/twin.md").read_text(), timezone.now()
odile = create_space({space!r}, by_name="Odile Tanneguy", at=at)
reading = import_minutes(odile.space, twin, by=odile, on=timezone.localdate())
say_of_all(reading, "", by=odile)
open_to_space(reading, by=odile, at=at)
told = {{
    "path": odile.space.get_absolute_url(),
    "keys": {{one.name: keys.address_for(one) for one in odile.space.persons.all()}},
    "groups": {{one.title: one.get_absolute_url() for one in odile.space.group_set.select_related("space")}},
}}
print(json.dumps(told))
"""
COUNTED = """
import json
from palabre.groups.models import Action, Answer, Group, Membership, Need, Pledge, ProgressEntry
from palabre.people.models import Person
from palabre.wiki.models import Page
rows = {one.__name__: one.objects.filter(space=space).count() for one in (
    Person, Group, Pledge, Action, Need, Answer, ProgressEntry, Page)}
rows["Membership"] = Membership.objects.held().filter(group__space=space).count()
print(json.dumps(rows))
"""
ADDRESSES = """
from palabre.questions.models import Question
from palabre.groups.models import Action, Group, MergeProposal, Need, RoleCall
from palabre.meetings.models import Meeting
for one in (Group, Question, Need, Action, RoleCall, MergeProposal, Meeting):
    for row in one.objects.filter(space=space).select_related("space"):
        print(row.get_absolute_url())
"""
A_WEEK = """
import datetime
from palabre.groups.log import group_log as telling
from palabre.groups.models import Action, Group
from palabre.groups.needs.new_need import say_need
home, joined = Group.objects.get(space=space, title={home!r}), Group.objects.get(space=space, title={joined!r})
maelle, bastien = (space.persons.get(name=name) for name in ("Maëlle Quintard", "Bastien Lorrimer"))
for day in range(1, 7):
    by, group = (bastien, joined) if day % 2 else (maelle, home)
    at = timezone.now() + datetime.timedelta(days=day)
    telling.publish_news(home, f"Jour {{day}} : on avance.", form_token="", by=by, at=at)
    say_need(group, f"Une étagère du jour {{day}}", by=by, at=at)
    Action.objects.create(space=space, audience=home.audience, group=home, text=f"Relire le jour {{day}}")
"""
REGISTERED = """
from palabre.registrations import enrolment as registering
from palabre.gatherings.models import Gathering
from palabre.registrations.enrolment import Coming
from palabre.web.visitor_cookie import Visitor
day = Gathering.objects.select_related("space", "audience").get(space=space)
for name in {names!r}:
    who = Coming(name, name.lower().replace(" ", ".") + "@exemple.example", visitor=Visitor(name))
    registering.enrol(day.roll, who, at=timezone.now())
"""
BROUGHT = {"Action": 6, "Need": 6, "ProgressEntry": 7}
WATER = "Comment retenir l'eau des toits ?"
MEALS = "Comment manger ensemble plus souvent"
BOOKS = "Ouvrir et faire vivre une bibliothèque sans murs"
SHELTERS = "Comment laisser ouverts les préaux prêtés pendant la canicule"
SCHOOLS = "Place des élèves dans l'entretien des cours d'école"
WALKS = "Balades à plusieurs voix sur la lecture des paysages par les riverains"


@dataclasses.dataclass(frozen=True)
class Valley:
    """`path` is the space's, `keys` are the paths by which each comes in, `groups` those of the groups by title."""

    house: House
    path: str
    keys: dict[str, str]
    groups: dict[str, str]

    def come_in(self, page: Page, name: str) -> Page:
        """Come in by her own key; return her page."""
        come_in(page, self.keys[name])
        return page

    def ask(self, words: str) -> str:
        """Run these lines beside the server, with `space` at hand."""
        slug = self.path.strip("/").rpartition("/")[2]
        return self.house.ask(
            f"from palabre.spaces.models import Space\nspace = Space.objects.get(slug={slug!r})\n{words}"
        )

    def whole(self) -> dict[str, int]:
        """Count what may never be lost: persons, their roles and offers, actions, needs, answers, news, pages."""
        counted: dict[str, int] = json.loads(self.ask(COUNTED))
        return counted

    def addresses(self) -> list[str]:
        """Return the address of each thing of the groups that there is, those of groups that live in others too."""
        return self.ask(ADDRESSES).splitlines()

    def merge_of(self, title: str) -> str:
        """Return the address of the merge that was proposed with the group of this title."""
        return self.ask(
            f"print(space.mergeproposal_set.select_related('space').get(target__title={title!r}).get_absolute_url())"
        )


def imported(house: House) -> Valley:
    told: dict[str, Any] = json.loads(house.ask(IMPORTED.format(space=f"Carnet {uuid.uuid4().hex[:8]}")))
    return Valley(house, **told)


def press(page: Page, words: str) -> None:
    """Press the button whose name begins so."""
    page.locator("main").get_by_role("button", name=re.compile(f"^{re.escape(words)}")).first.click()


def follow(page: Page, words: str) -> None:
    page.locator("main").get_by_role("link", name=words).first.click()


def fill(page: Page, label: str, words: str) -> None:
    page.get_by_label(label).fill(words)


def shows(page: Page, *words: str) -> None:
    for one in words:
        expect(page.locator("main")).to_contain_text(one)


def hides(page: Page, *words: str) -> None:
    for one in words:
        expect(page.locator("main")).not_to_contain_text(one)


def noted(page: Page) -> Locator:
    """Return what is said to be done."""
    return page.locator("main .done").first
