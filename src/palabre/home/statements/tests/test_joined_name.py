"""Who joins the name of somebody who never came to hers reads and mends no line of minutes that she may not read."""

import pytest
from django.test import Client
from django.utils import timezone

from palabre.home.statements.statements import said_of
from palabre.meetings.models import Attendance, Publication
from palabre.people.models import Audience, Person
from palabre.post.models import Letter
from tests.builders import a_meeting, a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db


def minutes_of(readers, there):
    text = "# Réunion\n\nKarim Salaün gagne 2100 euros.\n"
    page = a_page(readers.space, "Entre nous", text, audience=Audience.of_persons(readers))
    meeting = a_meeting(readers.space, on=timezone.localdate(), audience=page.audience, minutes=page)
    Attendance.objects.create(meeting=meeting, person=there, presence="present")
    Publication.objects.create(meeting=meeting, given_at=timezone.now())
    Letter.objects.create(
        space=readers.space, to=there, by=readers, about=f"written_up:{meeting.pk}:1", subject="Le texte"
    )
    return page


def test_the_name_of_another_that_she_joins_to_hers_shows_and_mends_nothing():
    space = a_space()
    mallory, karim = a_member(space, "Malo Kersauze"), a_person(space, "Karim Salaün")
    page = minutes_of(a_member(space, "Blaise Rouvre"), karim)
    client, said = entered(Client(), mallory), f"/s/{space.slug}/you/said/"

    client.post(f"/s/{space.slug}/people/doubles/", {"one": mallory.pk, "other": karim.pk})
    shown = client.get(said).content.decode()
    client.post(said, {"gesture": "correct", "sentence": f"{page.pk}-1-3", "words": "Karim gagne 9999 euros."})

    assert Person.objects.get(pk=karim.pk).same_as == mallory
    assert "2100" not in shown
    page.note.refresh_from_db()
    assert "2100" in page.note.body_md


def test_who_was_there_herself_still_sees_it():
    space = a_space()
    karim = a_member(space, "Karim Salaün")
    minutes_of(a_member(space, "Blaise Rouvre"), karim)

    assert len(said_of(karim)) == 1
