"""Minutes that one member prepares take nothing from a meeting of all that was told already, and add nothing to it."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Meeting, Publication
from palabre.meetings.note.meeting_note import note_of
from palabre.minutes.imports.import_publication import publish
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.models import Import
from palabre.minutes.undo.import_undo import undo_import
from palabre.people.models import Audience
from palabre.wiki.page_text import save_page_text
from tests.builders import a_meeting, a_member, a_page, entered

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 4, 28)
WORDS = """# Tout autre chose

28 avril 2023

### Participants

- **Karim Belkacem**, Mairie de Brennes

### Objectif de la réunion

- Choisir un jour

## Notes partagées

- Il ne s'est rien dit.
"""


@pytest.fixture
def meeting(space):
    page = a_page(space, "Ce qui fut dit", "On garde la maison.", audience=Audience.everybody(space))
    found = a_meeting(space, "Réunion de tous", on=DAY, minutes=page)
    Publication.objects.create(meeting=found, given_at=timezone.now(), public_at=timezone.now())
    return found


def test_a_meeting_keeps_the_minutes_that_were_given(space, meeting):
    given = meeting.minutes
    assert given.get_absolute_url() in Client().get(meeting.get_absolute_url()).content.decode()

    malo = entered(Client(), a_member(space, "Malo Kersauze"))
    malo.post(reverse("minutes:new_import", args=[space.slug]), {"text": WORDS})

    assert Meeting.objects.get(pk=meeting.pk).minutes == given
    assert given.get_absolute_url() in Client().get(meeting.get_absolute_url()).content.decode()


def test_and_names_nobody_whom_only_minutes_in_preparation_say_was_there(space, meeting):
    malo = entered(Client(), a_member(space, "Malo Kersauze"))
    malo.post(reverse("minutes:new_import", args=[space.slug]), {"text": WORDS})

    read = entered(Client(), a_member(space, "Odile Morvan")).get(meeting.get_absolute_url()).content.decode()

    assert "Karim" not in read


def test_nor_loses_them_for_good_once_the_reading_is_undone(space, meeting):
    given, malo = meeting.minutes, entered(Client(), a_member(space, "Malo Kersauze"))
    malo.post(reverse("minutes:new_import", args=[space.slug]), {"text": WORDS})

    malo.post(reverse("minutes:undoing", args=[space.slug, Import.objects.get().pk]))

    assert Import.objects.get().undone_at is not None
    assert Meeting.objects.get(pk=meeting.pk).minutes == given


def test_once_published_they_say_who_was_there_and_leave_the_page_and_the_aims_of_before(space, meeting):
    meeting.aims.create(position=1, text="Faire le point")
    reading = import_minutes(space, WORDS, by=a_member(space, "Malo Kersauze"), on=DAY)

    open_to_space(reading, by=reading.by, at=timezone.now())
    publish(reading, by=reading.by)

    now = Meeting.objects.get(pk=meeting.pk)
    assert now.minutes == meeting.minutes
    assert now.attendances.filter(person__name="Karim Belkacem").exists()
    assert [one.text for one in now.aims.order_by("position")] == ["Faire le point"]


def test_a_meeting_that_nobody_told_leads_to_them_once_they_are_opened(space):
    meeting = a_meeting(space, "Réunion de tous", on=DAY)
    reading = import_minutes(space, WORDS, by=a_member(space, "Malo Kersauze"), on=DAY)
    before = Meeting.objects.get(pk=meeting.pk).minutes

    open_to_space(reading, by=reading.by, at=timezone.now())

    assert (before, Meeting.objects.get(pk=meeting.pk).minutes) == (None, reading.page)
    assert Meeting.objects.get() == meeting


def test_undone_they_give_back_the_live_note_in_which_nobody_wrote(space):
    meeting, odile = a_meeting(space, on=DAY), a_member(space, "Odile Morvan")
    note = note_of(meeting, by=odile)
    reading = import_minutes(space, WORDS, by=odile, on=DAY)
    open_to_space(reading, by=odile, at=timezone.now())
    opened = Meeting.objects.get().minutes

    undo_import(reading, by=odile)

    assert (opened, Meeting.objects.get().minutes) == (reading.page, note)
    assert not Meeting.objects.get().attendances.exists()


def test_a_live_note_in_which_somebody_wrote_stays_the_meeting_s(space):
    meeting, odile = a_meeting(space, on=DAY), a_member(space, "Odile Morvan")
    note = note_of(meeting, by=odile)
    save_page_text(note, note.note.body_md + "\n\nUne ligne.", base=note.note.revision, by=odile)

    reading = import_minutes(space, WORDS, by=odile, on=DAY)
    open_to_space(reading, by=odile, at=timezone.now())

    assert Meeting.objects.get().minutes == note


def test_minutes_in_preparation_do_not_keep_others_from_the_note_of_their_meeting(space):
    meeting, odile = a_meeting(space, on=DAY), a_member(space, "Odile Morvan")
    import_minutes(space, WORDS, by=a_member(space, "Malo Kersauze"), on=DAY)

    page = note_of(meeting, by=odile)

    assert entered(Client(), odile).get(page.get_absolute_url()).status_code == 200
