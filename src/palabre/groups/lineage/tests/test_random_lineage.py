"""Whatever groups do one after the other: nothing is lost, addresses lead on, nobody reads more than was agreed to.

A plain model beside the rows says, by dictionaries alone, who is of which group, what lives where and who reads what.
"""

from __future__ import annotations

import datetime
from collections import defaultdict

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from palabre.groups.lineage.continuation import take_on
from palabre.groups.lineage.group_family import family_around, homes, living
from palabre.groups.lineage.group_split import split
from palabre.groups.lineage.merge import merge_groups
from palabre.groups.lineage.merge_undo import undo_merge
from palabre.groups.models import Action, Group, GroupLineage, GroupLineageKind, Need
from palabre.groups.roles.greetings import greet
from palabre.groups.roles.group_audience import own_audience, people_of
from palabre.groups.roles.pledges import come_along, stay_away
from palabre.live.live_visitors import LiveVisitor
from palabre.live.visitor_rights import Right
from palabre.notes.live.note_rights import rights_of_visitors
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.wiki.models import Page
from tests.builders import a_group, a_member, a_need, a_page, a_space, an_action, entered
from tests.lengths import often

pytestmark = pytest.mark.django_db

NUMBER = st.integers(0, 5)
KINDS = ("merge", "merge", "merge", "undo", "undo", "split", "end", "take_on", "join", "leave", "keep", "keep", "need")
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), NUMBER, NUMBER), min_size=3, max_size=14)


class World:
    """Four groups and four persons, and what was done to them."""

    def __init__(self) -> None:
        self.space = a_space()
        self.persons = [a_member(self.space, name) for name in ("Inès", "Malo", "Anouk", "Ewen")]
        self.groups = [
            a_group(self.space, f"Groupe {number}", convened_by=(one,)) for number, one in enumerate(self.persons)
        ]
        self.at = timezone.now()
        self.lives_in: dict[int, int] = {}
        self.kept: dict[int, int] = {}  # a page: the group among whose people it is kept
        self.things: list[tuple[type, int, int]] = []

    def do(self, kind: str, one: int, other: int) -> None:
        self.at += datetime.timedelta(minutes=1)
        group, second = (Group.objects.get(pk=self.groups[number % len(self.groups)].pk) for number in (one, other))
        person = self.persons[other % len(self.persons)]
        try:
            with transaction.atomic():
                getattr(self, kind)(group, second, person)
        except Refusal:
            pass

    def merge(self, group: Group, second: Group, person: Person) -> None:
        edge = merge_groups(group, into=second, by=person, at=self.at, agreed=self.persons)
        self.lives_in[edge.source_id] = edge.target_id

    def undo(self, group: Group, second: Group, person: Person) -> None:
        edge = GroupLineage.objects.standing().filter(kind=GroupLineageKind.MERGE).order_by("pk").first()
        if edge is not None:
            undo_merge(edge, by=Person.objects.get(memberships__group=edge.source_id), at=self.at)
            del self.lives_in[edge.source_id]

    def split(self, group: Group, second: Group, person: Person) -> None:
        self.groups.append(split(group, f"Né {len(self.groups)}", by=person, at=self.at).target)

    def end(self, group: Group, second: Group, person: Person) -> None:
        group.end(None if group.ended_at else self.at)

    def take_on(self, group: Group, second: Group, person: Person) -> None:
        take_on(group, into=second, by=person, at=self.at)

    def join(self, group: Group, second: Group, person: Person) -> None:
        come_along(group, by=person, at=self.at)
        greet(group, person, by=Person.objects.get(memberships__group=group), at=self.at)

    def leave(self, group: Group, second: Group, person: Person) -> None:
        stay_away(group, by=person, at=self.at)

    def keep(self, group: Group, second: Group, person: Person) -> None:
        home = living(group)
        page = a_page(self.space, f"Note {len(self.kept)}", audience=own_audience(home))
        self.kept[page.pk] = home.pk

    def need(self, group: Group, second: Group, person: Person) -> None:
        for made in (a_need(self.space, group=group), an_action(self.space, group=group)):
            self.things.append((type(made), made.pk, group.pk))

    def home_of(self, number: int) -> int:
        while number in self.lives_in:
            number = self.lives_in[number]
        return number


def check_that_nothing_moved(world: World) -> None:
    for model, number, group in world.things:
        assert model.objects.get(pk=number).group_id == group
        assert group in family_around(world.home_of(group), world.space.pk)
    assert Need.objects.count() + Action.objects.count() == len(world.things)
    assert all(group.memberships.filter(until=None).count() == 1 for group in world.groups)


def check_who_reads(world: World) -> None:
    of = people_of(world.groups)
    together = defaultdict(set)
    for group in world.groups:
        together[world.home_of(group.pk)] |= of[group.pk]
    pages = {page.pk: page for page in Page.objects.all()}
    for number, group in world.kept.items():
        may = together[world.home_of(group)]
        assert {one.pk for one in world.persons if Page.objects.visible_to(one).filter(pk=number).exists()} == may
        rights = rights_of_visitors([LiveVisitor(pages[number].note_id, one.pk) for one in world.persons])
        assert {guest.person for guest, right in rights.items() if right is Right.WRITE} == may


def check_the_lineage(world: World) -> None:
    assert homes(world.space.pk) == {number: world.home_of(number) for number in world.lives_in}
    for kind in GroupLineageKind:
        edges = GroupLineage.objects.standing().filter(kind=kind).values_list("source", "target")
        assert is_acyclic(list(edges))


def is_acyclic(edges: list[tuple[int, int]]) -> bool:
    while edges:
        ends = {target for _source, target in edges}
        left = [edge for edge in edges if edge[0] in ends]
        if len(left) == len(edges):
            return False
        edges = left
    return True


def check_the_addresses(world: World) -> None:
    client = entered(Client(), world.persons[0])
    for group in world.groups:
        group.space = world.space
        answer = client.get(group.get_absolute_url())
        home = Group.objects.select_related("space").get(pk=world.home_of(group.pk))
        assert (answer.status_code, answer.get("Location", group.get_absolute_url())) in {
            (200, home.get_absolute_url()),
            (302, home.get_absolute_url()),
        }
    for model, number, group in world.things:
        there = model.objects.select_related("space").get(pk=number).get_absolute_url()
        home = Group.objects.get(pk=world.home_of(group))
        answer = client.get(there)
        assert (answer.status_code, home.title in answer.content.decode()) == (200, True)


@settings(max_examples=often(10), deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
@example(steps=[("keep", 0, 0), ("need", 0, 0), ("merge", 0, 1), ("keep", 0, 0), ("undo", 0, 0), ("join", 2, 1)])
@example(steps=[("merge", 0, 1), ("merge", 1, 2), ("need", 0, 0), ("keep", 0, 0), ("split", 2, 2), ("leave", 2, 2)])
def test_whatever_they_do_nothing_is_lost_and_nobody_reads_more(steps):
    with transaction.atomic():
        world = World()
        for step in steps:
            world.do(*step)

        check_that_nothing_moved(world)
        check_the_lineage(world)
        check_who_reads(world)
        check_the_addresses(world)
        transaction.set_rollback(True)
