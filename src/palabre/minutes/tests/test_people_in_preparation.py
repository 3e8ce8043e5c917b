"""The number of a person whom only minutes in preparation name tells nobody her name."""

import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.minutes.imports.minutes_import import import_minutes
from tests.builders import a_group, a_member, a_person, a_space, an_organisation, entered

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


def test_what_a_member_takes_away_names_whom_she_may_know_of_only(client):
    space = a_space()
    reader, scribe = a_member(space, "Inès Carvalho"), a_member(space, "Odile Tanneguy")
    import_minutes(space, "# Réunion\n\nPrésents : Zoé Lavandier\n", by=scribe, on=timezone.localdate())
    hidden = space.persons.get(name="Zoé Lavandier")
    an_organisation(space, of=(hidden, reader))

    def taken_by(person):
        answer = entered(client, person).post(reverse("home:export", args=[space.slug]))
        archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
        return b"".join(archive.read(name) for name in archive.namelist()).decode(errors="replace")

    theirs, his = taken_by(reader), taken_by(scribe)

    assert [("Lavandier" in one, "Inès Carvalho" in one) for one in (theirs, his)] == [(False, True), (True, True)]
