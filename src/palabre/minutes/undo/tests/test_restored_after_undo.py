"""An undone import, and a backup of before that is restored: whoever had their name removed meanwhile has none."""

import datetime

import pytest
from django.utils import timezone

from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.models import Import
from palabre.minutes.undo.import_undo import undo_import
from palabre.people.models import Person
from palabre.upkeep.backups.backup import back_up
from palabre.upkeep.backups.restore import restore_backup
from tests.builders import a_member, a_space
from tests.erasing import erase

NAME = "Zéphyrine Tournebride"
TEXT = f"# Réunion du jardin\n\n12 novembre 2026\n\nPrésents : {NAME}\n\n## Besoins\n\n- Une serre, dit {NAME}\n"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_name_that_was_removed_before_the_import_was_undone_goes_again(settings, tmp_path):
    settings.DATA = tmp_path
    nadege, at = a_member(a_space(), "Nadège Kerouanton"), timezone.now()
    reading = import_minutes(nadege.space, TEXT, by=nadege, on=datetime.date(2026, 11, 12))
    file = back_up(at=at)
    erase(Person.objects.get(name=NAME), at=at)
    undo_import(reading, by=nadege)

    restore_backup(file, at=at + datetime.timedelta(days=3))

    assert not Person.objects.filter(name=NAME).exists()
    assert NAME not in Import.objects.get(pk=reading.pk).text
