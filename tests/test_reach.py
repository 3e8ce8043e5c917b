"""No screen is an orphan: links alone lead from the home of a space to each one that its reader may open.

The acts of a fortnight are two taps away at most, without the site map.
"""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.groups.models import Membership, Role
from palabre.minutes.models import Import
from tests.addresses import ARGUMENTS, address, names_a_thing, within_a_space
from tests.builders import (
    a_group,
    a_meeting,
    a_member,
    a_page,
    a_person,
    a_pledge,
    a_question,
    a_role_offer,
    a_space,
    an_action,
    entered,
    readers_of,
)
from tests.reach import name_of, page, walk
from tests.things import one_of_everything

# What the cache gives is compared by tests/test_shared_screens.py.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("screens_not_compared")]

# No link of a page leads there, and why.
REACHED_OTHERWISE: dict[str, str] = {
    "home:names": "data for the editor, which proposes names while one writes",
    "minutes:margin": "asked for by the editor, which shows it beside the text",
    "wiki:embed": "the page within another site, by an address that one copies",
    "home:asked": "where asking a question leads",
    "meetings:posed": "where choosing a date leads",
    "meetings:changed": "where changing a meeting leads",
    "groups:continuation": "from the page of a group that ended: the walk opens three groups, which live",
}
# To who does not come in as a person, or did not join: what they may open, and where it stands for them.
FOR_OTHERS: dict[str, str] = {
    "you:you": "says to a stranger what a person would find",
    "you:day": "the same",
    "you:said": "the same",
    "you:data_file": "the same",
    "you:news": "the same",
    "you:name": "the same",
    "you:departure": "the same",
    "meetings:agenda": "on the page of the meeting, whole",
    "meetings:to_take": "in the minutes, and on the list of what is to take on",
    "minutes:import": "what was read of minutes, for who brought them; the things read have their own pages",
    "groups:reply": "from the group and the day of who carries it, for a newcomer",
    "groups:role_offer": "from the day, and by the link, of who is offered the role",
    "gatherings:poster": "on the page of the day once it is announced; this one is not",
    "gatherings:registration": "the same",
}
NOT_THE_MEMBER_S = ("minutes:import", "groups:reply", "groups:role_offer")  # theirs who brought, carry, are asked
# What a fortnight is made of: the screen of the act, or the address of its button.
ACTS = {
    "ask a question": "home:new_question",
    "write news": "groups:telling_news",
    "choose a date": "meetings:new_date",
    "give minutes": "minutes:new_import",
    "take something on": "groups:taking",
    "ask for somebody": "groups:calling",
    "invite": "here:people",
    "answer a need": "groups:need",
    "write a page": "wiki:new",
}
TAPS = 2


@pytest.fixture
def living():
    """A public space where one of each thing is, made by who carries its groups."""
    space = a_space(public=True)
    nadege = a_member(space, "Nadège Kerouanton")
    things = one_of_everything(space, readers_of(space), by=nadege)
    Membership.objects.filter(pk=things["membership"].pk).update(role=Role.CONVENER)
    Import.objects.filter(pk=things["import"].pk).update(opened_at=timezone.now())
    live_on(space, nadege)
    return space, things


def live_on(space, person):
    """Add what one of each does not show: a newcomer, a role offered and one at its term, a meeting to come."""
    today = timezone.localdate()
    group = a_group(space, "Le lavoir", convened_by=(person,))
    Membership.objects.filter(group=group).update(asks_on=today)
    a_pledge(group, a_person(space, "Gérard Vautrin"))
    a_role_offer(group, person)
    meeting = a_meeting(space, "Tous au lavoir", on=today + datetime.timedelta(days=7))
    meeting.agenda.create(position=1, text="Qui garde la clé ?")


def who_walks(kind, space, things):
    if kind == "stranger":
        return Client()
    person = {"guest": lambda: a_person(space, "Chloé Le Bris"), "convener": lambda: things["person"]}
    return entered(Client(), person.get(kind, lambda: a_member(space, "Malo Kersauze"))())


LONG = pytest.mark.long


@pytest.mark.parametrize(
    "kind", ["stranger", pytest.param("guest", marks=LONG), pytest.param("member", marks=LONG), "convener"]
)
def test_each_screen_of_a_living_space_is_reached_by_links(living, kind):
    space, things = living
    client = who_walks(kind, space, things)

    reached = walk(client, space.get_absolute_url())

    known = REACHED_OTHERWISE if kind in ("member", "convener") else REACHED_OTHERWISE | FOR_OTHERS
    if kind == "member":
        known = known | {name: FOR_OTHERS[name] for name in NOT_THE_MEMBER_S}
    missing = screens(client, set(within_a_space()) - reached.keys() - known.keys(), things, space)
    assert not missing, " ".join(sorted(missing))


@pytest.mark.parametrize("kind", ["stranger", pytest.param("guest", marks=LONG), "member"])
def test_each_screen_of_a_new_space_that_needs_no_thing_is_reached(kind):
    space = a_space(public=True)
    client = who_walks(kind, space, {})
    names = {name for name in within_a_space() if not names_a_thing(name)}

    reached = walk(client, space.get_absolute_url())

    known = REACHED_OTHERWISE | (FOR_OTHERS if kind == "stranger" else {})
    missing = screens(client, names - reached.keys() - known.keys(), {}, space)
    assert not missing, " ".join(sorted(missing))


def test_the_acts_of_a_fortnight_are_two_taps_away_without_the_map(living):
    space, things = living
    an_action(space, "Réserver le minibus")
    a_group(space, "Le minibus", carrying=(a_question(space, "Qui conduit ?"),))
    client = who_walks("member", space, things)

    taps = walk(client, space.get_absolute_url(), without=frozenset({"home:site_map"}), most=TAPS)

    assert {act: taps.get(name) for act, name in ACTS.items() if taps.get(name, 99) > TAPS} == {}


def test_who_is_reached_otherwise_is_known_and_still_is():
    assert REACHED_OTHERWISE.keys() | FOR_OTHERS.keys() <= ARGUMENTS.keys()


def test_an_orphan_would_be_found():
    space = a_space(public=True)

    reached = walk(Client(), space.get_absolute_url(), without=frozenset({"wiki:pages", "home:site_map"}))

    assert ("home:groups" in reached, "people:organisations" in reached) == (True, False)


def test_what_is_no_page_leads_nowhere(living):
    space, _things = living

    assert page(Client(), a_page(a_space("Un autre espace")).get_absolute_url()) == ""
    assert name_of("/nulle-part/") == ""
    assert page(Client(), space.get_absolute_url()) != ""


def screens(client, names, things, space):
    """Return those that answer this reader with a page."""
    return {name for name in names if page(client, address(name, things, space=space))}
