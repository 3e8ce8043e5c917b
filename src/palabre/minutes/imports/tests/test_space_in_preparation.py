"""Whose reading, once opened, opens the space that was in preparation."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.questions import new_question
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.people.agreements import electorate
from palabre.people.models import Person
from palabre.spaces.models import Space
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db


def long_here(person):
    Person.objects.filter(pk=person.pk).update(joined_at=timezone.now() - datetime.timedelta(days=9))
    return person


def test_a_space_in_preparation_is_not_opened_by_one_whose_yes_does_not_count():
    founder = long_here(a_member(a_space(opened=False), "Odile Tanneguy"))
    space = founder.space
    ines = long_here(a_member(space, "Inès Le Floch"))
    new_question.ask_question(space, "Et si ?", by=ines, on=timezone.localdate(), carried=True)
    malo = a_member(space, "Malo Kersauze")
    assert not electorate.is_elector(malo, space, at=timezone.now())
    reading = import_minutes(space, "# Réunion du 3 mars\n\nDécision : on vend.\n", by=malo, on=timezone.localdate())

    entered(Client(), malo).post(reverse("minutes:opening", args=[space.slug, reading.pk]))

    assert Space.objects.get(pk=space.pk).opened_at is None
