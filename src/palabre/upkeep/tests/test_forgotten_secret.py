"""A secret that was forgotten because somebody stole it does not come back with a backup."""

import pytest
from django.utils import timezone

from palabre.upkeep import secrets_file
from palabre.upkeep.backups.backup import back_up
from palabre.upkeep.backups.restore import restore_backup

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


def restored_after(data, *, forget):
    """Return the secrets of a backup, those after a rotation, and those once the backup is restored."""
    copied = secrets_file.read_secrets(data)
    file = back_up(at=timezone.now())
    secrets_file.rotate(data, forget=forget)
    present = secrets_file.read_secrets(data)
    restore_backup(file, at=timezone.now())
    return copied, present, secrets_file.read_secrets(data)


@pytest.mark.postgres
def test_the_present_secret_stays_where_that_of_the_backup_was_stolen(data):
    stolen, present, now = restored_after(data, forget=True)

    assert now == present
    assert not set(stolen) & set(now)


def test_that_of_the_backup_comes_back_otherwise_before_the_present_ones(data):
    copied, present, now = restored_after(data, forget=False)

    assert now == [*copied, *(one for one in present if one not in copied)]
    assert (data / secrets_file.NAME).stat().st_mode & 0o077 == 0


def test_one_forgotten_twice_stays_forgotten(data):
    first = secrets_file.read_secrets(data)
    file = back_up(at=timezone.now())
    for _time in range(2):
        secrets_file.rotate(data, forget=True)

    restore_backup(file, at=timezone.now())

    assert not set(first) & set(secrets_file.read_secrets(data))
    assert (data / secrets_file.FORGOTTEN).stat().st_mode & 0o077 == 0
