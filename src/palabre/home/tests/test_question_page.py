"""A question: its wordings, its lineage, who carries it."""

import datetime

import pytest

from palabre.home.lineage import Graph, drawn
from palabre.home.whole_question import marked
from palabre.people.models import Audience
from tests.builders import a_group, a_lineage, a_member, a_page, a_passage, a_question, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def visitor(client, ines):
    return entered(client, ines)


def page_of(visitor, question):
    return visitor.get(question.get_absolute_url()).context["page"]


def test_words_that_changed_are_marked():
    new, old = "quand on ne conduit plus ?", "quand on n’a pas de voiture ?"

    assert marked(new, old, "ins") == [("", "quand on"), ("ins", "ne conduit plus"), ("", "?")]


def test_wordings_that_share_little_bear_no_marks():
    assert marked("La fibre arrive", "Un café partout", "ins") == [("", "La fibre arrive")]


def test_the_last_wording_comes_first(visitor, space, ines):
    question = a_question(space, "Comment aller chez le médecin sans voiture ?")
    question.say("Comment aller chez le médecin sans permis ?", on=datetime.date(2026, 10, 27), by=ines)

    said = page_of(visitor, question).said

    assert [one.pieces for one in said] == [
        [("", "Comment aller chez le médecin sans"), ("ins", "permis"), ("", "?")],
        [("", "Comment aller chez le médecin sans"), ("del", "voiture"), ("", "?")],
    ]
    assert said[0].by == "Inès Courtois"


def test_two_questions_brought_together_are_told_in_one_step(visitor, space):
    first, second, living = (a_question(space, text) for text in ("Une ?", "Deux ?", "Ensemble ?"))
    a_lineage(first, living)
    a_lineage(second, living)

    [step] = page_of(visitor, living).graph.steps

    assert (step.sources, step.target, step.is_meeting) == ([first, second], living, True)


def test_an_old_question_says_that_it_became_another(visitor, space):
    former, living = a_question(space, "Avant ?"), a_question(space, "Après ?")
    a_lineage(former, living)

    assert page_of(visitor, former).became == [living]


def test_a_lineage_never_shows_a_question_she_may_not_read(visitor, space):
    living = a_question(space)
    hidden = a_question(space, "Cachée ?", audience=Audience.of_persons(a_member(space, "Hugo")))
    a_lineage(hidden, living)

    page = page_of(visitor, living)

    assert (page.graph.questions, page.drawing) == ([], None)


def test_the_groups_that_carry_it_are_named_with_their_conveners(visitor, space, ines):
    question = a_question(space)
    group = a_group(space, convened_by=(ines,), carrying=(question,))

    assert [(one.group, one.conveners) for one in page_of(visitor, question).carriers] == [(group, ["Inès Courtois"])]


def test_where_it_was_read_is_said(visitor, space):
    question = a_question(space)
    passage = a_passage(a_page(space, "Réunion du 27 octobre"), question, line=14)

    response = visitor.get(question.get_absolute_url())

    assert f'href="{passage.get_absolute_url()}">Réunion du 27 octobre, ligne 14</a>' in response.content.decode()


def test_each_box_stands_right_of_what_it_comes_from(space):
    first, second, living = (a_question(space, text) for text in ("Une ?", "Deux ?", "Ensemble ?"))
    graph = Graph.around(living, [a_lineage(first, living), a_lineage(second, living)])
    group = a_group(space, carrying=(living,))

    drawing = drawn(living, graph, [(living.pk, group)])

    assert [box.x for box in drawing.boxes] == [2, 2, 248, 494]
    assert [box.is_here for box in drawing.boxes] == [False, False, True, False]
    assert len(drawing.paths) == 3


def test_a_question_alone_needs_no_drawing(space):
    question = a_question(space)

    assert drawn(question, Graph([], [], []), [(question.pk, a_group(space, carrying=(question,)))]) is None


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_costs_the_same_with_one_ancestor_and_with_five(
    visitor, space, ines, count, django_assert_num_queries
):
    living = a_question(space)
    for number in range(count):
        a_lineage(a_question(space, f"Avant {number} ?"), living)
        a_group(space, f"Groupe {number}", convened_by=(ines,), carrying=(living,))

    with django_assert_num_queries(8):
        assert visitor.get(living.get_absolute_url()).status_code == 200
