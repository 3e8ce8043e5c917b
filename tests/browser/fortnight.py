"""A community of the shape of the founding one, all invented: it is about to meet, and this is how far it is ready."""

from __future__ import annotations

import json
import re
import uuid
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.house import House
from tests.browser.minutes import TWIN

SET_UP = """
from palabre.meetings.written.tests.test_minutes_of_a_twin import TWIN, known
from palabre.people.access import keys
from palabre.pure.minutes import read_minutes
from tests import builders
space, told = builders.a_space({space!r}, public=True), read_minutes(TWIN)
odile = builders.a_member(space, "Odile Tanneguy")
for one in told.participants:
    known(space, one, told, odile)
builders.an_action(space, text="Ranger les bancs du préau")
builders.a_need(space, text="Une clé du préau pour le jeudi")
print(space.get_absolute_url())
for one in told.participants:
    print(one.name, keys.address_for(space.persons.get(name=one.name)), sep="\\t")
"""
HER_LINK = """
from palabre.meetings.models import DatePoll
from palabre.people.access import links
poll = DatePoll.objects.order_by("-pk")[0]
her = poll.space.persons.get(name={name!r})
print(links.link_path(links.link_to(poll, person=her, by=poll.by, at=timezone.now())))
"""
DAYS = """
import datetime
from palabre.web.dates_in_words import in_full
print(*(in_full(timezone.localdate() + datetime.timedelta(n)).partition(" ")[2] for n in (0, 1)), sep=" ou ")
"""
READ = """
import json
from palabre.meetings.models import Meeting
from palabre.pure.minutes import as_json, read_minutes
meeting = Meeting.objects.select_related("minutes__note").get(pk={number})
page = meeting.minutes
print(json.dumps(as_json(read_minutes("# " + page.title + "\\n\\n" + page.note.body_md))))
"""
OWNED = "> Écrire au gardien du préau (Odile Tanneguy), avant le 3 janvier 2031"
NEXT = "## Prochaine réunion\n\nMardi 14 janvier 2031, 14 h, Foyer de Brennes"
DECIDED = "Le préau reste ouvert aux voisins chaque jeudi"

# What each of the two writers types: the aims and the news go in the middle, what was said after stands at the end.
AIMS = TWIN[TWIN.index("### Objectif") : TWIN.index("### Ordre du jour")]
NEWS = TWIN[TWIN.index("### Des nouvelles") : TWIN.index("## **Tour libre")]
REST = TWIN[TWIN.index("## **Tour libre") : TWIN.index("---\n\n## **Après")]
AFTER = TWIN[TWIN.index("## **Après") :]
TO_DO = "> Dénicher un jardinier du réseau\n"
END = REST.replace(TO_DO, f"{TO_DO}\n{OWNED}\n\n{NEXT}\n") + "\n" + AFTER
LISTED = re.compile(r"^## Ordre du jour$", re.MULTILINE)


def a_community(house: House) -> tuple[str, dict[str, str]]:
    """Return its path, and by her name the path by which each comes in."""
    space, *people = house.ask(SET_UP.format(space=f"Val {uuid.uuid4().hex[:8]}")).splitlines()
    return space, dict(line.split("\t") for line in people)


def today_or_tomorrow(house: House) -> str:
    """As somebody would say it in words: the meeting that is led here takes place the day that it is planned."""
    return house.ask(DAYS)


def link_of(house: House, name: str) -> str:
    """Return the link to the poll which is this person's."""
    return house.ask(HER_LINK.format(name=name))


def read_again(house: House, number: str) -> dict[str, Any]:
    """Return what is found in the published Markdown."""
    found: dict[str, Any] = json.loads(house.ask(READ.format(number=number)))
    return found


def write_in_the_middle(plain: Page) -> None:
    """The plain field: what is there stays as it is, and the aims and the news come before the agenda."""
    field = plain.locator("[name=text]")
    before = field.input_value()
    assert LISTED.search(before), before
    field.fill(LISTED.sub(lambda found: f"{AIMS}\n{NEWS}\n{found[0]}", before, count=1))
    plain.get_by_role("button", name="Enregistrer").click()


def type_at_the_end(scribe: Page, words: str) -> None:
    scribe.locator(".cm-content").focus()
    scribe.keyboard.press("Control+End")
    scribe.keyboard.insert_text(words)


def kinds_that_are_lacking(found: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
    return [kind for kind in wanted if wanted[kind] and not found[kind]]


def shows(page: Page, *words: str) -> None:
    """All of it, as one reads it (typographic spaces are Palabre's)."""
    for one in words:
        expect(page.locator("main")).to_contain_text(re.compile(re.escape(one).replace("\\ ", r"\s")))
