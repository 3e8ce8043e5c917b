"""A name made of stop words alone, joined to hers by another, goes from what neither reads as if it were hers."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Invitation
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import brought
from palabre.people.erasures.tests.scene import NOW, after, joined_by, said_in
from palabre.people.models import Audience, Person
from tests.builders import a_meeting, a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db
TEXT = "Ce n'est pas sur le budget que nous avons dit oui."


@pytest.fixture
def malo():
    return a_member(a_space(), "Malo Kersauze")


@pytest.fixture
def zoe(malo):
    return a_member(malo.space, "Zoé Lemoine")


@pytest.fixture
def page(malo):
    """What neither of them reads."""
    return a_page(malo.space, "Entre nous", TEXT, audience=Audience.of_persons(a_member(malo.space, "Odile Tanneguy")))


def given(malo, name):
    text = f"# Compte rendu du 3 mars 2026\n\nPrésents : {name}, Zoé Riou.\n\n- Bonjour.\n"
    open_to_space(brought(malo, text), by=malo, at=timezone.now())
    return Person.objects.get(name=name)


def test_words_without_a_subject_that_his_minutes_gave_stay(malo, zoe, page):
    joined_by(malo, zoe, given(malo, "Est Pas"))

    entered(Client(), zoe).post(reverse("you:name", args=[malo.space.slug]))

    assert after(page, days=2) == TEXT


def test_nor_at_once_where_her_name_was_called_to_that_meeting(malo, zoe, page):
    meeting = a_meeting(malo.space, minutes=page, on=timezone.localdate() + datetime.timedelta(days=1))
    joined_by(malo, zoe, given(malo, "Est Pas"))
    Invitation.objects.create(meeting=meeting, person=zoe, at=NOW)

    entered(Client(), zoe).post(reverse("you:name", args=[malo.space.slug]))

    assert said_in(page) == TEXT


def test_nor_are_they_left_unnamed(malo, zoe, page):
    joined_by(malo, zoe, given(malo, "Est Pas"))

    assert "Est Pas" in entered(Client(), zoe).get(reverse("you:name", args=[malo.space.slug])).content.decode()
