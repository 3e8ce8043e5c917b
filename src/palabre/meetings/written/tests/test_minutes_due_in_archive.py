"""In an archived or ended space, where nobody keeps them, minutes that are due wait; then they have two days again."""

import datetime

import pytest
from django.test import Client

from palabre.meetings.models import Publication
from palabre.meetings.written.minutes_publication import open_what_is_due
from palabre.people.agreements.space_archival import revive
from palabre.people.agreements.space_deletion import delete_space_later, undo_deletion
from palabre.people.models import Audience
from palabre.spaces.models import Space
from tests.builders import a_meeting, a_member, a_page, a_space

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 24, 9, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


def test_they_open_two_days_after_the_space_is_revived_and_not_before():
    space = a_space(public=True)
    page = a_page(space, "Compte rendu", audience=Audience.of_space(space))
    Publication.objects.create(meeting=a_meeting(space, minutes=page), given_at=NOW, due_at=NOW + DAY)
    space.archive(NOW)

    open_what_is_due(NOW + 7 * DAY)
    revive(space, by=a_member(space, "Inès Carvalho"), at=NOW + 7 * DAY)
    open_what_is_due(NOW + 8 * DAY)
    early = Client().get(page.get_absolute_url()).status_code
    open_what_is_due(NOW + 10 * DAY)

    assert (early, Client().get(page.get_absolute_url()).status_code) == (404, 200)


def test_so_they_do_once_a_space_that_was_to_be_deleted_is_kept():
    space = a_space(public=True)
    ines = a_member(space, "Inès Carvalho")
    page = a_page(space, "Compte rendu", audience=Audience.of_space(space))
    Publication.objects.create(meeting=a_meeting(space, minutes=page), given_at=NOW, due_at=NOW + DAY)
    facts = delete_space_later(space, by=ines, at=NOW + DAY / 2)

    open_what_is_due(NOW + DAY)
    undo_deletion(Space.objects.get(), facts, by=ines, at=NOW + DAY)
    open_what_is_due(NOW + 2 * DAY)
    early = Client().get(page.get_absolute_url()).status_code
    open_what_is_due(NOW + 4 * DAY)

    assert (early, Client().get(page.get_absolute_url()).status_code) == (404, 200)
