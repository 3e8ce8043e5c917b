"""A copy that comes back opens no space that was deleted since: it is ended again, and its people have a day."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.home.archive import space_removal
from palabre.people.agreements import agreements, space_deletion
from palabre.people.models import Agreement
from palabre.spaces.models import Deletion, Space
from palabre.upkeep.backups.backup import back_up
from palabre.upkeep.backups.restore import restore_backup
from tests.builders import a_member, a_space

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_with_secret")]
DAY = datetime.timedelta(days=1)


def say_yes(person, *, at):
    return agreements.say_yes(person.space, "delete", by=person, at=at)


@pytest.fixture
def founder():
    return a_member(a_space(public=True), "Odile Tanneguy")


def test_a_space_that_was_deleted_since_comes_back_closed_and_is_deleted_again_a_day_later(founder):
    now, number = timezone.now(), founder.space_id
    file = back_up(at=now)
    say_yes(founder, at=now - DAY)
    space_removal.delete_due(now)

    restore_backup(file, at=now)

    back = Space.objects.get(pk=number)
    assert (back.ended_at, back.is_public, Client().get(back.get_absolute_url()).status_code) == (now, False, 404)
    space_removal.delete_due(now + DAY)
    assert not Space.objects.exists()


def test_one_yes_keeps_what_came_back_as_it_was_and_no_later_copy_closes_it(founder):
    now = timezone.now()
    file = back_up(at=now)
    say_yes(founder, at=now - DAY)
    space_removal.delete_due(now)
    restore_backup(file, at=now)

    agreements.set_aside_agreement(Agreement.objects.get(undone_at=None, done_at=now), by=founder, at=now)
    restore_backup(file, at=now + datetime.timedelta(seconds=1))

    assert Space.objects.get().is_public
    assert not Deletion.objects.exists()


def test_one_that_the_copy_holds_as_ended_and_that_was_kept_since_has_its_day_anew(founder):
    now = timezone.now()
    done = say_yes(founder, at=now - 2 * DAY)
    file = back_up(at=now)
    agreements.set_aside_agreement(done, by=founder, at=now)
    restore_backup(file, at=now)

    space_removal.delete_due(now)

    assert Space.objects.get().ended_at == now


def test_a_space_of_the_same_number_of_another_server_stays_open(founder):
    now = timezone.now()
    file = back_up(at=now)
    Space.objects.update(made_at=now - 3 * DAY)
    space_deletion.delete_space_later(founder.space, by=founder, at=now - DAY)
    space_removal.delete_due(now)

    restore_backup(file, at=now)

    assert Space.objects.get().is_public
