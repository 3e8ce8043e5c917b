"""Forty people who press at the same instant on thirty places; who leave while others come, and the room grows."""

import pytest

from palabre.gatherings import gathering_preparation
from palabre.gatherings.gathering_preparation import GatheringDetails
from palabre.gatherings.tests.scene import AT, announced, come, minutes_later
from palabre.registrations import enrolment
from palabre.registrations.models import Registration
from tests.at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def counted():
    """Return how many have a place, how many wait, and how many addresses these are."""
    rows = Registration.objects.all()
    return rows.placed().count(), rows.waiting().count(), len(set(rows.standing().values_list("email", flat=True)))


def leaving(row):
    return lambda: enrolment.cancel_registration(row, at=minutes_later(1))


def coming(gathering, name, at=AT):
    return lambda: come(gathering, name, at=at)


def test_forty_people_at_once_on_thirty_places_and_each_who_leaves_promotes_one():
    gathering, ines = announced(capacity=30)
    people = [f"Personne{number}" for number in range(40)]

    faults = at_once(*[coming(gathering, name) for name in [*people, *people[:10]]])  # ten of them press twice

    assert (faults, counted()) == ([], (30, 10, 40))
    waiting = list(Registration.objects.waiting())
    placed = list(Registration.objects.placed().select_related("roll").order_by("pk"))
    faults = at_once(*[leaving(row) for row in [*placed[:4], *placed[:4]]])
    assert (faults, counted()[0], list(Registration.objects.waiting())) == ([], 30, waiting[4:])
    assert Registration.objects.get(pk=waiting[3].pk).promoted_at > AT

    newcomers = [coming(gathering, f"Nouvelle{number}", minutes_later(2)) for number in range(5)]
    grown = GatheringDetails(gathering.title, place="Salle des fêtes", capacity=32)
    faults = at_once(
        *[
            *[leaving(row) for row in placed[4:7]],
            *newcomers,
            coming(gathering, placed[0].name, minutes_later(2)),  # she had left, and comes again: last
            lambda: gathering_preparation.change_gathering(gathering, grown, by=ines, at=minutes_later(2)),
        ]
    )

    assert (faults, counted()) == ([], (32, 7, 39))
    assert list(Registration.objects.waiting()[:1]) == waiting[9:]
