"""Who entered by the code reads the minutes on the same phone, once they are given; who was not there does not."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.note.meeting_note import note_of
from palabre.meetings.room import room_codes, room_facilitation
from palabre.meetings.room.open_room import open_room
from palabre.people.access import links
from palabre.people.models import Person
from palabre.wiki import page_text
from tests.builders import a_meeting, a_member, a_person, a_space, an_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return a_member(a_space("Entre nous"), "Inès Courtois")


@pytest.fixture
def meeting(ines):
    return a_meeting(ines.space, on=timezone.localdate(), by=ines)


@pytest.fixture
def room(meeting, ines):
    return open_room(meeting, by=ines, at=timezone.now())


@pytest.fixture
def phone(client, room):
    """A phone that entered by the square, and the address of its room."""
    entrance = reverse("came_in:entrance", args=[room.code, room_codes.room_key(room)])
    page = client.post(entrance, {"name": "Zoé", "form_token": "one"}, follow=True)
    return client, page.redirect_chain[-1][0]


def given(meeting, ines):
    page = note_of(meeting, by=ines)
    page_text.save_page_text(page, "# Compte rendu\n\nOn garde **le samedi**, [[Page secrète]].", base=1, by=ines)
    meeting.refresh_from_db()
    return an_edition(meeting, by=ines)


def test_the_phone_leads_to_the_minutes_and_shows_them_once_given(phone, meeting, ines, room):
    browser, here = phone
    room_facilitation.end_meeting(room, by=ines, at=timezone.now())

    ended = browser.get(here).content.decode()
    before = browser.get(f"{here}../", follow=True).content.decode()
    given(meeting, ines)
    after = browser.get(here.removesuffix("room/")).content.decode()

    assert 'href="../">' in ended
    assert "<strong>le samedi</strong>" not in before
    assert "<strong>le samedi</strong>" in after
    assert "Page secrète</a>" not in after


def test_who_was_not_there_reads_no_text_by_their_link(meeting, ines):
    absent, device = a_person(ines.space, "Malo"), Client()
    given(meeting, ines)
    link = links.link_to(meeting, person=absent, by=None, at=timezone.now())

    page = device.get(links.link_path(link), follow=True).content.decode()

    assert "le samedi" not in page


def test_a_link_that_somebody_else_holds_too_shows_no_text(phone, meeting, ines):
    given(meeting, ines)
    link = links.link_to(meeting, person=Person.objects.get(name="Zoé"), by=ines, at=timezone.now())

    page = Client().get(links.link_path(link), follow=True).content.decode()

    assert "le samedi" not in page
