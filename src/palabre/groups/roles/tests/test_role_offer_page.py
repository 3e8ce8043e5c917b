"""What who proposed a role reads: the letter to give to somebody who never came."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from palabre.groups.models import RoleOffer
from palabre.people.models import Audience, Link
from tests.builders import a_group, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db
LETTER = "Préparer la lettre"


def proposed(to):
    def make(space):
        her = a_member(space)
        facts = {"space": space, "audience": Audience.of_persons(her), "by": her, "at": timezone.now()}
        offer = RoleOffer.objects.create(group=a_group(space), person=to(space), role="liaison", **facts)
        return offer, entered(Client(), her)

    return make(a_space())


def nadege(space):
    return a_person(space, "Nadège Corbin")


@pytest.mark.parametrize(("to", "is_told"), [(nadege, True), (lambda space: a_member(space, "Malo Riou"), False)])
def test_a_role_proposed_to_who_never_came_leads_to_a_letter(to, is_told):
    offer, client = proposed(to)

    told = client.get(offer.get_absolute_url()).content.decode()

    assert (LETTER in told) == is_told


def test_the_letter_holds_the_link_by_which_she_says_yes_without_an_account():
    offer, client = proposed(nadege)

    letter = client.post(f"{offer.get_absolute_url()}letter/").content.decode()
    hers, path = Client(), re.search(r"http://testserver(/\S+)", letter)[1]
    page = hers.get(path, follow=True)
    hers.post(page.request["PATH_INFO"], {"yes": "1"})

    assert "Bonjour Nadège" in letter
    assert offer.group.memberships.held().filter(person=offer.person, role="liaison").exists()


def test_only_who_proposed_it_prepares_the_letter():
    offer, _hers = proposed(nadege)
    malo = entered(Client(), a_member(offer.space, "Malo Riou"))

    assert malo.post(f"{offer.get_absolute_url()}letter/").status_code == 404


def test_nobody_is_shown_a_link_of_who_comes_by_themselves():
    offer, client = proposed(lambda space: a_member(space, "Malo Riou"))

    answer = client.post(f"{offer.get_absolute_url()}letter/")

    assert (answer.status_code, Link.objects.filter(person=offer.person).exists()) == (403, False)
