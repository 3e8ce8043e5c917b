"""Forty people who press at the same instant on thirty places; two who leave at once."""

import pytest

from palabre.gatherings import registering
from palabre.gatherings.models import Registration
from palabre.gatherings.tests.scene import AT, announced, come, minutes_later
from palabre.meetings.tests.test_poll_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_forty_people_at_once_on_thirty_places_and_each_who_leaves_promotes_one():
    gathering, _ines = announced(capacity=30)
    people = [f"Personne{number}" for number in range(40)]

    faults = at_once([lambda name=name: come(gathering, name) for name in people])

    assert faults == []
    assert (Registration.objects.placed().count(), Registration.objects.waiting().count()) == (30, 10)
    waiting = list(Registration.objects.waiting())
    leaving = Registration.objects.placed().select_related("gathering").order_by("pk")[:4]
    faults = at_once([lambda row=row: registering.leave(row, at=minutes_later(1)) for row in [*leaving, *leaving]])
    assert faults == []
    assert (Registration.objects.placed().count(), list(Registration.objects.waiting())) == (30, waiting[4:])
    assert Registration.objects.get(pk=waiting[3].pk).promoted_at > AT
