"""In the room of a meeting that members alone read, of a group or a need that everybody reads."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Action
from palabre.meetings.agenda.shipped_agendas import NEEDS
from palabre.meetings.models import ItemKind, Room
from palabre.meetings.room.open_room import open_room
from palabre.meetings.room.room_facilitation import begin_meeting
from palabre.people.models import Audience, Person
from tests.builders import a_group, a_meeting, a_member, a_need, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def berthe() -> Person:
    return a_member(a_space("Val", public=True), "Berthe Loric")


def gesture(room: Room, end: str = "", **words: str) -> str:
    place = reverse("room:room", args=[room.meeting.space.slug, room.meeting_id])
    member = entered(Client(), room.facilitator)
    answer = (
        member.post(f"{place}{end}", {"as": "scribe", **words}, follow=True)
        if end
        else member.get(f"{place}?as=scribe")
    )
    return answer.content.decode()


@pytest.fixture
def room(berthe: Person) -> Room:
    """Its point is of weather, then of needs."""
    space = berthe.space
    group = a_group(space, convened_by=(berthe,), audience=Audience.everybody(space))
    need = a_need(space, "Une salle", group=group, audience=group.audience)
    meeting = a_meeting(space, group=group, on=timezone.localdate(), audience=Audience.of_space(space))
    meeting.agenda.create(text="Météo", position=1, kind=ItemKind.WEATHER)
    meeting.agenda.create(text="Besoins", position=2, brings=NEEDS).bring([need.pk])
    now = timezone.now()
    return begin_meeting(open_room(meeting, by=berthe, at=now), by=berthe, at=now)


def test_a_thing_to_do_stays_with_those_who_read_the_meeting(room: Room) -> None:
    gesture(room, "line/", line="Appeler la mère de Maël")

    action = Action.objects.get()
    assert [Client().get(one.get_absolute_url()).status_code for one in (room.meeting, action)] == [404, 404]
    assert entered(Client(), room.facilitator).get(action.get_absolute_url()).status_code == 200


def test_one_said_among_all_stays_one_of_its_group(room: Room) -> None:
    type(room.meeting).objects.update(audience=room.meeting.group.audience)

    gesture(room, "line/", line="Ranger la salle")

    assert Action.objects.get().audience == room.meeting.group.audience


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("is_public", [False, True])
def test_weather_and_answers_that_everybody_will_read_say_so(room: Room, number: int, is_public: bool) -> None:
    if is_public:
        type(room.meeting).objects.update(audience=room.meeting.group.audience)
    Room.objects.update(item=room.meeting.agenda.order_by("position")[number])

    assert ("Tout le monde le lira" in gesture(room)) is not is_public
