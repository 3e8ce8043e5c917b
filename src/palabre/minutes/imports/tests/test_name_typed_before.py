"""A passer-by who typed somebody's name is not the person whom minutes name: no role, no right comes of it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Group, Membership
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import HEAD, KNOWN, NEWS, SILENCE, TAIL, sent
from palabre.people.models import Person
from tests.builders import a_group, a_member

pytestmark = pytest.mark.django_db
WORDS = (
    f"{HEAD}- **Odile Morvan**, *{KNOWN}*\n- **Claire Aubanel**, Mairie de Brennes, *{KNOWN}*{TAIL}"
    f"{NEWS.format(who='Odile et Claire', said=SILENCE)}"
)


@pytest.fixture
def squatter(space):
    """Who typed the name of somebody else, in passing, before any minutes named her."""
    odile, found = a_member(space, "Odile Morvan"), Client()
    group = a_group(space, "Un groupe ouvert", convened_by=(odile,))
    found.post(reverse("groups:coming", args=[space.slug, group.pk]), {"who": "Claire Aubanel", "form_token": "un"})
    sent(odile, WORDS)
    open_to_space(Import.objects.get(), by=odile, at=timezone.now())
    return found


def test_the_role_that_minutes_give_to_this_name_is_not_hers(space, squatter):
    typed = Person.objects.filter(name="Claire Aubanel", is_self_named=True).get()
    group = Group.objects.get()

    squatter.post(reverse("groups:ending", args=[space.slug, group.pk]), {"harvest": "Rien."})

    assert Group.objects.get().ended_at is None
    assert not Membership.objects.filter(person=typed).exists()


def test_nor_does_it_make_her_a_member(space, squatter):
    role = Membership.objects.get(person__name="Claire Aubanel")

    squatter.post(reverse("you:role", args=[space.slug, role.pk]), {"again": ""})

    assert not Person.objects.filter(name="Claire Aubanel", joined_at__isnull=False).exists()
