"""Who left the role of carrying a group and takes it up again carries it from then on."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.groups.models import Group, Membership
from palabre.groups.roles.member_departures import came_since
from palabre.journal.models import Entry
from tests.builders import a_member, a_question, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Morvan")


@pytest.fixture
def malo(odile):
    return a_member(odile.space, "Malo Riou")


@pytest.fixture
def role(malo):
    """Return the role of a group that he began in one click."""
    question = a_question(malo.space, "Et le lavoir ?")
    entered(Client(), malo).post(reverse("groups:carrying", args=[malo.space.slug, question.pk]))
    return Membership.objects.get()


def come(person):
    said = {"going": "yes"}
    entered(Client(), person).post(reverse("groups:coming", args=[person.space.slug, Group.objects.get().pk]), said)


def leave_the_role(role):
    entered(Client(), role.person).post(reverse("you:role", args=[role.group.space.slug, role.pk]))


def take_the_role_up(role):
    entered(Client(), role.person).post(reverse("you:role", args=[role.group.space.slug, role.pk]), {"again": "1"})


def leave_the_group(role):
    entered(Client(), role.person).post(reverse("groups:departure", args=[role.group.space.slug, role.group.pk]))


def undo_leaving(role):
    left = Entry.objects.get(verb="group.left")
    args = [role.group.space.slug, role.group.pk, left.pk]
    entered(Client(), role.person).post(reverse("groups:departure_undoing", args=args))


WAYS = {"role": (leave_the_role, take_the_role_up), "group": (leave_the_group, undo_leaving)}


@pytest.mark.parametrize("way", WAYS)
def test_who_came_while_he_did_not_carry_did_not_come_for_him(odile, malo, role, way):
    leave, take_up = WAYS[way]
    leave(role)
    come(odile)
    take_up(role)

    role.refresh_from_db()
    assert role.until is None
    assert came_since(malo.space, {(role.group_id, malo.pk)}) == set()


def test_who_comes_once_he_carries_again_comes_for_him(odile, malo, role):
    leave_the_role(role)
    take_the_role_up(role)
    come(odile)

    assert came_since(malo.space, {(role.group_id, malo.pk)}) == {(malo.pk, odile.pk)}


def test_saying_again_that_he_carries_changes_nothing_for_who_came(odile, malo, role):
    come(odile)
    take_the_role_up(role)

    assert came_since(malo.space, {(role.group_id, malo.pk)}) == {(malo.pk, odile.pk)}
