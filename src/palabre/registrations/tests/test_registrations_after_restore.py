"""Who cancelled a registration since a copy was made is not registered again once it comes back."""

import pytest
from django.utils import timezone

from palabre.gatherings.tests.scene import announced, come, minutes_later, standing
from palabre.registrations import enrolment
from palabre.upkeep.backups.backup import back_up
from palabre.upkeep.backups.restore import restore_backup

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_with_secret")]


def test_who_left_since_is_not_registered_again():
    gathering, _ines = announced()
    odile, _tarek = (come(gathering, name) for name in ("Odile", "Tarek"))
    file = back_up(at=timezone.now())
    enrolment.cancel_registration(odile, at=minutes_later(5))

    restore_backup(file, at=timezone.now())

    assert standing(gathering) == (["Tarek"], [])
