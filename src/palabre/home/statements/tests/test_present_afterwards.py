"""Saying, once reserved minutes were given, that one was there shows none of them, and has none of them rewritten."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.home.statements.statements import said_of
from palabre.meetings.models import Attendance, Meeting, Presence
from palabre.meetings.written.given_minutes import last_text_for
from palabre.meetings.written.minutes_composition import compose
from palabre.meetings.written.minutes_publication import AMONG_US, publish_minutes
from palabre.notes.note_save import save_note
from palabre.people.models import Audience
from palabre.post.models import Letter
from palabre.wiki.models import Page
from tests.builders import a_meeting, a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db
ORIGIN = "https://palabre.example"
SAID = "Malo Kersauze est renvoyé en mai."


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture
def malo(ines):
    return a_member(ines.space, "Malo Kersauze")


def meeting_written(ines, *there, days=0):
    """A meeting whose page only Inès reads, and those who were there."""
    page = a_page(ines.space, "Entre nous", "# Réunion\n", audience=Audience.of_persons(ines))
    meeting = a_meeting(ines.space, on=timezone.localdate() + datetime.timedelta(days=days), minutes=page)
    for one in there:
        Attendance.objects.create(meeting=meeting, person=one, presence=Presence.PRESENT)
    add(compose(meeting, by=ines), SAID, by=ines)
    return meeting


def add(page, words, *, by):
    save_note(page.note, f"{page.note.body_md}\n\n{words}\n", base=page.note.revision, by=by)


def give(meeting, by):
    publish_minutes(Meeting.objects.get(pk=meeting.pk), by=by, at=timezone.now(), origin=ORIGIN, readers=AMONG_US)


@pytest.mark.parametrize("days", [-40, 0])
def test_by_the_room_that_he_opens(ines, malo, days):
    meeting, his = meeting_written(ines, days=days), entered(Client(headers={"sec-fetch-site": "same-origin"}), malo)
    give(meeting, ines)
    said, slug = reverse("you:said", args=[ines.space.slug]), ines.space.slug

    his.post(reverse("room:opening", args=[slug, meeting.pk]))
    was_there = Attendance.objects.get(meeting=meeting, person=malo).presence
    page = Page.objects.get(pk=meeting.minutes_id)
    line = next(number for number, words in enumerate(page.note.body_md.split("\n"), 1) if SAID in words)
    number = f"{page.pk}-{page.note.revision}-{line}"
    his.post(said, {"gesture": "correct", "sentence": number, "words": "Malo Kersauze est augmenté en mai."})

    assert was_there == Presence.PRESENT
    assert SAID not in his.get(said).content.decode()
    assert SAID in Page.objects.get(pk=page.pk).note.body_md
    assert last_text_for(malo, Meeting.objects.get(pk=meeting.pk)) == ""


def test_nor_is_the_next_version_written_to_him(ines, malo):
    zoe = a_member(ines.space, "Zoé Petit")
    meeting = meeting_written(ines, zoe)
    give(meeting, ines)
    Attendance.objects.create(meeting=meeting, person=malo, presence=Presence.PRESENT)
    add(Page.objects.get(pk=meeting.minutes_id), "Le local ferme.", by=ines)

    give(meeting, ines)

    assert [one.to for one in Letter.objects.filter(about__startswith="written_up").order_by("pk")] == [zoe, zoe]


def test_who_was_there_when_they_were_given_reads_what_they_say_of_her(ines, malo):
    meeting = meeting_written(ines, malo)

    give(meeting, ines)

    assert SAID in " ".join(one.words for one in said_of(malo).sentences)
    assert SAID in last_text_for(malo, Meeting.objects.get(pk=meeting.pk))
