"""Two members propose the same thing, each with words of their own: nobody's are dropped without being told."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.groups.models import MergeProposal, RoleOffer
from tests.builders import a_group, a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    ines = a_member(a_space(), "Inès Courtois")
    return ines, a_member(ines.space, "Malo Quintric")


def sent(by, door, group, **said):
    return entered(Client(), by).post(reverse(door, args=[by.space.slug, group.pk]), said)


def test_a_second_merger_of_two_groups_is_refused_with_its_words(people):
    ines, malo = people
    hers, his = a_group(ines.space, "Covoiturage", convened_by=(ines,)), a_group(ines.space, "Le four")

    def proposed(by, words):
        return sent(by, "groups:new_merging", hers, other=his.pk, way="there", words=words)

    answers = [proposed(ines, "Pour la salle."), proposed(malo, ""), again := proposed(malo, "Pour le bois.")]

    assert [one.status_code for one in answers] == [302, 302, 409]
    assert "Pour le bois." in again.text
    assert MergeProposal.objects.get().words == "Pour la salle."


def test_a_second_offer_of_one_role_is_refused_with_its_words(people):
    ines, malo = people
    group, cleo = a_group(ines.space, convened_by=(ines, malo)), a_member(ines.space, "Cléo Marzin")

    def proposed(by, words):
        return sent(by, "groups:proposing", group, whose=cleo.name, role="liaison", words=words)

    answers = [proposed(ines, "Viens !"), proposed(ines, "Viens !"), again := proposed(malo, "Viens le jeudi.")]

    assert [one.status_code for one in answers] == [302, 302, 409]
    assert "Viens le jeudi." in again.text
    assert RoleOffer.objects.get().words == "Viens !"
