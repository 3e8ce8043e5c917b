"""After the square of a second member, the device says which one counts, and who else would."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone

from palabre.groups.questions import new_question
from palabre.groups.roles.pledges import come_along
from palabre.people.access import keys
from palabre.people.models import Person
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def anouk():
    """The founder."""
    return a_member(a_space(), "Anouk Le Bihan")


@pytest.fixture
def farid(anouk):
    """Here since today, carrying a group to which nobody came."""
    farid = a_member(anouk.space, "Farid Benali")
    new_question.ask_question(anouk.space, "Et le four ?", by=farid, on=timezone.localdate(), carried=True)
    return farid


@pytest.fixture
def chloe(anouk):
    return a_member(anouk.space, "Chloé Ferrand")


def scan(phone, her, *members):
    for by in members:
        answer = phone.post(keys.key_path(keys.key_shown_to(her, by=by, at=timezone.now())), follow=True)
    return words_of(answer)


def words_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode().replace("\u00a0", " ").replace("\u202f", " "))


def you(phone, her):
    return words_of(phone.get(f"/s/{her.space.slug}/you/"))


def a_day_later(farid):
    Person.objects.filter(pk=farid.pk).update(joined_at=timezone.now() - datetime.timedelta(days=2))
    come_along(farid.memberships.get().group, by=a_member(farid.space, "Ewen Tréguier"), at=timezone.now())


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_both_names_are_said_and_which_one_counts(anouk, farid, chloe, order):
    phone, members = Client(), (anouk, farid)

    greeted = scan(phone, chloe, *(members[one] for one in order))
    page = you(phone, chloe)

    for screen in (greeted, page):
        assert "Anouk Le Bihan compte, Farid Benali ne compte pas encore" in screen
        assert "porte un groupe rejoint par une troisième personne" in screen
    assert "Anouk Le Bihan et Farid Benali ont dit que c’est vous" in page


def test_the_one_who_counts_is_not_lost_to_the_one_who_does_not(anouk, farid, chloe):
    other = a_member(anouk.space, "Maïwenn Le Goff")
    new_question.ask_question(anouk.space, "Et le puits ?", by=other, on=timezone.localdate(), carried=True)
    a_day_later(other)
    phone = Client()

    scan(phone, chloe, anouk, farid, other)

    assert phone.get(f"/s/{chloe.space.slug}/you/name/").status_code == 200


def test_it_never_reads_more_than_the_one_whose_word_stays(anouk, farid, chloe):
    phone = Client()
    scan(phone, chloe, anouk, farid)

    assert phone.get(f"/s/{chloe.space.slug}/you/name/").status_code == 409
    assert phone.session["beside"] == {chloe.space.slug: anouk.pk}


def test_once_both_count_one_of_them_shows_it_again(anouk, farid, chloe):
    phone = Client()
    scan(phone, chloe, anouk, farid)
    a_day_later(farid)

    page = you(phone, chloe)
    scan(phone, chloe, farid)

    assert "scannez de nouveau le carré de l’un des deux" in page
    assert phone.get(f"/s/{chloe.space.slug}/you/name/").status_code == 200
    assert (phone.session["beside"], phone.session["beside_too"]) == ({}, {})


def test_where_neither_counts_it_says_so(anouk, farid, chloe):
    phone = Client()

    scan(phone, chloe, farid, a_member(anouk.space, "Soizic Morvan"))

    assert "Aucun des deux ne compte encore" in you(phone, chloe)


def test_squares_of_another_name_are_not_told_of_this_one(anouk, farid, chloe):
    phone = Client()
    scan(phone, a_member(anouk.space, "Soizic Morvan"), farid)

    scan(phone, chloe, anouk)

    assert "Farid Benali" not in you(phone, chloe)


def test_the_door_promises_no_more_than_a_square_gives(anouk, farid, chloe):
    entry = entered(Client(), anouk).post(f"/s/{anouk.space.slug}/people/keys/", {"whose": chloe.pk})

    assert "porte un groupe rejoint par une troisième personne" in words_of(entry)
