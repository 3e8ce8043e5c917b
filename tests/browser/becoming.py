"""The screens of what groups and questions become, of who takes roles, and of where needs stand.

Most of them are lived in the example. What would disturb it lives in a community of its own, where Odile looks after
everything: two groups that speak of close things, a role whose term has come, a merge whose first side is not named.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import cache

from playwright.sync_api import Page

from tests.browser.house import DEMONSTRATION, House

type Reach = Callable[[Page, House], None]

SHE, STEWARD = "Linh Nguyen", "Hélène Fontanel"
BESIDE = """
import datetime
from palabre.groups.questions import new_question
from palabre.groups.lineage import merge_proposals
from palabre.groups.models import Membership, MergeProposal
from palabre.people.access import keys
from palabre.people.space_creation import create_space
from palabre.people.models import Audience, Person
at = timezone.now()
odile = create_space({space!r}, by_name="Odile Tanneguy", at=at)
malo = Person.objects.create(space=odile.space, name="Malo Riou")
readers, today = Audience.of_space(odile.space), timezone.localdate(at)
def group(text, by):
    return new_question.ask_question(odile.space, text, by=by, on=today, carried=True).groups.get()
malo.join(at)
river = group("Comment partager la rivière entre le moulin et les potagers ?", odile)
mill = group("Le moulin, les potagers et la rivière : comment partager ?", malo)
bread = group("Qui cuit le pain du vendredi ?", malo)
Membership.objects.filter(person=odile).update(since=today - datetime.timedelta(days=400))
said = dict(space=odile.space, audience=readers, target=bread, words="Les boulangers les rejoignent", said_on=today)
unnamed = MergeProposal.objects.create(**said)
left = merge_proposals.propose_merge(bread, into=river, by=odile, at=at, words="Même four, même eau.")
merge_proposals.set_aside_merge(left, by=odile, at=at)
print(keys.address_for(odile), *(one.get_absolute_url() for one in (river, unnamed, left, odile.space)))
"""
NUMBER = (
    "from django.apps import apps; "
    "print(apps.get_model({kind!r}).objects.filter({space}={slug!r}, **{facts!r}).order_by('pk')[0].pk)"
)


@cache
def beside(house: House) -> list[str]:
    """Return the path by which Odile comes in, then those of a group, of two merges, and of the space."""
    return house.ask(BESIDE.format(space=f"Val {uuid.uuid4().hex[:8]}")).split()


def as_odile(which: int, tail: str = "") -> Reach:
    def reach(page: Page, house: House) -> None:
        page.goto(beside(house)[0])
        page.locator("main form button").click()
        page.goto(beside(house)[which] + tail)

    return reach


def at(path: str, kind: str, space: str = "space__slug", **facts: object) -> Reach:
    """Go to this path of the example, with the number of the first thing of this kind."""
    found: list[str] = []

    def reach(page: Page, house: House) -> None:
        if not found:
            slug = DEMONSTRATION.strip("/").rpartition("/")[2]
            found.append(house.ask(NUMBER.format(kind=kind, space=space, slug=slug, facts=facts)))
        page.goto(f"{DEMONSTRATION}{path.format(found[0])}")

    return reach


def within(path: str) -> Reach:
    return lambda page, house: page.goto(f"{DEMONSTRATION}{path}") and None


def sent(reach: Reach, **typed: str) -> Reach:
    """Reach a form, fill it as it should not be, and send it."""

    def refused(page: Page, house: House) -> None:
        reach(page, house)
        form = page.locator("main form[method=post]").last
        form.evaluate("form => form.noValidate = true")
        for name, words in typed.items():
            form.locator(f"[name={name}]").fill(words)
        form.locator(".primary").click()

    return refused


GROUP, MERGE, NEED, QUESTION = "groups.Group", "groups.MergeProposal", "groups.Need", "questions.Question"
CALL = "groups.RoleCall"
STATION, CAFE = {"title__startswith": "La gare"}, {"title__startswith": "Un café"}
WINDOWS = {"carryings": None, "leads_to": None}

BECOMING_SCREENS: dict[str, tuple[str, Reach]] = {
    "group, to who carries it": (STEWARD, at("groups/{}/", GROUP, **CAFE)),
    "group that joined another one": ("", at("groups/{}/", GROUP, lives_in__isnull=False)),
    "group that hers has joined": ("Yasmine Haddad", at("groups/{}/", GROUP, **STATION)),
    "group close to another one": ("", as_odile(1)),
    "bringing groups together": (SHE, at("groups/{}/mergings/new/", GROUP, **STATION)),
    "a merge to agree to": (STEWARD, at("mergings/{}/", MERGE, settled_at=None)),
    "a merge that was made": ("Théo Lacaze", at("mergings/{}/", MERGE, settled_at__isnull=False)),
    "a merge, which group is not said": ("", as_odile(2)),
    "a merge set aside": ("", as_odile(3)),
    "another group is born": (SHE, at("groups/{}/births/new/", GROUP, **STATION)),
    "taking up what a group left": (SHE, at("groups/{}/continuation/", GROUP, ended_at__isnull=False)),
    "question, to who looks after it": ("Mamadou Diarra", at("questions/{}/", QUESTION, **WINDOWS)),
    "question that goes on in another": ("", at("questions/{}/?as=former", QUESTION, text__startswith="Peut-on")),
    "question in other words": ("Mamadou Diarra", at("questions/{}/wording/", QUESTION, **WINDOWS)),
    "questions brought together": ("Mamadou Diarra", at("questions/{}/union/", QUESTION, **WINDOWS)),
    "question cut, refused": ("Mamadou Diarra", sent(at("questions/{}/parts/", QUESTION, **WINDOWS), text="Une seule")),
    "answering who comes": (STEWARD, at("pledges/{}/reply/", "groups.Pledge", person__name="Nour Chérif")),
    "proposing a role": (STEWARD, at("groups/{}/roles/new/", GROUP, **CAFE)),
    "role proposed to her": ("Gaël Le Bihan", at("role-offers/{}/", "groups.RoleOffer", closed_at=None)),
    "you, a role asks": ("", as_odile(4, "you/")),
    "handing a role on": (
        STEWARD,
        at("you/roles/{}/handing-on/", "groups.Membership", "group__space__slug", person__name=STEWARD),
    ),
    "somebody was found": (
        "Théo Lacaze",
        at("calls/{}/filling/", "groups.RoleCall", group__title__startswith="La gare"),
    ),
    "need in hand": (SHE, at("needs/{}/", NEED, promised_on__isnull=False)),
    "need declined": ("", at("needs/{}/", NEED, declined_at__isnull=False)),
    "need answered, to its group": ("Mamadou Diarra", at("needs/{}/", NEED, text__contains="chaises")),
    "need met, to its group": ("Inês Figueiredo", at("needs/{}/", NEED, satisfied_at__isnull=False)),
    "saying a need, refused": (
        SHE,
        sent(within("needs/new/"), text=" "),
    ),
    "help that is offered": ("Mamadou Diarra", at("help/{}/", "groups.HelpOffer")),
    "her day, full": (STEWARD, within("you/day/")),
}
