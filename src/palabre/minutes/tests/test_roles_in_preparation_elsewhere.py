"""No screen or search names who only minutes in preparation say to carry a group that was there."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.lineage.merge import merge_groups
from palabre.groups.models import Group
from palabre.meetings.polls.awaited_people import who_may_be_awaited
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.tests.scene import A_DAY, again, brought
from palabre.minutes.tests.test_roles_in_preparation import OTHERS
from palabre.search.tests.scene import work
from tests.builders import a_card, a_gathering, a_group, a_member, a_merge_proposal, a_space, entered
from tests.made_once import once_per_module

pytestmark = pytest.mark.django_db


def opened_and_prepared():
    """Open minutes that tell of a group, then prepare others that give it another carrier; return both, indexed."""
    nadege = a_member(a_space(), "Nadège Kerouanton")
    open_to_space(brought(nadege), by=nadege, at=timezone.now())
    group = Group.objects.get(memberships__person__name="Bastien Lorrimer")
    found = import_minutes(nadege.space, OTHERS, by=a_member(nadege.space, "Malo Kersauze"), on=A_DAY)
    work()
    return found, group


scene = once_per_module(opened_and_prepared)


@pytest.fixture
def prepared(scene):
    return again(scene[0])


@pytest.fixture
def nadege(prepared):
    return prepared.space.persons.select_related("space").get(name="Nadège Kerouanton")


@pytest.fixture
def group(scene):
    """Return a group that open minutes tell of."""
    return Group.objects.select_related("space", "audience").get(pk=scene[1].pk)


DOORS = {
    "search": lambda space, group: f"{reverse('search:results', args=[space.slug])}?q={group.title[:12]} Belkacem",
    "a search of the name": lambda space, group: f"{reverse('search:results', args=[space.slug])}?q=Belkacem",
    "the card of the group": lambda space, group: reverse(
        "gatherings:card", args=[space.slug, a_card(a_gathering(space), group=group).pk]
    ),
    "a merger to agree on": lambda space, group: a_merge_proposal(
        a_group(space, "Les haies"), group
    ).get_absolute_url(),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_member_does_not_read_their_name_there(door, nadege, group, prepared):
    read = entered(Client(), nadege).get(DOORS[door](nadege.space, group)).content.decode()

    assert "Karim" not in read


def test_nor_is_who_waits_for_a_date_asked_of_them(nadege, group, prepared):
    asked = [one.name for one in who_may_be_awaited(nadege.space, group, by=nadege)]
    his = [one.name for one in who_may_be_awaited(nadege.space, group, by=prepared.by)]

    assert ("Bastien Lorrimer" in asked, "Karim Belkacem" in asked, "Karim Belkacem" in his) == (True, False, True)


def test_nor_on_the_page_of_the_group_that_theirs_joined(nadege, group, prepared):
    other = a_group(nadege.space, "Les haies", convened_by=(nadege,))
    merge_groups(group, into=other, by=nadege, at=timezone.now())

    read = entered(Client(), nadege).get(other.get_absolute_url()).content.decode()

    assert ("Bastien" in read, "Karim" in read) == (True, False)


def test_once_opened_all_of_them_say_it(nadege, group, prepared):
    open_to_space(prepared, by=prepared.by, at=timezone.now())
    work()

    client = entered(Client(), nadege)
    doors = ("search", "the card of the group")
    read = [client.get(DOORS[door](nadege.space, group)).content.decode() for door in doors]

    assert ["Karim" in one for one in read] == [True, True]
