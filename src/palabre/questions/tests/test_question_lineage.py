"""The lineage of questions: edges without a circle, taken back within a month, and where each question lives now."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from palabre.people.models import Audience
from palabre.people.reader import Reader
from palabre.questions.living_questions import Kinship, living_by_number, living_ones
from palabre.questions.models import Lineage, LineageKind, Question
from palabre.questions.question_lineage import can_be_undone, of_one_gesture, reached, tie, untie
from palabre.refusal import Refusal
from tests.builders import a_member, a_question, a_space

NOW = timezone.now()
MERGE, REWORD = LineageKind.MERGE, LineageKind.REWORD
a_kinship = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda edge: edge[0] != edge[1]), max_size=12
)


@pytest.fixture
def space(db):
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Lamour")


@pytest.fixture
def questions(space):
    return [a_question(space, f"Question {number} ?") for number in range(4)]


@pytest.fixture
def reader(space, ines):
    return Reader(space, ines, NOW.date())


def tied(source, target, by, *, kind=MERGE, at=NOW):
    return tie(kind, source, target, by=by, at=at)


def test_the_same_edge_drawn_twice_is_one(questions, ines):
    first, again = tied(*questions[:2], ines), tied(*questions[:2], ines)

    assert (first.pk, Lineage.objects.count()) == (again.pk, 1)


def test_an_edge_that_would_close_a_circle_is_refused_in_a_sentence_with_a_next_step(questions, ines):
    one, two, three, _other = questions
    tied(one, two, ines)
    tied(two, three, ines, kind=REWORD)

    with pytest.raises(Refusal) as refused:
        tied(three, one, ines)

    assert str(refused.value)
    assert refused.value.instead
    assert Lineage.objects.count() == 2


def test_the_database_refuses_a_question_that_leads_to_itself(questions):
    with pytest.raises(IntegrityError), transaction.atomic():
        Lineage.objects.create(kind=MERGE, source=questions[0], target=questions[0])


def test_a_question_that_became_another_lives_no_longer_until_that_is_undone(questions, ines):
    edge = tied(*questions[:2], ines)
    merged = set(Question.objects.living())

    untie([edge], by=ines, at=NOW)

    assert merged == set(questions[1:])
    assert set(Question.objects.living()) == set(questions)
    assert (edge.undone_at, edge.undone_by) == (NOW, ines)


def test_what_was_undone_may_be_drawn_again_and_undone_once_keeps_its_instant(questions, ines):
    edge, later = tied(*questions[:2], ines), NOW + datetime.timedelta(days=1)
    untie([edge], by=ines, at=NOW)
    untie([edge], by=ines, at=later)

    again = tied(*questions[:2], ines, at=later)

    assert (edge.undone_at, again.pk != edge.pk) == (NOW, True)


@pytest.mark.parametrize(("days", "may"), [(0, True), (30, True), (31, False)])
def test_a_gesture_is_undone_within_a_month(questions, ines, days, may):
    edge = tied(*questions[:2], ines)

    assert can_be_undone(edge, at=NOW + datetime.timedelta(days=days)) is may


def test_what_minutes_tell_is_not_undone_here(questions):
    edge = Lineage.objects.create(kind=REWORD, source=questions[0], target=questions[1], on=NOW.date())

    assert not can_be_undone(edge, at=NOW)


def test_one_gesture_is_the_edges_of_one_kind_instant_and_person(questions, ines):
    one, two, three, four = questions
    together = [tied(one, three, ines), tied(two, three, ines)]
    tied(four, three, ines, at=NOW + datetime.timedelta(seconds=1))
    tied(one, four, a_member(ines.space, "Malo"), at=NOW)

    assert of_one_gesture(together[0]) == together


def test_the_living_ones_are_told_once_in_order(questions, ines, reader):
    one, two, three, four = questions
    tied(one, three, ines)
    tied(two, three, ines)

    assert living_ones([two, one, four], reader) == [three, four]


def test_a_living_one_that_she_may_not_read_leaves_the_former_in_its_place(space, questions, ines, reader):
    malo = a_member(space, "Malo")
    hidden = a_question(space, "À nous deux ?", audience=Audience.of_persons(malo))
    tied(questions[0], hidden, malo)

    assert living_by_number([questions[0]], reader) == {questions[0].pk: [questions[0]]}
    assert living_by_number([questions[0]], Reader(space, malo, NOW.date())) == {questions[0].pk: [hidden]}


def test_to_find_the_living_ones_costs_two_queries_however_many(questions, ines, reader, django_assert_num_queries):
    one, two, three, four = questions
    tied(one, three, ines)
    tied(two, four, ines)

    with django_assert_num_queries(2):
        living_ones([one, two], reader)


@given(a_kinship)
def test_whatever_leads_where_each_question_lives_somewhere_and_comes_from_itself(edges):
    ahead, behind = {}, {}
    for source, target in edges:
        if source not in reached(target, ahead):
            ahead.setdefault(source, []).append(target)
            behind.setdefault(target, []).append(source)
    kinship = Kinship(ahead, behind)

    for number in range(9):
        assert set(kinship.living(number)).isdisjoint(ahead)
        assert all(number in kinship.former(living) for living in kinship.living(number))
