"""Who left the space keeps “J’y vais”, and writes no longer for the groups to which they said so."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.actions.new_action import may_say
from palabre.groups.group_access import may_write
from palabre.groups.lineage.merge_proposals import agree_aloud, propose_merge
from palabre.groups.models import Pledge, ProgressEntry
from palabre.groups.roles.pledges import come_along
from palabre.journal.models import Entry
from palabre.people.access import departure
from palabre.people.models import Person
from tests.builders import a_group, a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def group():
    space = a_space(public=True)
    return a_group(space, "Le four", convened_by=(a_member(space, "Inès Carvalho"),))


@pytest.fixture
def malo(group):
    malo = a_member(group.space, "Malo Riou")
    come_along(group, by=malo, at=NOW)
    departure.leave_space(malo, at=NOW)
    return Person.objects.get(pk=malo.pk)


def test_they_publish_no_news_in_its_name(group, malo):
    said = {"text": "Le four est vendu.", "form_token": "x" * 24}
    door = reverse("groups:telling_news", args=[group.space.slug, group.pk])

    entered(Client(), malo).post(door, said)

    assert not ProgressEntry.objects.exists()
    assert not may_write(malo, group)
    assert not may_say(malo, group, group.space)
    assert Pledge.objects.filter(person=malo).exists()


def test_nor_are_they_members_again_by_following_it_into_another(group, malo):
    ines = group.memberships.get().person
    home = a_group(group.space, "Le fournil", convened_by=(ines,))
    agree_aloud(propose_merge(group, into=home, by=ines, at=NOW), by=ines, at=NOW)
    door = reverse("groups:going_on", args=[group.space.slug, home.pk])

    entered(Client(), malo).post(door, {"role": "contributor"})

    assert not Person.objects.get(pk=malo.pk).is_member


def test_they_write_again_once_they_came_back(group, malo):
    facts = Entry.objects.get(verb=departure.LEFT).facts

    departure.come_back(malo, facts, at=NOW)

    assert may_write(Person.objects.get(pk=malo.pk), group)


def test_who_was_asked_and_never_joined_writes_as_before(group):
    zoe = a_person(group.space, "Zoé Petit")

    come_along(group, by=zoe, at=NOW)

    assert may_write(zoe, group)
    assert may_say(zoe, group, group.space)
