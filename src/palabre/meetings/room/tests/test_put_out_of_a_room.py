"""Who was put out of a space comes back to a room of it by no code; those beside them are not concerned."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Room
from palabre.meetings.room import room_codes
from palabre.meetings.room.tests.room_of import a_room, again
from palabre.people.agreements.exclusion import put_out
from palabre.people.models import Link
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_put_out", [True, False])
def test_the_device_of_who_was_put_out_enters_no_room(is_put_out: bool) -> None:
    sabine = a_member(a_space(), "Sabine Delorme")
    hers = entered(Client(), gone := a_member(sabine.space, "Karim Oualid"))
    room = a_room(sabine)
    put_out(gone, by=sabine, at=timezone.now())
    room = again(room)
    who = hers if is_put_out else Client()

    entrance = door_of(room)
    answers = [who.get(entrance), who.post(entrance, {"name": "Zoé", "form_token": "one"})]

    assert [answer.status_code for answer in answers] == ([403, 403] if is_put_out else [200, 302])
    assert Link.objects.filter(person__name="Zoé").exists() is not is_put_out


def test_a_guest_who_was_put_out_does_not_come_in_again_by_the_new_code() -> None:
    sabine = a_member(a_space(), "Sabine Delorme")
    room, phone, neighbour = a_room(sabine), Client(), Client()
    phone.post(door_of(room), {"name": "Gaspard", "form_token": "one"})
    put_out(Link.objects.get(person__name="Gaspard").person, by=sabine, at=timezone.now())
    room = again(room)

    answers = [who.post(door_of(room), {"name": "Zoé", "form_token": "two"}) for who in (phone, neighbour)]

    assert [answer.status_code for answer in answers] == [403, 302]


def door_of(room: Room) -> str:
    return reverse("came_in:entrance", args=[room.code, room_codes.room_key(room)])
