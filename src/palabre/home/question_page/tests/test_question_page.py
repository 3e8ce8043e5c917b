"""A question: its wordings, its lineage, who carries it."""

import datetime
import re
from difflib import SequenceMatcher

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.groups.questions.question_split import split
from palabre.groups.questions.question_undo import undo_question_change
from palabre.home.question_page.lineage_graph import Graph, drawn
from palabre.home.question_page.question_page import MOST_COMPARED, marked
from palabre.notes.diff.line_matches import Work
from palabre.people.models import Audience
from palabre.questions.models import Question
from tests.builders import a_group, a_lineage, a_member, a_page, a_passage, a_question, a_space, entered

pytestmark = pytest.mark.django_db
HOSTILE = " ".join(["a", "x"] * 250), " ".join(["a"] * 500)  # difflib takes the cube of their length


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def visitor(client, ines):
    return entered(client, ines)


def spaced(response):
    return response.content.decode().replace("\xa0", " ").replace("\u202f", " ")


def page_of(visitor, question):
    return visitor.get(question.get_absolute_url()).context["page"]


def test_words_that_changed_are_marked():
    new, old = "quand on ne conduit plus ?", "quand on n’a pas de voiture ?"

    assert marked(new, old, "ins", Work(1_000)) == [("", "quand on"), ("ins", "ne conduit plus"), ("", "?")]


def test_wordings_that_share_little_bear_no_marks():
    assert marked("La fibre arrive", "Un café partout", "ins", Work(1_000)) == [("", "La fibre arrive")]


def test_wordings_that_would_take_long_to_compare_are_shown_whole(visitor, space, ines, monkeypatch):
    looked: list[int] = []
    find = SequenceMatcher.find_longest_match

    def counted(self, alo=0, ahi=None, blo=0, bhi=None):
        looked.append(sum(len(self.b2j.get(one, ())) for one in self.a[alo:ahi]))
        return find(self, alo, ahi, blo, bhi)

    monkeypatch.setattr(SequenceMatcher, "find_longest_match", counted)
    question = a_question(space, HOSTILE[0])
    for number in range(1, 6):
        question.say(HOSTILE[number % 2], on=None, by=ines)

    said = page_of(visitor, question).said

    assert [one.pieces for one in said][-1] == [("", HOSTILE[0])]
    assert sum(looked) <= MOST_COMPARED


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


def test_an_old_question_leads_to_what_it_became_and_says_so(visitor, space):
    former, between, living = (a_question(space, text) for text in ("Avant ?", "Entre ?", "Après ?"))
    a_lineage(former, between)
    a_lineage(between, living, kind="merge")

    response = visitor.get(former.get_absolute_url(), follow=True)

    assert response.redirect_chain == [(living.get_absolute_url(), 302)]
    assert "« Avant ? » est devenue cette question." in spaced(response)
    assert f'href="{former.get_absolute_url()}?as=former"' in response.content.decode()


def test_an_old_question_is_still_read_as_it_was(visitor, space):
    former, living = a_question(space, "Avant ?"), a_question(space, "Après ?")
    a_lineage(former, living)

    response = visitor.get(former.get_absolute_url(), {"as": "former"})

    assert (response.status_code, response.context["page"].became) == (200, [living])


def test_a_question_that_became_two_names_both(visitor, space):
    former, one, other = (a_question(space, text) for text in ("Avant ?", "Une ?", "Deux ?"))
    for part in (one, other):
        a_lineage(former, part, kind="split")

    response = visitor.get(former.get_absolute_url())

    assert (response.status_code, response.context["page"].living) == (200, [one, other])
    assert "Elle est devenue ces deux-là" in response.content.decode()


def test_what_was_taken_back_is_no_longer_told(visitor, space, ines):
    former, living = a_question(space, "Avant ?"), a_question(space, "Après ?")
    a_lineage(former, living).undo(timezone.now(), by=ines)

    assert (page_of(visitor, former).became, page_of(visitor, living).drawing) == ([], None)


