"""A convener's own link, in a community that only one test lives in."""

from __future__ import annotations

import uuid
from functools import cache

from playwright.sync_api import Page

from tests.browser.house import House

MINUTES = """# Réunion des porteurs

Mardi 13 octobre 2026

### Participants

- **Inès Carvalho**, Mairie de Brennes, *Comment partager les jardins ?*
- **Malo Riou**, *Comment aller au bourg sans voiture ?*

### Nouvelles

- Inès est très motivée.
"""
SET_UP = """
import datetime
from django.utils import timezone
from palabre.groups.roles import convener_answers
from palabre.groups.roles import role_calls
from palabre.groups.roles.pledges import come_along
from palabre.groups.models import Membership
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.imports.import_release import open_to_space
from palabre.people.access import links
from palabre.people.space_creation import create_space
from palabre.people.models import Person
at = timezone.now()
host = create_space({space!r}, by_name="Odile Tanneguy", at=at)
reading = import_minutes(host.space, {minutes!r}, by=host, on=datetime.date(2026, 10, 13))
open_to_space(reading, by=host, at=at)
role = Membership.objects.get(person__space=host.space, person__name="Inès Carvalho", role="convener")
nadia = Person.objects.create(space=host.space, name="Nadia Ferhat", came_at=at)
come_along(role.group, by=nadia, at=at, words="le mardi")
group, ines = role.group, role.person
{then}
thing = {thing}
print(links.link_path(links.link_to(thing, person=ines, by=None, at=at)))  # as Palabre mails it
"""

MEETS = """
from palabre.meetings.invitations import meeting_invitations as calls
from palabre.meetings.models import Meeting
from palabre.meetings.room.open_room import open_room
from palabre.meetings.agenda.agenda_items import (ItemDetails, propose_point)
on = timezone.localdate() + datetime.timedelta(days=7)
facts = {"group": group, "on": on, "at": datetime.time(14), "place": "Foyer de Brennes"}
meeting = Meeting.objects.create(space=host.space, audience=group.audience, title="Les jardins", **facts)
calls.call(meeting, by=host, at=at, persons=[ines])
open_room(meeting, by=host, at=at)
propose_point(meeting, ItemDetails("Qui garde la clé du jardin ?"), by=ines, at=at)
"""
OFFERS = """
from palabre.groups.models import Action
from palabre.groups.actions.action_offers import offer
facts = {"group": group, "due_words": "avant mardi"}
action = Action.objects.create(space=host.space, audience=group.audience, text="Réserver le minibus", **facts)
offer(action, ines, by=host)
"""


def a_link(house: House, *, then: str = "", thing: str = "group") -> str:
    """Return the path of Inès's link to `thing`, once `then` was done (lines of Python)."""
    space = f"Val {uuid.uuid4().hex[:8]}"
    return house.ask(SET_UP.format(space=space, minutes=MINUTES, then=then, thing=thing))


@cache
def link_of(house: House, state: str) -> str:
    """Return the same link each time, for screens that only look."""
    says_share = 'convener_answers.answer_as_convener(group, "share", by=ines, at=at)'
    calls = 'role_calls.call(group, "Une personne pour porter avec Inès.", role="co_convener", by=ines, at=at)'
    states = {
        "asked": {},
        "answered": {"then": says_share},
        "calling": {"then": f"{says_share}\n{calls}"},
        "named": {"thing": "reading.meeting"},
        "called": {"then": MEETS, "thing": "meeting"},
        "offered": {"then": OFFERS, "thing": "action"},
    }
    return a_link(house, **states[state])


def open_link(page: Page, house: House, state: str, tail: str = "") -> None:
    page.goto(link_of(house, state))
    if tail:
        page.goto(f"{page.url}{tail}")
