"""A square shown under another name opens neither the outbox of that person nor the addresses that they noted."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.permissions import can_know_address, has_outbox
from palabre.people.access import keys
from tests.builders import a_group, a_letter, a_meeting, a_member, a_person, a_space, entered
from tests.stewards import given_care

pytestmark = pytest.mark.django_db
SECRET = "karim.secret@exemple.example"


@pytest.fixture
def zoe():
    return a_member(a_space(), "Zoé Petit")


@pytest.fixture
def malo(zoe):
    """He may write letters too: a square of his own limits nobody to less."""
    malo = a_member(zoe.space, "Malo Riou")
    a_group(zoe.space, "Le four", convened_by=(malo, zoe))
    return malo


@pytest.fixture
def karim(zoe):
    karim = a_person(zoe.space, "Karim Belkacem")
    karim.may_be_reached_at(SECRET, by=zoe)
    a_letter(karim, "SUJET", by=zoe, about=f"meeting:{a_meeting(zoe.space).pk}:0")
    return karim


def by_square(zoe, malo):
    phone = Client()
    phone.post(keys.key_path(keys.key_shown_to(zoe, by=malo, at=timezone.now())))
    return phone


@pytest.mark.parametrize(("door", "words"), [("outbox", "SUJET"), ("to_all", SECRET)])
def test_it_opens_no_outbox(zoe, malo, karim, door, words):
    address = reverse(f"outbox:{door}", args=[zoe.space.slug])

    hers, his = (client.get(address) for client in (entered(Client(), zoe), by_square(zoe, malo)))

    assert (hers.status_code, his.status_code) == (200, 403)
    assert [words in page.content.decode() for page in (hers, his)] == [True, False]


def test_nor_does_the_page_of_a_meeting_say_there_what_came_back(zoe, malo, karim):
    meeting = a_meeting(zoe.space, on=timezone.localdate())
    a_letter(karim, by=zoe, about=f"meeting:{meeting.pk}:0", refused="Leur serveur ne connaît pas cette adresse.")

    pages = [client.get(meeting.get_absolute_url()) for client in (entered(Client(), zoe), by_square(zoe, malo))]

    assert ["Le message à Karim" in page.content.decode() for page in pages] == [True, False]


def test_nor_an_address_that_was_noted(zoe, malo, karim):
    assert can_know_address(zoe, karim)
    zoe.vouched_by = (malo,)

    assert not can_know_address(zoe, karim)
    assert not has_outbox(zoe)


def test_where_both_were_given_the_care_of_the_space_it_opens_it(zoe, malo, karim):
    zoe, malo = given_care(zoe), given_care(malo)
    zoe.vouched_by = (malo,)

    assert (can_know_address(zoe, karim), has_outbox(zoe)) == (True, True)
