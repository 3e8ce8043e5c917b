"""The seats that a page asks for in plain SQL are those that an act asks the database for."""

import datetime
import random

import pytest
from django.utils import timezone

from palabre.people.models import Audience, Person, Seat, held_by
from palabre.people.seats_held import SeatsInWords, seats_held, seats_in
from tests.builders import a_member, a_space

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


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


def test_at_random_seats_that_come_with_a_person_are_those_of_the_orm() -> None:
    """Audiences joined or not, seats that write or only read, that are over or not: three ways give the same ones."""
    dice, now, space = random.Random(7), timezone.now(), a_space()
    persons = [a_member(space, f"Personne {number}") for number in range(4)]
    for _round in range(12):
        audiences = [Audience.of_persons(persons[0]) for _number in range(5)]
        audiences[0].join([one.pk for one in dice.sample(audiences[1:], dice.randrange(4))])
        for audience in audiences:
            audience.seat_exactly([one.pk for one in dice.sample(persons, dice.randrange(5))])
            ends = now + datetime.timedelta(hours=dice.choice((-1, 1)))
            audience.seats.filter(person=dice.choice(persons)).update(until=ends, may_write=dice.random() < 0.5)
        told = dict(Person.objects.annotate(words=SeatsInWords(now)).values_list("pk", "words"))
        for one in persons:
            found = seats_in(told[one.pk])
            assert found == seats_held(one, at=now)
            assert sorted(held_by(one)) == [audience for audience, _may_write in found]
