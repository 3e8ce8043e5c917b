"""Nobody agrees in her place to be shown on a public card: who asks her holds the link of the letter that he wrote."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.people.access import links
from palabre.people.models import Link
from palabre.post.models import Letter
from tests.builders import a_card, a_gathering, a_group, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db


def test_who_asks_does_not_agree_in_her_place():
    space = a_space(public=True)
    malo = a_member(space, "Malo Kersauze")
    a_group(space, "À lui", convened_by=(malo,))  # so that he reads the outbox
    claire = a_person(space, "Claire Aubanel")
    card = a_card(a_gathering(space), group=a_group(space, convened_by=(claire,)))
    his = entered(Client(), malo)

    his.post(reverse("gatherings:asking", args=[space.slug, card.pk]), {"person": claire.pk})
    his.post(reverse("outbox:letter_link", args=[space.slug, Letter.objects.get().pk]))
    link = Link.objects.get(person=claire, made_by=malo)
    other = Client()
    other.get(links.link_path(link))
    refused = other.post(f"/given/{link.pk}/card/", {"say": "yes", "shown_as": "Claire Aubanel, alcoolique"})

    row = card.people.get(person=claire)
    claire.refresh_from_db()
    assert (row.agreed_at, claire.came_at) == (None, None)
    assert (refused.status_code, "Une autre personne" in refused.content.decode()) == (409, True)


@pytest.fixture
def card():
    space = a_space(public=True)
    claire = a_person(space, "Claire Aubanel")
    return a_card(a_gathering(space), group=a_group(space, convened_by=(claire,)))


def said_by_her_link(card, *answers):
    """Claire gives these answers by the link that she alone has."""
    claire = card.space.persons.get(name="Claire Aubanel")
    hers = links.link_to(card, person=claire, by=None, at=timezone.now())
    phone = Client()
    phone.get(links.link_path(hers))
    return [phone.post(f"/given/{hers.pk}/card/", {"say": one}).status_code for one in answers]


def test_by_the_link_that_she_alone_has_she_agrees(card):
    said_by_her_link(card, "yes")

    assert card.people.get().agreed_at is not None


def test_in_an_archived_space_she_only_takes_her_consent_back(card):
    said_by_her_link(card, "yes")
    card.space.archive(timezone.now())

    answers = said_by_her_link(card, "no", "yes")

    assert answers == [302, 409]
    assert not card.people.filter(agreed_at__isnull=False, withdrawn_at=None).exists()
