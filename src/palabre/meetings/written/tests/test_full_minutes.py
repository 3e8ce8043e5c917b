"""Minutes in which people typed up to what a save takes, or beyond: they are read, and given, as they are."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from palabre.meetings.dates.meeting_schedule import Planned
from palabre.meetings.models import Edition
from palabre.meetings.note.meeting_note import note_of
from palabre.meetings.note.note_date import follow_move
from palabre.meetings.written.minutes_publication import publish_minutes
from palabre.meetings.written.tests.meeting_held import NOW, ORIGIN, a_meeting_held
from palabre.notes.markdown import prepared_text
from palabre.notes.yjs import update_log
from palabre.notes.yjs.log_catch_up import catch_up
from palabre.post.models import Letter
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db
HEAVIEST = 3_000  # instead of the bound, which takes seconds to render


@pytest.fixture
def ines():
    return a_member(a_space(public=True), "Inès Courtois")


@pytest.fixture
def meeting(ines):
    return a_meeting_held(ines.space, by=ines)


@pytest.fixture(params=[HEAVIEST - 20, HEAVIEST + 10], ids=["what takes place no longer fits", "beyond"])
def typed(request, meeting, monkeypatch):
    """Return signs that somebody typed in the room of the note, beside what is there."""
    note = note_of(meeting, by=None).note
    monkeypatch.setattr(prepared_text, "HEAVIEST", HEAVIEST)
    live = update_log.open_live(note)
    before, signs = live.doc.get_state(), "]" * (request.param - prepared_text.weight(note.body_md))
    live.text.insert(0, f"{signs}\n\n")
    update_log.append(note, [(live.doc.get_update(before), None)], origin="room")
    catch_up(note.pk)
    return signs


def test_full_minutes_are_read_with_a_way_to_their_versions(meeting, ines, typed):
    shown = entered(Client(), ines).get(reverse("meetings:minutes_to_read", args=[ines.space.slug, meeting.pk]))

    assert shown.status_code == 200
    meeting.refresh_from_db()
    ways = shown.content.decode()
    assert typed in ways
    assert reverse("wiki:revisions", args=[ines.space.slug, meeting.minutes.slug]) in ways


def test_full_minutes_are_given_as_they_are(meeting, ines, typed):
    publish_minutes(meeting, by=ines, at=NOW, origin=ORIGIN)

    assert typed in Edition.objects.get(publication__meeting=meeting).revision.body_md
    assert Letter.objects.filter(about__startswith=f"written_up:{meeting.pk}:").exists()


def test_a_full_note_does_not_hold_its_meeting_back(meeting, ines, typed):
    was = Planned.of(meeting)
    meeting.on += datetime.timedelta(days=1)
    meeting.save()

    follow_move(meeting, was=was)

    meeting.refresh_from_db()
    assert typed in meeting.minutes.note.body_md
