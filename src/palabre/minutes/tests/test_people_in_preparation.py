"""The number of a person whom only minutes in preparation name tells nobody her name."""

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.minutes.imports.minutes_import import import_minutes
from tests.builders import a_group, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db


def test_who_proposes_a_role_reads_the_names_that_she_may_know_of_only(client):
    space = a_space()
    convener, scribe = a_member(space, "Inès Carvalho"), a_member(space, "Odile Tanneguy")
    import_minutes(space, "# Réunion\n\nPrésents : Zoé Lavandier\n", by=scribe, on=timezone.localdate())
    hidden, known = space.persons.get(name="Zoé Lavandier"), a_person(space, "Malo Riou")
    door = reverse("groups:proposing", args=[space.slug, a_group(space, convened_by=(convener,)).pk])
    her = entered(client, convener)

    said = [her.get(door, {"to": one.pk}).content.decode() for one in (hidden, known)]

    assert ["Lavandier" in said[0], "Malo Riou" in said[1]] == [False, True]
