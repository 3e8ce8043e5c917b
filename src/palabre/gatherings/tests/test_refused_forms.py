"""What a form of a gathering refuses comes back with what was typed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from palabre.gatherings.tests.scene import announced, prepared
from palabre.gatherings.tests.test_screens import PIXEL, at, card_of
from palabre.people.access.links import link_path, link_to
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db

BOUNDS = {  # of each form: where it is sent, what is too long in it, what comes back
    "day/": ({"words": "x" * 1501}, "x" * 1501),
    "": ({"title": "x" * 201, "question": "Qui vient ?"}, "Qui vient ?"),
    "picture/": ({"alt": "x" * 501, "credit": "Maud"}, "Maud"),
    "showing/": ({"shown_as": "x" * 201}, "x" * 201),
    "open": ({"name": "x" * 201, "email": "maud@"}, "maud@"),
}


@pytest.mark.parametrize("tail", BOUNDS)
def test_what_is_too_long_is_refused_and_given_back(tail):
    gathering, ines = announced()
    typed, back = BOUNDS[tail]
    card = f"/s/{gathering.space.slug}/cards/{gathering.cards.first().pk}/{tail}"
    where = {"day/": at(gathering, tail), "open": gathering.open_address}.get(tail, card)

    answer = entered(Client(), ines).post(where, typed)

    assert answer.status_code == 422
    assert "C’est trop long" in answer.content.decode()
    assert back in answer.content.decode()


def test_a_day_that_nobody_can_read_is_refused_and_given_back():
    gathering, ines = prepared()

    answer = entered(Client(), ines).post(at(gathering, "day/"), {"words": "bientôt"})

    assert answer.status_code == 409
    assert "Nous ne lisons pas de jour" in answer.content.decode()
    assert ">\nbientôt</textarea>" in answer.content.decode()


def test_who_is_asked_is_of_the_group_and_of_this_space():
    gathering, ines = announced()
    card, other = card_of(gathering, "Le dernier kilomètre"), a_member(a_space("Ailleurs"), "Rozenn")
    client, where = entered(Client(), ines), f"/s/{gathering.space.slug}/cards/{card.pk}/asking/"

    answers = [client.post(where, {"person": one}).status_code for one in (other.pk, "9" * 30, "x", "", "\x00")]

    assert answers == [404] * 5


def test_an_invited_group_gives_its_words_again_when_its_picture_is_refused():
    gathering, ines = announced()
    link = link_to(gathering, person=None, by=ines, at=timezone.now())
    guest = Client()
    guest.get(link_path(link))
    form = {"who": "Tarek", "form_token": "g", "card_form_token": "c", "guest_name": "Le port", "title": "Ateliers"}

    refused = guest.post(f"/given/{link.pk}/gathering/", form | {"file": SimpleUploadedFile("vue.png", PIXEL)})

    page = refused.content.decode()
    assert (refused.status_code, "pour qui ne la voit pas" in page) == (422, True)
    assert 'value="Ateliers"' in page
    assert "guest_name" not in page
