"""The round of weather: living groups alone; whoever leads calls on one, or goes on to the next."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.log.project_weather import say_weather
from palabre.groups.models import Group, ProjectWeather, Weather
from palabre.meetings.models import AgendaItem, ItemKind, Meeting, Room
from palabre.meetings.room.room_facts import read_room_facts
from palabre.meetings.room.room_screens import Onlooker, screen_of_role
from palabre.meetings.room.room_state import Role
from palabre.meetings.room.tests.room_of import AT, a_guest, a_room, again, later
from palabre.people.access.links import link_path
from palabre.people.models import Audience, Person
from tests.builders import a_group, a_member, a_space, entered
from tests.made_once import once_per_module

pytestmark = pytest.mark.django_db
TITLES = ("Le bois", "Le four", "La gare")


def with_three_groups() -> Room:
    sabine = a_member(a_space(), "Sabine Delorme")
    made = a_room(sabine)
    AgendaItem.objects.filter(pk=made.item_id).update(kind=ItemKind.WEATHER)
    for title in TITLES:
        a_group(sabine.space, title, convened_by=(sabine,))
    return made


begun = once_per_module(with_three_groups)


@pytest.fixture
def room(begun: Room) -> Room:
    return again(begun)


@pytest.fixture
def sabine(room: Room) -> Person:
    return room.meeting.space.persons.select_related("space").get(name="Sabine Delorme")


def asked(room: Room, by: Person) -> tuple[str, str]:
    """Return the titles of the group whose turn it is, and of the one after it."""
    facts = read_room_facts(room.meeting_id, at=later(1))
    assert facts is not None
    state = screen_of_role(facts, Onlooker(by.pk, Role.FACILITATOR, leads=True, may_speak=True))
    titles = {one.number: one.title for one in state.weather}
    turn = next((one.title for one in state.weather if one.is_turn), "")
    return turn, titles.get(state.weather_after, "")


def gesture(by: Person, room: Room, end: str, **words: str) -> None:
    place = reverse("room:room", args=[room.meeting.space.slug, room.meeting_id])
    answer = entered(Client(), by).post(f"{place}{end}", {"as": "facilitator", **words})
    assert answer.status_code == 302


def test_a_group_that_sleeps_or_ended_is_asked_nothing(room: Room, sabine: Person) -> None:
    Group.objects.filter(title="La gare").update(asleep_at=AT)
    Group.objects.filter(title="Le bois").update(ended_at=AT)

    assert asked(room, sabine) == ("Le four", "")


def test_whoever_leads_calls_on_a_group_and_the_round_goes_on_from_there(room: Room, sabine: Person) -> None:
    bois = Group.objects.get(title="Le bois")

    gesture(sabine, room, f"round/?group={bois.pk}")

    assert asked(room, sabine) == ("Le bois", "Le four")


def test_a_weather_tapped_by_whoever_facilitates_moves_the_round_on(room: Room, sabine: Person) -> None:
    four = Group.objects.get(title="Le four")
    Room.objects.update(began_at=timezone.now())

    gesture(sabine, room, f"weather/?group={four.pk}", weather="sun")

    assert ProjectWeather.objects.get(on=timezone.localdate()).group == four
    assert asked(room, sabine) == ("La gare", "Le bois")


def test_who_came_by_the_code_does_not_move_the_round(room: Room) -> None:
    link = a_guest(room)
    guest, four = Client(), Group.objects.get(title="Le four")
    guest.get(link_path(link))

    answer = guest.post(reverse("came_in:room", args=[link.pk]) + f"round/?group={four.pk}")

    assert (answer.status_code != 302, again(room).weather_turn) == (True, None)


def test_the_weather_that_a_group_said_to_members_is_not_shown_to_all_who_read_a_public_meeting(
    room: Room, sabine: Person
) -> None:
    four, place = Group.objects.get(title="Le four"), room.meeting.space
    Room.objects.update(began_at=timezone.now())
    for days, sign in ((0, Weather.STORM), (7, Weather.RAIN)):
        on = timezone.localdate() - datetime.timedelta(days)
        say_weather(four, sign, "Le maire nous lâche", "", by=sabine, at=timezone.now(), on=on)
    everybody = Audience.everybody(place)
    Group.objects.update(audience=everybody), Meeting.objects.update(audience=everybody)

    facts = read_room_facts(room.meeting_id, at=later(1))

    assert facts is not None
    shown = screen_of_role(facts, Onlooker(0, Role.PROJECTOR, leads=False, may_speak=False)).weather
    assert {(one.weather, one.former, one.words) for one in shown} == {("", "", "")}
    assert "Le four" not in asked(room, sabine)
