"""Who has her name taken away leaves nothing that nobody can open or undo."""

import datetime

import pytest
from django.utils import timezone

from palabre.groups.models import Group
from palabre.home.statements.own_name_removal import take_name_away
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.models import Import
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MINUTES = "# Réunion du four\n\nPrésents : Bruno Sauvage, Aïcha Le Goff\n\n## Bruno\n\n- Il faut du bois.\n"


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Tanneguy")


def brought(by):
    return import_minutes(by.space, MINUTES, by=by, on=datetime.date(2026, 11, 24))


def test_minutes_that_she_alone_saw_go_with_her(odile):
    reading = brought(odile)

    take_name_away(odile, at=NOW)

    assert Import.objects.get(pk=reading.pk).undone_at is not None
    assert Group.objects.count() == 0


def test_minutes_that_she_opened_stay(odile):
    reading = brought(odile)
    open_to_space(reading, by=odile, at=NOW)

    take_name_away(odile, at=NOW)

    assert Import.objects.get(pk=reading.pk).undone_at is None
