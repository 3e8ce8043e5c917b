"""« Gardons-le entre nous » of whom minutes are about holds: nobody else opens them, by any of the doors."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Meeting
from palabre.meetings.written import minutes_publication
from palabre.meetings.written.tests.meeting_held import NOW, ORIGIN, a_meeting_held
from palabre.minutes.imports.import_publication import publish
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.models import Import
from palabre.refusal import Refusal
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db
TEXT = """# Réunion du 13 octobre 2026

Présents : Inès Courtois, Karim Oualid

Karim Oualid est malade.

À faire :
- Appeler la mairie"""


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def meeting(space, ines):
    """A meeting whose minutes everybody reads."""
    held = a_meeting_held(space, by=ines)
    minutes_publication.publish_minutes(held, by=ines, at=NOW, origin=ORIGIN, readers="now")
    return held


def kept(meeting, by):
    minutes_publication.keep_among_us(meeting, by=by, at=NOW)


def is_read_outside(meeting):
    page = Meeting.objects.select_related("minutes__space").get(pk=meeting.pk).minutes
    return Client().get(page.get_absolute_url()).status_code == 200


def sent(meeting, by, door="meetings:minutes_opening", said=None):
    numbers = [meeting.minutes.slug] if door.startswith("wiki") else [meeting.pk]
    return entered(Client(), by).post(reverse(door, args=[meeting.space.slug, *numbers]), said or {}).status_code


@pytest.mark.parametrize("door", ["meetings:minutes_opening", "wiki:readers"])
def test_nobody_else_opens_them(space, ines, meeting, door):
    kept(meeting, space.persons.get(name="Karim Oualid"))
    meeting.refresh_from_db()

    answer = sent(meeting, ines, door, {"to": "public"})

    assert (answer, is_read_outside(meeting)) == (409, False)


def test_nor_do_they_by_publishing_what_was_read_there(space, ines):
    reading = import_minutes(space, TEXT, by=ines, on=NOW.date())
    open_to_space(reading, by=ines, at=timezone.now())
    meeting = Import.objects.get().meeting
    kept(meeting, space.persons.get(name="Karim Oualid"))

    with pytest.raises(Refusal):
        publish(Import.objects.get(), by=a_member(space, "Malo Riou"))

    assert not is_read_outside(meeting)


def test_who_asked_opens_them_again(ines, meeting):
    kept(meeting, ines)

    answer = sent(meeting, ines)

    assert (answer, is_read_outside(meeting)) == (302, True)


def test_each_of_those_who_asked_does(space, ines, meeting):
    karim = space.persons.get(name="Karim Oualid")
    kept(meeting, karim)
    kept(meeting, ines)
    karim.join(NOW)

    assert [sent(meeting, one) for one in (ines, karim)] == [409, 409]


def test_whom_they_are_not_about_keeps_them_until_somebody_opens_them(space, ines, meeting):
    kept(meeting, a_member(space, "Malo Riou"))

    assert (sent(meeting, ines), is_read_outside(meeting)) == (302, True)


def test_the_button_is_not_there_for_others(space, ines, meeting):
    kept(meeting, space.persons.get(name="Karim Oualid"))

    page = entered(Client(), ines).get(reverse("meetings:minutes_to_read", args=[space.slug, meeting.pk]))

    assert reverse("meetings:minutes_opening", args=[space.slug, meeting.pk]) not in page.content.decode()
