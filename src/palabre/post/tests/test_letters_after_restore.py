"""A letter that left, or was taken back, since a backup was made does not leave once it is restored."""

import datetime

import pytest
from django.utils import timezone

from palabre.post import outbox
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter
from palabre.upkeep.backups import restore
from palabre.upkeep.backups.backup import back_up
from tests.builders import a_letter, a_member, a_person, a_space

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_with_secret")]

NOW = datetime.datetime(2026, 11, 24, 10, tzinfo=timezone.get_default_timezone())
ORIGIN = "https://palabre.exemple.fr"


@pytest.fixture(autouse=True)
def _mail(settings):
    settings.MAIL_IS_CONFIGURED = True


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Tanneguy")


@pytest.fixture
def letter(odile):
    to = a_person(odile.space, "Inès Courtois")
    to.may_be_reached_at("ines@exemple.fr", by=None)
    return outbox.approve(a_letter(to, by=odile, about="x"), by=odile, at=NOW, origin=ORIGIN, now=True)


def leaves():
    return post_one(NOW) and Letter.objects.filter(sent_at__isnull=False).exists()


def test_one_that_was_taken_back_since_does_not_leave(odile, letter, mailoutbox):
    file = back_up(at=NOW)
    outbox.unapprove(letter, by=odile)

    restore.restore_backup(file, at=NOW)

    assert (leaves(), mailoutbox) == (False, [])
    assert Letter.objects.get().is_waiting


def test_one_whose_words_were_changed_since_waits_to_be_read_again(odile, letter, mailoutbox):
    file = back_up(at=NOW)
    outbox.change_letter(letter, "Un mot", "D’autres mots.", by=odile, at=NOW)

    restore.restore_backup(file, at=NOW)

    assert (leaves(), mailoutbox) == (False, [])


def test_one_that_left_since_does_not_leave_twice(letter, mailoutbox):
    file = back_up(at=NOW)
    assert leaves()

    restore.restore_backup(file, at=NOW)
    post_one(NOW)

    assert len(mailoutbox) == 1
    assert Letter.objects.get().sent_at == NOW


def test_one_that_was_to_leave_still_leaves(letter, mailoutbox):
    file = back_up(at=NOW)

    restore.restore_backup(file, at=NOW)

    assert leaves()
    assert len(mailoutbox) == 1


def test_where_nothing_is_known_of_since_its_author_reads_it_again(letter, mailoutbox, monkeypatch):
    file = back_up(at=NOW)
    monkeypatch.setattr(restore, "read_before", lambda leaving_out: None)

    restore.restore_backup(file, at=NOW)

    assert (leaves(), mailoutbox) == (False, [])
    assert Letter.objects.get().is_waiting