def test_a_group_that_carries_a_former_question_carries_what_it_became(visitor, space):
    former, living = a_question(space, "Avant ?"), a_question(space, "Après ?")
    group, home = a_group(space, "Ceux d’avant", carrying=(former,)), a_group(space, "Ensemble")
    a_lineage(former, living)
    group.live_in(home)

    assert [one.group for one in page_of(visitor, living).carriers] == [home]


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

    with django_assert_num_queries(16):
        assert visitor.get(living.get_absolute_url()).status_code == 200


GESTURES = [
    ("wording", {"text": "Autrement ?"}, {"Autrement ?"}),
    ("parts", {"text": "Une ?\nDeux ?"}, {"Une ?", "Deux ?"}),
    ("continuation", {"text": "Ensuite ?"}, {"Ensuite ?"}),
]


@pytest.mark.parametrize(
    ("door", "typed", "living"), GESTURES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_becomes_of_a_question_is_done_once_from_its_page_and_undone_from_the_sentence(
    visitor, space, door, typed, living
):
    question = a_question(space, "Avant ?")
    here = question.get_absolute_url()
    offered = visitor.get(here).content.decode()

    for _twice in range(2):
        told = visitor.post(f"{here}{door}/", typed, follow=True)
    became = set(Question.objects.living().values_list("text", flat=True))
    [back] = set(re.findall(r'action="([^"]+/undoing/)"', told.content.decode()))
    visitor.post(back)

    assert f'questions/{question.pk}/{door}/"' in offered
    assert became == living
    assert set(Question.objects.living().values_list("text", flat=True)) == {"Avant ?"}


def test_two_questions_are_brought_together_from_the_page_of_one(visitor, space):
    question, other = a_question(space, "Une ?"), a_question(space, "Deux ?")

    visitor.post(f"{question.get_absolute_url()}union/", {"other": other.pk, "text": " "})

    assert [edge.target for edge in question.leads_to.all()] == [other]


def test_a_refusal_gives_back_what_was_typed(visitor, space):
    response = visitor.post(f"{a_question(space).get_absolute_url()}parts/", {"text": "Une seule ?"})

    assert response.status_code == 409
    assert "Une seule ?" in response.content.decode()


def test_what_is_too_long_or_of_another_space_is_refused_and_given_back(visitor, space):
    where, other = a_question(space).get_absolute_url(), a_question(a_space("Ailleurs"))
    a_question(space, "Une autre ?")

    long = visitor.post(f"{where}wording/", {"text": "x" * 1001})
    elsewhere = visitor.post(f"{where}union/", {"other": other.pk, "text": "Ensemble ?"})

    assert [one.status_code for one in (long, elsewhere)] == [422, 422]
    assert "x" * 1001 in long.content.decode()
    assert "Aucune question n’est choisie." in elsewhere.content.decode()
    assert "Ensemble ?" in elsewhere.content.decode()


def test_nobody_says_what_becomes_of_a_question_that_others_carry(client, space, ines):
    question = a_question(space)
    ines.come(timezone.now())
    a_group(space, convened_by=(ines,), carrying=(question,))
    malo = entered(client, a_member(space, "Malo Quintric"))

    page = malo.get(question.get_absolute_url()).content.decode()

    assert "union/" not in page
    assert malo.get(f"{question.get_absolute_url()}union/").status_code == 403


def test_a_question_whose_birth_was_taken_back_leads_to_where_it_came_from(visitor, space, ines):
    question = a_question(space, "Avant ?")
    [one, _other] = split(question, ["Une ?", "Deux ?"], by=ines, at=timezone.now())
    undo_question_change(one.comes_from.get(), by=ines, at=timezone.now())

    response = visitor.get(one.get_absolute_url(), follow=True)

    assert response.redirect_chain == [(question.get_absolute_url(), 302)]
    assert visitor.get(reverse("home:question", args=[space.slug, 999999])).status_code == 404
