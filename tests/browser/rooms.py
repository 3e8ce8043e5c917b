"""The room of a meeting: an invented one with its agenda, opened and led as far as a screen needs it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.browser.house import House

type Reach = Callable[[Page, House], None]

POINTS = [
    ("Tour de météo des groupes", "weather", 30),
    ("Échange libre", "exchange", 25),
    ("À prendre : qui, pour quand", "act", 10),
]
ANSWERED_AND_DECIDED = [
    ("Ce qui est répondu aux besoins de la dernière fois", "needs", 10),
    ("Ce que nous décidons", "decide", 15),
]
SET_UP = """
from palabre.groups.models import Action
from palabre.meetings.decisions import decision_adoption
from palabre.meetings.decisions import decision_objections
from palabre.meetings.decisions import decision_proposals
from palabre.meetings.models import AgendaItem, CarriedOver, Meeting
from palabre.meetings.room import circle
from palabre.meetings.room import room_facilitation
from palabre.meetings.room import open_room
from palabre.meetings.room import room_presence
from palabre.people.models import Audience, Person
from palabre.spaces.models import Space
space = Space.objects.get(is_demonstration=True)
by = Person.objects.get(space=space, name="Linh Nguyen")
told = dict(space=space, audience=Audience.everybody(space))
meeting = Meeting.objects.create(title={title!r}, on=timezone.localdate(), **told)
for place, (text, kind, minutes) in enumerate({points!r}):
    brings = kind if kind == "needs" else ""
    told_of = dict(text=text, kind="inform" if brings else kind, minutes=minutes, brings=brings)
    AgendaItem.objects.create(meeting=meeting, position=place + 1, **told_of)
    if kind == "decide":
        words = ("Le préau reste ouvert le jeudi", "Un mot par mois aux voisins", "On se tutoie")
        said = dict(by=by, at=timezone.now(), meeting=meeting)
        made = [decision_proposals.propose_decision(space, one, **said) for one in words]
        decision_objections.object_to(made[1], "Personne n’a le temps de l’écrire.", by=by, at=timezone.now())
        decision_adoption.adopt(made[2], by=by, at=timezone.now())
print(meeting.get_absolute_url())
for text in ("Ranger les chaises", "Demander la salle"):
    CarriedOver.objects.create(meeting=meeting, action=Action.objects.create(text=text, **told))
if {step} >= 0:
    room = open_room.open_room(meeting, by=by, at=timezone.now())
    for name in ("Karim Belkacem", "Yasmine Haddad"): room_presence.mark_present(room, name, by=by)
    if {step}: room = room_facilitation.begin_meeting(room, by=by, at=timezone.now())
    for _again in range({step} - 1):
        room = room_facilitation.next_point(room, since_version=room.version, by=by, at=timezone.now())
    if {circle}: circle.begin_circle(room, "Ce qui nous donne envie", by=by, at=timezone.now())
    if {ended}: room_facilitation.end_meeting(room, by=by, at=timezone.now())
"""
ENTRANCE = """
from django.urls import reverse
from palabre.meetings.models import Room
from palabre.meetings.room import room_codes
room = Room.objects.get(meeting={number})
print(reverse("came_in:entrance", args=[room.code, room_codes.room_key(room)]))
"""
NOT_OPENED, WAITING, WEATHER, EXCHANGE, TAKING_UP = range(-1, 4)
NEEDS, DECIDING = 11, 12  # the steps of another meeting
PLACES: dict[tuple[str, int, bool, bool], str] = {}


def a_room(house: House, *, step: int = NOT_OPENED, circle: bool = False, ended: bool = False) -> str:
    """Return the path of the room of a new meeting, which stands at this step."""
    points, place = (ANSWERED_AND_DECIDED, step - 10) if step >= NEEDS else (POINTS, step)
    facts = {"title": "Réunion des porteurs", "points": points, "step": place, "circle": circle, "ended": ended}
    return house.ask(SET_UP.format(**facts)) + "room/"


def by_code(enter: Callable[..., Page], code: str, name: str, **options: Any) -> Page:
    """Come in by the letters that the projector shows, with a first name."""
    page = enter(**options)
    page.goto("/room/")
    page.locator("[name=code]").fill(code.lower())
    page.get_by_role("button", name="Entrer").click()
    page.locator("[name=name]").fill(name)
    page.get_by_role("button", name="Entrer").click()
    page.locator("room-live").wait_for()
    return page


def at(page: Page, room: str, screen: str) -> Page:
    page.goto(f"{room}?as={screen}")
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{name}")).first.click()


def in_a_room(screen: str, *, step: int, circle: bool = False, ended: bool = False) -> Reach:
    """One of its screens; the same room each time, for screens that only look."""

    def reach(page: Page, house: House) -> None:
        key = (house.url, step, circle, ended)
        if key not in PLACES:
            PLACES[key] = a_room(house, step=step, circle=circle, ended=ended)
        page.goto(f"{PLACES[key]}?as={screen}")
        page.locator("main h1").wait_for()

    return reach


def the_door_refused(page: Page, house: House) -> None:
    page.goto("/room/")
    page.locator("[name=code]").fill("zzzzz")
    page.locator("main form .primary").click()


def at_the_entrance(page: Page, house: House) -> None:
    """As her phone's camera does it, by the address of the square: no letters are typed, none is counted."""
    place = a_room(house, step=WAITING)
    number = place.rstrip("/").split("/")[-2].split("-")[0]
    page.goto(house.ask(ENTRANCE.format(number=number)))


def nobody_opened_it(page: Page, house: House) -> None:
    page.goto(a_room(house))


SHE = "Linh Nguyen"
ROOM_SCREENS: dict[str, tuple[str, Reach]] = {
    "room not opened": (SHE, nobody_opened_it),
    "door of a room, refused": ("", the_door_refused),
    "entrance of a room": ("", at_the_entrance),
    "facilitating, before": (SHE, in_a_room("facilitator", step=WAITING)),
    "facilitating, weather": (SHE, in_a_room("facilitator", step=WEATHER)),
    "facilitating, needs": (SHE, in_a_room("facilitator", step=NEEDS)),
    "facilitating, deciding": (SHE, in_a_room("facilitator", step=DECIDING)),
    "facilitating, circle": (SHE, in_a_room("facilitator", step=EXCHANGE, circle=True)),
    "facilitating, last point": (SHE, in_a_room("facilitator", step=TAKING_UP)),
    "taking notes, weather": (SHE, in_a_room("scribe", step=WEATHER)),
    "taking notes, afterwards": (SHE, in_a_room("scribe", step=WEATHER, ended=True)),
    "projector, before": (SHE, in_a_room("projector", step=WAITING)),
    "projector, weather": (SHE, in_a_room("projector", step=WEATHER)),
    "projector, deciding": (SHE, in_a_room("projector", step=DECIDING)),
    "projector, to take up": (SHE, in_a_room("projector", step=TAKING_UP)),
    "phone, weather": (SHE, in_a_room("phone", step=WEATHER)),
    "phone, needs": (SHE, in_a_room("phone", step=NEEDS)),
    "phone, deciding": (SHE, in_a_room("phone", step=DECIDING)),
    "phone, circle": (SHE, in_a_room("phone", step=EXCHANGE, circle=True)),
    "phone, to take up": (SHE, in_a_room("phone", step=TAKING_UP)),
    "phone, as a passer-by": ("", in_a_room("phone", step=EXCHANGE)),
}
