"""« Refermer » closes the pages of the openings as well, and its undo opens them again."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.people.agreements import agreements
from palabre.people.models import Agreement
from tests.builders import entered

from .scene import announced, now

pytestmark = pytest.mark.django_db


def test_closing_the_space_closes_the_page_of_an_opening(client):
    gathering, ines = announced()
    before = client.get(gathering.open_address).status_code

    entered(Client(), ines).post(reverse("here:no_publication", args=[ines.space.slug]))

    assert (before, client.get(gathering.open_address).status_code) == (200, 404)


def test_its_undo_opens_the_same_ones_again_and_no_other(client):
    gathering, ines = announced()
    agreements.say_yes(ines.space, "close", by=ines, at=timezone.now())

    agreements.set_aside_agreement(Agreement.objects.get(), by=ines, at=timezone.now())

    assert client.get(gathering.open_address).status_code == 200
    assert now(gathering).is_announced


def test_what_was_announced_among_members_stays_so(client):
    gathering, ines = announced(to_all=False)
    done = agreements.say_yes(ines.space, "close", by=ines, at=timezone.now())

    agreements.set_aside_agreement(done, by=ines, at=timezone.now())

    assert client.get(gathering.open_address).status_code == 404
