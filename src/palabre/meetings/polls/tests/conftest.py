"""A poll of Malo about which Zoé wrote, in her own words."""

import pytest
from django.test import Client
from django.utils import timezone

from palabre.meetings.polls.tests.edited_letters import WORDS, press
from palabre.post.models import Letter
from palabre.post.outbox import change_letter
from tests.builders import a_member, a_person, a_poll, a_space, entered


@pytest.fixture
def zoe():
    return a_member(a_space(), "Zoé Petit")


@pytest.fixture
def malo(zoe):
    return a_member(zoe.space, "Malo Riou")


@pytest.fixture
def his(malo):
    return entered(Client(), malo)


@pytest.fixture
def karim(zoe):
    return a_person(zoe.space, "Karim Belkacem")


@pytest.fixture
def poll(malo, karim):
    found = a_poll(malo.space, by=malo)
    found.awaited.create(person=karim)
    return found


@pytest.fixture
def letter(zoe, poll):
    """Zoé wrote to who is awaited, in her own words."""
    press(entered(Client(), zoe), poll, "poll_letters")
    change_letter(Letter.objects.get(), "Un mot", WORDS, by=zoe, at=timezone.now())
    return Letter.objects.get()
