"""A question that became another one hundreds of times: each of them is looked at a few times, not once for each."""

import dataclasses
from itertools import pairwise

import pytest

from palabre.home.question_page.lineage_graph import MOST, Beyond, Graph, in_columns
from tests.builders import a_lineage, a_member, a_question, a_space, entered

MANY = 300
FEW = 40  # looks at one question


class Looked:
    times = 0


class Asked:
    """A question, as far as the drawing knows one; it counts how often it is compared."""

    def __init__(self, number):
        self.pk = number

    def __eq__(self, other):
        Looked.times += 1
        return self is other

    def __hash__(self):
        return self.pk


@dataclasses.dataclass
class Edge:
    source: Asked
    target: Asked
    kind: str = "reword"


class Counted(list):
    """Edges that count how often they are gone through."""

    rounds = 0

    def __iter__(self):
        self.rounds += 1
        return super().__iter__()


def test_what_a_question_became_is_followed_without_reading_every_edge_each_time():
    asked = [Asked(number) for number in range(MANY)]
    edges = [Edge(one, other) for one, other in pairwise(asked)]
    Looked.times = 0

    graph = Graph.around(asked[0], edges)

    assert len(graph.after) == MANY - 1
    assert Looked.times <= FEW * MANY


def test_columns_are_found_without_going_through_the_edges_once_for_each_question():
    names = [("question", number) for number in range(MANY)]
    ties = Counted(pairwise(names))

    columns = in_columns(names, ties)

    assert len(columns) == MANY
    assert ties.rounds <= FEW


def test_the_nearest_questions_are_shown_and_the_page_at_the_edge_goes_on_with_the_others():
    asked = [Asked(number) for number in range(MANY)]
    edges = [Edge(one, other) for one, other in pairwise(asked)]

    shown = Graph.around(asked[100], edges).nearest(asked[100])

    assert shown.before == asked[60:100][::-1]
    assert shown.after == asked[101:141]
    assert len(shown.steps) == 2 * MOST
    assert (shown.earlier, shown.later) == (Beyond(60, asked[60]), Beyond(MANY - 141, asked[140]))


def test_questions_that_all_are_next_to_it_go_on_from_no_other_page():
    asked = [Asked(number) for number in range(MANY)]
    edges = [Edge(one, asked[0], "merge") for one in asked[1:]]

    shown = Graph.around(asked[0], edges).nearest(asked[0])

    assert (shown.before, shown.earlier, shown.later) == (asked[1 : MOST + 1], Beyond(MANY - 1 - MOST, None), None)
    assert [step.sources for step in shown.steps] == [shown.before]


@pytest.mark.django_db
def test_a_page_says_how_many_more_there_are_and_still_leads_to_what_lives(client):
    space = a_space()
    asked = [a_question(space, f"Question {number} ?") for number in range(MOST + 3)]
    for one, other in pairwise(asked):
        a_lineage(one, other)
    visitor = entered(client, a_member(space))

    answer = visitor.get(asked[0].get_absolute_url(), {"as": "former"})

    page, words = answer.context["page"], answer.content.decode()
    assert page.living == asked[-1:]
    assert len(page.drawing.boxes) == MOST + 1
    assert "Et 2 questions encore." in words
    assert f'La suite, depuis\xa0:</span>\n<q><a href="{asked[MOST].get_absolute_url()}?as=former"' in words
