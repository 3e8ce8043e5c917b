"""Minutes that somebody asked to keep since a copy was made are not opened once it came back."""

import datetime

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from palabre.meetings.models import Meeting, Publication
from palabre.meetings.written import minutes_publication
from palabre.meetings.written.tests.meeting_held import NOW, ORIGIN, a_meeting_held
from palabre.pure.second_thoughts import public_at
from palabre.upkeep.backups import restore
from palabre.upkeep.backups.backup import back_up
from palabre.wiki.readers.kept_pages import who_keeps
from tests.builders import a_member, a_space

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_with_secret")]

LATER = NOW + datetime.timedelta(days=5)


@pytest.fixture
def ines():
    return a_member(a_space(public=True), "Inès Courtois")


@pytest.fixture
def meeting(ines):
    return a_meeting_held(ines.space, by=ines)


def give(meeting, ines, *, readers="soon"):
    minutes_publication.publish_minutes(meeting, by=ines, at=NOW, origin=ORIGIN, readers=readers)


def keep(meeting, ines):
    minutes_publication.keep_among_us(Meeting.objects.get(pk=meeting.pk), by=ines, at=NOW)


def read_by_a_passer_by(meeting, *, at=LATER):
    minutes_publication.open_what_is_due(at)
    page = Meeting.objects.select_related("minutes__space").get(pk=meeting.pk).minutes
    return Client().get(page.get_absolute_url()).status_code == 200


def test_what_somebody_kept_since_is_not_opened_by_the_clock(meeting, ines):
    give(meeting, ines)
    file = back_up(at=NOW)
    keep(meeting, ines)

    restore.restore_backup(file, at=NOW)

    assert not read_by_a_passer_by(meeting)
    assert who_keeps(Meeting.objects.select_related("minutes").get(pk=meeting.pk).minutes) == {ines.pk}


def test_what_was_open_and_is_kept_since_stays_kept(meeting, ines):
    give(meeting, ines, readers="now")
    file = back_up(at=NOW)
    keep(meeting, ines)

    restore.restore_backup(file, at=NOW)

    assert not read_by_a_passer_by(meeting)


def test_what_nobody_kept_is_opened_in_its_time(meeting, ines):
    give(meeting, ines)
    file = back_up(at=NOW)

    restore.restore_backup(file, at=NOW)

    assert read_by_a_passer_by(meeting)


def test_where_nothing_is_known_of_since_there_is_the_whole_time_to_keep_it(meeting, ines, monkeypatch):
    give(meeting, ines)
    file = back_up(at=NOW)
    monkeypatch.setattr(restore, "read_before", lambda leaving_out: None)

    restore.restore_backup(file, at=LATER)

    assert Publication.objects.get().due_at == public_at(timezone.localtime(LATER))
    assert not read_by_a_passer_by(meeting, at=LATER + datetime.timedelta(hours=3))


def test_a_new_machine_knows_nothing_of_since(meeting, ines):
    give(meeting, ines)
    file = back_up(at=NOW)
    call_command("flush", interactive=False)
    a_space("Ce que l’on essaie d’abord")

    done = restore.restore_backup(file, at=LATER)

    assert not done.carries
    assert Publication.objects.get().due_at == public_at(timezone.localtime(LATER))
