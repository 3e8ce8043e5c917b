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


def test_by_the_link_that_she_alone_has_she_agrees():
    space = a_space(public=True)
    claire = a_person(space, "Claire Aubanel")
    card = a_card(a_gathering(space), group=a_group(space, convened_by=(claire,)))
    hers = links.link_to(card, person=claire, by=None, at=timezone.now())
    phone = Client()
    phone.get(links.link_path(hers))

    phone.post(f"/given/{hers.pk}/card/", {"say": "yes"})

    assert card.people.get(person=claire).agreed_at is not None
