"""Whatever becomes of questions, in whichever order: no wording is lost, each leads to living ones, none to itself.

Nobody reads a question that she did not read before, and each address that ever was leads somewhere.
"""

from __future__ import annotations

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from palabre.groups.models import Group
from palabre.groups.questions.carried_questions import carried_now
from palabre.groups.questions.question_merge import merge_questions
from palabre.groups.questions.question_split import carry_on, split
from palabre.groups.questions.question_undo import came_from, undo_question_change
from palabre.groups.questions.wordings import go_back, reword
from palabre.people.models import Audience
from palabre.people.reader import Reader
from palabre.questions.living_questions import Kinship
from palabre.questions.models import Lineage, LineageKind, Question, Wording
from palabre.questions.question_lineage import reached
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_question, a_space, entered
from tests.lengths import often

pytestmark = pytest.mark.django_db
NOW = timezone.now()
KINDS = ("merge", "join", "split", "carry on", "reword", "go back", "undo", "undo")
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=12)


class World:
    """Two questions that a group carries, one that only some read; and all that was ever asked or said."""

    def __init__(self) -> None:
        self.space = a_space()
        self.ines, self.malo = a_member(self.space, "Inès Courtois"), a_member(self.space, "Malo Quintric")
        first = [a_question(self.space, text) for text in ("Qui veille sur l’eau ?", "Que devient la rivière ?")]
        self.hidden = a_question(self.space, "Que se dit-on ?", audience=Audience.of_persons(self.ines))
        self.group = a_group(self.space, carrying=(*first, self.hidden), convened_by=(self.ines,))
        self.addresses: dict[int, str] = {}
        self.said: dict[int, str] = {}
        self.remember()

    def remember(self) -> None:
        """Keep each address and each wording that there is now; a wording that is kept already is never another."""
        for question in self.questions():
            self.addresses[question.pk] = question.get_absolute_url()
        for number, text in Wording.objects.filter(question__space=self.space).values_list("pk", "text"):
            assert self.said.setdefault(number, text) == text

    def questions(self) -> list[Question]:
        return list(Question.objects.filter(space=self.space).select_related("space").order_by("pk"))

    def edges(self) -> list[Lineage]:
        return list(Lineage.objects.filter(source__space=self.space).order_by("pk"))

    def do(self, step: int, kind: str, one: int, other: int) -> None:
        """Do this to the questions of these numbers; what is refused changes nothing."""
        rows, at = self.questions(), NOW + datetime.timedelta(minutes=step)
        try:
            with transaction.atomic():
                self.act(kind, rows[one % len(rows)], rows[other % len(rows)], one, at)
        except Refusal:
            pass
        self.remember()

    def act(self, kind: str, first: Question, second: Question, number: int, at: datetime.datetime) -> None:
        said, by, edges = f"à {at:%H h %M %S}", self.ines, self.edges()
        match kind:
            case "merge":
                merge_questions([first, second], text=f"Ensemble {said} ?", by=by, at=at)
            case "join":
                merge_questions([first], into=second, by=by, at=at)
            case "split":
                split(first, [f"Une {said} ?", f"Deux {said} ?"], by=by, at=at)
            case "carry on":
                carry_on(first, f"Ensuite {said} ?", by=by, at=at)
            case "reword":
                reword(first, f"Autrement {said} ?", by=by, at=at)
            case "go back":
                go_back(first.wordings.latest("number"), by=by, at=at)
            case "undo" if edges:
                undo_question_change(edges[number % len(edges)], by=by, at=at)


def check_the_wordings(world: World) -> None:
    there = {question.pk: question for question in world.questions()}
    kept = Wording.objects.filter(question__in=there).values_list("question", "number", "text").order_by("number")
    for number, question in there.items():
        texts = [text for one, _rank, text in kept if one == number]
        assert texts[-1:] == [question.text]
        assert [rank for one, rank, _text in kept if one == number] == list(range(1, len(texts) + 1))


def check_the_lineage(world: World) -> None:
    kinship, living = Kinship.of(world.space.pk), set(Question.objects.filter(space=world.space).living())
    there = {question.pk: question for question in world.questions()}
    became = {edge.source_id for edge in world.edges() if edge.undone_at is None}
    assert {question.pk for question in living} == there.keys() - became
    assert all({there[end] for end in kinship.living(one)} <= living for one in there)
    assert not any(one in reached(end, kinship.ahead) for one, ends in kinship.ahead.items() for end in ends)
    for kind in LineageKind:
        ways: dict[int, list[int]] = {}
        for edge in world.edges():
            if edge.kind == kind and edge.undone_at is None:
                ways.setdefault(edge.source_id, []).append(edge.target_id)
        assert not any(one in reached(end, ways) for one, ends in ways.items() for end in ends)
    assert all(came_from(one, world.space) is not None for one in world.addresses.keys() - there.keys())
    reader = Reader(world.space, world.ines, timezone.localdate())
    assert set(carried_now([Group.objects.get(pk=world.group.pk)], reader)[world.group.pk]) <= living


def check_the_addresses(world: World) -> None:
    """Who carries comes somewhere from each; who could not read the hidden one reads none of its words."""
    hers, his = entered(Client(), world.ines), entered(Client(), world.malo)
    more = [world.group.get_absolute_url(), world.space.get_absolute_url()]
    for address in (*world.addresses.values(), *more):
        assert hers.get(address, follow=True).status_code == 200
        answer = his.get(address, follow=True)
        assert answer.status_code in (200, 404)
        assert "Que se dit-on" not in answer.content.decode()
    assert his.get(world.hidden.get_absolute_url()).status_code == 404


@settings(max_examples=often(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
@example(steps=[("join", 0, 1), ("join", 1, 0), ("reword", 1, 1), ("undo", 0, 0), ("go back", 1, 1)])
@example(steps=[("split", 0, 0), ("merge", 3, 4), ("carry on", 5, 5), ("join", 1, 0), ("undo", 2, 2)])
def test_invariants_2_and_3_whatever_becomes_of_questions(steps):
    with transaction.atomic():
        world = World()
        for number, step in enumerate(steps):
            world.do(number, *step)

        check_the_wordings(world)
        check_the_lineage(world)
        check_the_addresses(world)
        transaction.set_rollback(True)
