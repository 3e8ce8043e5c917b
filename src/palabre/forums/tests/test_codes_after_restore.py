"""A code that a host changed since a backup was made opens nothing once it came back. So in a room."""

import dataclasses

import pytest
from django.test import Client
from django.utils import timezone

from palabre.forums.day.forum_codes import renew_code
from palabre.forums.models import ServedCode
from palabre.forums.tests.scene import PLAN, at, day_now, prepared, written
from palabre.live.join_codes import fresh_code
from palabre.meetings.models import Room
from palabre.meetings.room import open_room
from palabre.upkeep.backups.backup import back_up
from palabre.upkeep.backups.restore import restore_backup
from tests.builders import a_meeting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_with_secret")]

NOW = timezone.now()


@pytest.fixture
def scene():
    day, sabine = prepared(plan=dataclasses.replace(PLAN, held_on=timezone.localdate()))
    written(day, sabine, 12)
    return day, sabine


def opens(code):
    return Client().post("/forum/", {"code": code}).status_code == 302


def test_a_code_that_was_changed_since_opens_nothing(scene):
    day, sabine = scene
    phone = Client()
    phone.post("/forum/", {"code": day.code})
    file = back_up(at=NOW)
    renew_code(day, day.code, by=sabine)
    now = day_now(day.forum).code

    restore_backup(file, at=NOW)

    assert [opens(one) for one in (day.code, now)] == [False, True]
    assert phone.get(at(day, "wall")).status_code == 404


def test_a_code_that_served_is_known_to_have(scene):
    day, sabine = scene
    file = back_up(at=NOW)
    before = ServedCode.objects.count()
    for _time in range(2):
        now = day_now(day.forum)
        renew_code(now, now.code, by=sabine)
    served = set(ServedCode.objects.values_list("code", "holder"))

    restore_backup(file, at=NOW)

    assert (len(served), set(ServedCode.objects.values_list("code", "holder"))) == (before + 2, served)


def test_the_letters_of_a_newsroom_that_was_closed_since_open_nothing(scene):
    day, _sabine = scene
    letters = fresh_code(type(day).objects.all())
    day.have_newsroom(letters)
    file = back_up(at=NOW)
    day.have_newsroom(None)

    restore_backup(file, at=NOW)

    assert not opens(letters)
    assert day_now(day.forum).newsroom_code is None


def test_all_codes_are_others_where_whoever_restores_closes_everything(scene):
    day, sabine = scene
    day.have_newsroom(fresh_code(type(day).objects.all()))
    meeting = a_meeting(sabine.space, on=timezone.localdate())
    room = open_room.open_room(meeting, by=sabine, at=NOW)
    file = back_up(at=NOW)

    restore_backup(file, at=NOW, closes_links=True)

    assert day_now(day.forum).code not in (None, day.code)
    assert day_now(day.forum).newsroom_code is None
    assert Room.objects.get().code not in (None, room.code)


def test_the_code_of_a_room_that_was_changed_since_opens_nothing(scene):
    _day, sabine = scene
    room = open_room.open_room(a_meeting(sabine.space, on=timezone.localdate()), by=sabine, at=NOW)
    file = back_up(at=NOW)
    now = open_room.renew_code(room, by=sabine).code

    restore_backup(file, at=NOW)

    assert Room.objects.get().code == now != room.code
