"""Merges, and a merge with its undoing, at the same instant: each is whole, and no circle arises."""

import pytest
from django.utils import timezone

from palabre.groups.lineage.group_family import followed, homes
from palabre.groups.lineage.merge import merge_groups
from palabre.groups.lineage.merge_undo import undo_merge
from palabre.groups.models import Group, GroupLineage
from palabre.groups.roles.group_audience import own_audience
from palabre.people.models import Audience
from palabre.refusal import Refusal
from tests.at_once import at_once
from tests.builders import a_group, a_member, a_space

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture
def three(ines):
    groups = [a_group(ines.space, f"Groupe {number}", convened_by=(ines,)) for number in range(3)]
    for group in groups:
        own_audience(group)
    return groups


def merging(source, target, ines):
    return lambda: merge_groups(Group.objects.get(pk=source.pk), into=target, by=ines, at=timezone.now())


def is_whole():
    """Say whether each standing merge is where its group lives, and audiences are joined where both sides opened."""
    standing = GroupLineage.objects.standing()
    edges = dict(standing.values_list("source", "target"))
    lives = dict(Group.objects.exclude(lives_in=None).values_list("pk", "lives_in"))
    own = dict(Group.objects.values_list("pk", "own_audience"))
    ways = {edge.source_id: edge.target_id for edge in standing if edge.opens_pages}
    joined = dict(Audience.objects.exclude(joined_to=None).values_list("pk", "joined_to"))
    return edges == lives and joined == {own[number]: own[followed(number, ways)] for number in ways}


def test_two_that_join_each_other_at_once_become_one(three, ines):
    first, second, _third = three

    faults = at_once(merging(first, second, ines), merging(second, first, ines))

    assert [type(fault) for fault in faults] == [Refusal]
    assert GroupLineage.objects.standing().count() == 1
    assert is_whole()


def test_one_that_joins_two_at_once_makes_all_three_one(three, ines):
    first, second, third = three

    faults = at_once(merging(first, second, ines), merging(first, third, ines))

    assert faults == []
    assert len(set(homes(ines.space_id).values())) == 1
    assert is_whole()


def test_a_merge_and_the_undoing_of_another_at_once_are_both_done(three, ines):
    first, second, third = three
    edge = merging(first, second, ines)()

    faults = at_once(merging(second, third, ines), lambda: undo_merge(edge, by=ines, at=timezone.now()))

    assert faults == []
    assert homes(ines.space_id) == {second.pk: third.pk}
    assert is_whole()
