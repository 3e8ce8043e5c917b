"""The seats that a page asks for in plain SQL are those that an act asks the database for."""

import datetime

import pytest
from django.utils import timezone

from palabre.people.models import Audience, Seat, held_by
from palabre.people.reader import seats_held
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db


def test_both_ways_of_asking_for_seats_agree() -> None:
    now, hour = timezone.now(), datetime.timedelta(hours=1)
    hugo = a_member(a_space(), "Hugo Ferreira")
    kept, reading, coming, gone = (Audience.of_persons(hugo) for _ in range(4))
    Seat.objects.filter(audience=reading).update(may_write=False)
    Seat.objects.filter(audience=coming).update(until=now + hour)
    Seat.objects.filter(audience=gone).update(until=now - hour)

    found = seats_held(hugo, at=now)

    assert found == ((kept.pk, True), (reading.pk, False), (coming.pk, True))
    assert sorted(held_by(hugo)) == [audience for audience, _may_write in found]
