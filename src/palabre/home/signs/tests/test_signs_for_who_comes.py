"""The signs of a group tell nobody the words of what they may not read, nor are theirs to silence."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Sign
from palabre.people.models import Audience
from tests.builders import a_group, a_member, a_need, a_space, entered

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.localdate() - datetime.timedelta(days=30)


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def odile(space):
    return a_member(space, "Odile Morvan")


@pytest.fixture
def group(space, odile):
    return a_group(space, "Le verger", convened_by=(odile,))


def a_passer_by(space, group):
    client = Client()
    client.post(reverse("groups:coming", args=[space.slug, group.pk]), {"who": "Zoé", "form_token": "un"})
    return client


def test_who_says_from_outside_that_she_comes_does_not_read_a_need_that_a_few_prepare(space, odile, group):
    text = "Racheter la part de Karim avant son divorce"
    a_need(space, text, audience=Audience.of_persons(odile), group=group, said_on=LONG_AGO)

    read = a_passer_by(space, group).get(group.get_absolute_url()).content.decode()

    assert "Racheter la part" not in read


def test_nor_does_a_member_of_the_group(space, odile, group):
    text = "Racheter la part de Karim avant son divorce"
    a_need(space, text, audience=Audience.of_persons(odile), group=group, said_on=LONG_AGO)
    malo = entered(Client(), a_member(space, "Malo Kersauze"))
    malo.post(reverse("groups:coming", args=[space.slug, group.pk]))

    assert "Racheter la part" not in malo.get(group.get_absolute_url()).content.decode()


def test_who_says_from_outside_that_she_comes_silences_no_sign_for_the_group(space, odile, group):
    need = a_need(space, "Une salle le lundi", group=group, said_on=LONG_AGO)
    said = {"gesture": "quiet", "kind": "unanswered", "about": f"need:{need.pk}"}

    a_passer_by(space, group).post(reverse("home:sign", args=[space.slug, group.pk]), said)

    assert not Sign.objects.filter(quiet_at__isnull=False).exists()
    assert "Une salle le lundi" in entered(Client(), odile).get(group.get_absolute_url()).content.decode()
