"""A group that one begins alone, in one click, opens no registrations, letters nor addresses of others."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.gatherings.tests.scene import announced, come
from palabre.groups.models import Group, Role
from palabre.groups.roles.convener_answers import answer_as_convener
from palabre.groups.roles.pledges import come_along
from palabre.groups.roles.role_offers import propose_role, take
from palabre.people.agreements import stewardship
from palabre.people.models import Person
from tests.builders import a_group, a_letter, a_meeting, a_member, a_person, a_question, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """Return a day for which somebody registered, a letter of who holds it, the founder, and another member."""
    gathering, ines = announced()
    come(gathering, "Odile")
    claire = a_person(gathering.space, "Claire Aubanel")
    Person.objects.filter(pk=claire.pk).update(email="claire@exemple.example", address_by=ines)
    to = Person.objects.get(pk=claire.pk)
    letter = a_letter(to, "Un mot", by=ines, about=f"meeting:{a_meeting(gathering.space).pk}")
    return gathering, letter, a_member(gathering.space, "Malo Riou")


def carried_alone(malo):
    """Malo begins a group in one click."""
    door = reverse("groups:carrying", args=[malo.space.slug, a_question(malo.space, "Ma question ?").pk])
    entered(Client(), malo).post(door)
    return Group.objects.latest("pk")


def seen(gathering, letter, malo):
    slug, his = gathering.space.slug, entered(Client(), malo)
    doors = (
        reverse("gatherings:registered", args=[slug, gathering.pk]),
        reverse("outbox:letter", args=[slug, letter.pk]),
    )
    return [his.get(door).status_code for door in doors]


def test_who_begins_one_reads_neither(scene):
    _gathering, _letter, malo = scene

    carried_alone(malo)

    assert seen(*scene) == [403, 403]


def test_nor_does_who_brings_a_text_that_names_them(scene):
    _gathering, _letter, malo = scene
    text = "# Rencontre\n\n28 avril 2023\n\n### Participants\n\n- **Malo Riou**, *Comment lire ?*\n"

    entered(Client(), malo).post(reverse("minutes:new_import", args=[malo.space.slug]), {"text": text})

    assert seen(*scene) == [403, 403]


def test_nor_does_who_comes_to_it_under_a_second_name(scene):
    gathering, _letter, malo = scene
    bis = a_member(gathering.space, "Malo Bis")
    group = carried_alone(malo)

    come_along(group, by=bis, at=timezone.now())
    take(propose_role(group, Role.CO_CONVENER, to=bis, by=malo, at=timezone.now()), by=bis, at=timezone.now())

    assert (seen(*scene), seen(*scene[:2], bis)) == ([403, 403], [403, 403])


def test_nor_does_who_takes_over_a_group_to_which_others_came_before(scene):
    gathering, _letter, malo = scene
    ines, bis = gathering.by, a_member(gathering.space, "Malo Bis")
    group = a_group(gathering.space, "Le four", convened_by=(zoe := a_member(gathering.space, "Zoé Petit"),))
    come_along(group, by=ines, at=timezone.now())
    answer_as_convener(group, "no", by=zoe, at=timezone.now())

    take(propose_role(group, Role.CONVENER, to=malo, by=bis, at=timezone.now()), by=malo, at=timezone.now())

    assert seen(*scene) == [403, 403]


def test_nor_does_who_carries_a_group_that_the_founder_gave_them(scene):
    gathering, _letter, malo = scene

    a_group(gathering.space, "Le four", convened_by=(malo,), given_by=gathering.by)

    assert seen(*scene) == [403, 403]


def test_who_has_the_care_of_the_space_reads_both(scene):
    gathering, _letter, malo = scene
    Person.objects.filter(pk=gathering.by_id).update(steward_since=timezone.now())

    stewardship.share(gathering.space, malo, by=Person.objects.get(pk=gathering.by_id), at=timezone.now())

    assert seen(*scene) == [200, 200]
