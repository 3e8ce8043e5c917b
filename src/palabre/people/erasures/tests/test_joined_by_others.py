"""Names that others joined to hers go with it from what she or every member reads: they may be any words."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Invitation
from palabre.people.erasures.tests.scene import after, given_by, joined_by, said_in
from palabre.people.models import Audience
from tests.builders import a_meeting, a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 27, 10, tzinfo=datetime.UTC)
TEXT = "Le Budget Participatif de la commune."
SMALL_WORDS = "Ce n'est pas sur le budget que nous avons dit oui."


@pytest.fixture
def malo():
    return a_member(a_space(), "Malo Kersauze")


@pytest.fixture
def zoe(malo):
    return a_member(malo.space, "Zoé Lemoine")


@pytest.fixture
def page(malo):
    """What neither of them reads."""
    return unread(malo, TEXT)


def unread(malo, text):
    return a_page(malo.space, "Entre nous", text, audience=Audience.of_persons(a_member(malo.space, "Odile Tanneguy")))


@pytest.mark.parametrize("called", ["given", "zoe"])
def test_words_that_his_minutes_gave_stay_in_what_neither_reads(malo, page, zoe, called):
    """Though he calls that name, or hers, to the meeting that the page is of."""
    given, read = given_by(malo), a_page(malo.space, "Ouverte", TEXT)
    type(page.note).objects.filter(pk=page.note.pk).update(body_md=f"{TEXT} Zoé Lemoine y tient.")
    meeting = a_meeting(malo.space, minutes=page, on=timezone.localdate() + datetime.timedelta(days=1))
    joined_by(malo, zoe, given)
    Invitation.objects.create(meeting=meeting, person={"given": given, "zoe": zoe}[called], at=NOW)

    entered(Client(), zoe).post(reverse("you:name", args=[malo.space.slug]))

    given.refresh_from_db()
    assert (given.same_as, given.erased_at is not None) == (zoe, True)
    assert after(page, days=2) == f"{TEXT} Une personne y tient."
    assert after(read, days=2) == "Le une personne de la commune."


@pytest.mark.parametrize("name", ["Zoé Budget", "Budget Lemoine"])
def test_so_do_those_that_say_a_word_of_hers(malo, page, zoe, name):
    joined_by(malo, zoe, a_person(malo.space, name))
    hers = entered(Client(), zoe)
    told = hers.get(reverse("you:name", args=[malo.space.slug])).content.decode()

    hers.post(reverse("you:name", args=[malo.space.slug]))

    assert (name in told, after(page, days=2)) == (True, TEXT)


def test_a_name_that_was_joined_to_hers_goes_from_what_she_reads_among_few(malo, zoe):
    """By seats that are hers until she removes her name."""
    page = a_page(malo.space, "À nous", "Nana Quilleveré et Zoé Lemoine sont là.", audience=Audience.of_persons(zoe))
    joined_by(malo, zoe, a_person(malo.space, "Nana Quilleveré"))

    entered(Client(), zoe).post(reverse("you:name", args=[malo.space.slug]))

    assert after(page, days=2) == "Une personne et une personne sont là."


@pytest.mark.parametrize("name", ["Mme Lemoine", "Z. Lemoine"])
def test_a_form_of_her_name_that_he_joined_goes_from_all_texts(malo, page, zoe, name):
    other = a_person(malo.space, name)
    type(page.note).objects.filter(pk=page.note.pk).update(body_md=f"{name} est là.")
    joined_by(malo, zoe, other)

    entered(Client(), zoe).post(reverse("you:name", args=[malo.space.slug]))

    assert after(page, days=2) == "Une personne est là."


@pytest.mark.parametrize("called", [False, True])
def test_so_do_small_words_alone_at_once_and_later(malo, zoe, called):
    """« Est Pas » says no word of hers. She was called, or not, to the meeting that the page is of."""
    page = unread(malo, SMALL_WORDS)
    meeting = a_meeting(malo.space, minutes=page, on=timezone.localdate() + datetime.timedelta(days=1))
    joined_by(malo, zoe, given_by(malo, "Est Pas"))
    for her in [zoe] if called else []:
        Invitation.objects.create(meeting=meeting, person=her, at=NOW)
    hers = entered(Client(), zoe)
    told = hers.get(reverse("you:name", args=[malo.space.slug])).content.decode()

    hers.post(reverse("you:name", args=[malo.space.slug]))

    assert "Est Pas" in told
    assert said_in(page) == SMALL_WORDS
    assert after(page, days=2) == SMALL_WORDS
