"""Between a meeting's page, its room and the plain field of its note: one goes back to where people meet."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Room
from palabre.meetings.room.open_room import open_room
from palabre.meetings.room.room_facilitation import end_meeting
from palabre.people.models import Person
from palabre.wiki.hooks import way_back
from tests.builders import a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


@pytest.fixture
def sabine() -> Person:
    return a_member(a_space(), "Sabine Delorme")


@pytest.fixture
def room(sabine: Person) -> Room:
    meeting = a_meeting(sabine.space, on=timezone.localdate(), at=datetime.time(14))
    return open_room(meeting, by=sabine, at=timezone.now())


def scribe_of(room: Room) -> str:
    return reverse("room:room", args=[room.meeting.space.slug, room.meeting_id]) + "?as=scribe"


def text_of(room: Room) -> str:
    room.meeting.refresh_from_db()
    assert room.meeting.minutes is not None
    return reverse("wiki:text", args=[room.meeting.space.slug, room.meeting.minutes.slug])


def typed(room: Room, **more: str) -> dict[str, str]:
    assert room.meeting.minutes is not None
    note = room.meeting.minutes.note
    return {"text": f"{note.body_md}\n\nUn mot.", "base": str(note.revision), "words": ""} | more


def test_who_saves_the_note_from_the_room_is_in_the_room_again(client: Client, sabine: Person, room: Room) -> None:
    her, address, scribe = entered(client, sabine), text_of(room), scribe_of(room)

    saved = her.post(address, typed(room), headers={"referer": f"{HOST}{scribe}"})

    assert (saved.status_code, saved.headers["Location"]) == (302, scribe)


def test_who_came_from_the_room_to_the_plain_field_goes_back_there(client: Client, sabine: Person, room: Room) -> None:
    her, address, scribe = entered(client, sabine), text_of(room), scribe_of(room)

    form = her.get(f"{address}?plain=1", headers={"referer": f"{HOST}{scribe}"})
    saved = her.post(address, typed(room, next=form.context["next"]))

    assert f'name="next" value="{scribe}"' in form.content.decode()
    assert saved.headers["Location"] == scribe


def test_who_came_from_elsewhere_reads_the_page_that_she_saved(client: Client, sabine: Person, room: Room) -> None:
    her, address = entered(client, sabine), text_of(room)

    saved = her.post(address, typed(room), headers={"referer": f"{HOST}{address}"})

    assert room.meeting.minutes is not None
    assert saved.headers["Location"] == room.meeting.minutes.get_absolute_url()


@pytest.mark.parametrize(
    "said",
    [
        "https://ailleurs.exemple.fr/s/le-val/meetings/1/room/",
        "//ailleurs.exemple.fr/s/le-val/meetings/1/room/",
        "/s/autre-espace/meetings/1/room/",
        "/s/le-val/meetings/1/",
        "/nowhere/",
        "javascript:alert(1)",
        f"/s/le-val/meetings/1/room/?as={'x' * 300}",
        "",
    ],
)
def test_nobody_is_led_out_of_the_space_nor_to_another_screen(said: str) -> None:
    assert way_back("/s/le-val/meetings/1/room/", host="testserver", space="le-val") == "/s/le-val/meetings/1/room/"
    assert way_back(said, host="testserver", space="le-val") == ""


def test_the_one_large_button_of_a_meeting_is_its_room_while_it_is_open(
    client: Client, sabine: Person, room: Room
) -> None:
    her, address = entered(client, sabine), room.meeting.get_absolute_url()

    during = her.get(address).content.decode()
    end_meeting(room, by=sabine, at=timezone.now())
    after = her.get(address).content.decode()

    to_the_room = f'primary" href="{scribe_of(room).partition("?")[0]}"'
    assert (during.count("button primary"), to_the_room in during) == (1, True)
    assert (after.count("button primary"), to_the_room in after) == (1, False)
