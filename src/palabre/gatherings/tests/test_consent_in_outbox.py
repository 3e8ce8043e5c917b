"""A letter that asks to be shown on a card is in the outbox, for who may read the card."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.gatherings.cards.card_consent import ask_card_consent
from palabre.gatherings.models import GroupCard
from palabre.people.models import Audience
from tests.builders import a_card, a_gathering, a_group, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db


def pages(person, letter):
    """Return the outbox of the person, and the page of the letter."""
    client, slug = entered(Client(), person), person.space.slug
    return client.get(reverse("outbox:outbox", args=[slug])), client.get(
        reverse("outbox:letter", args=[slug, letter.pk])
    )


def test_its_author_finds_it_there_and_opens_it():
    odile = a_member(a_space(), "Odile Tanneguy")
    card = a_card(a_gathering(odile.space, "Chez Marc", by=odile), "Le four")
    letter = ask_card_consent(card, a_person(odile.space, "Rose Trémel"), by=odile, at=timezone.now())

    outbox, page = pages(odile, letter)

    assert ("Rose Trémel" in outbox.text, page.status_code, "Le four" in page.text) == (True, 200, True)


def test_who_does_not_read_the_card_reads_no_such_letter():
    odile = a_member(a_space(), "Odile Tanneguy")
    malo = a_member(odile.space, "Malo Riou")
    group = a_group(odile.space, "Le cercle", audience=Audience.of_persons(odile), convened_by=(odile,))
    gathering = a_gathering(odile.space, "Chez Marc", by=odile)
    card = a_card(gathering, "Le licenciement", group=group)
    GroupCard.objects.update(audience=group.audience)
    letter = ask_card_consent(card, a_person(odile.space, "Rose Trémel"), by=odile, at=timezone.now())

    outbox, page = pages(malo, letter)

    assert ("Rose Trémel" in outbox.text, page.status_code) == (False, 404)
