"""A question and its wordings; who may look after it."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from palabre.questions.permissions import can_look_after
from palabre.questions.searchable import question_said
from tests.builders import a_member, a_person, a_question, a_space

pytestmark = pytest.mark.django_db
DAY = datetime.date(2031, 5, 6)


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Lamour")


@pytest.fixture
def question(space):
    return a_question(space, "Comment partager les outils ?")


def test_a_new_wording_is_the_living_one_and_the_earlier_ones_stay(question, ines):
    question.say("Comment partager outils et savoir-faire ?", on=DAY, by=ines)
    question.say("Comment s’entraider ?", on=None, by=None)

    said = list(question.wordings.order_by("number").values_list("number", "text", "said_on", "by"))
    assert question.text == "Comment s’entraider ?"
    assert said[-2:] == [
        (said[-2][0], "Comment partager outils et savoir-faire ?", DAY, ines.pk),
        (said[-2][0] + 1, "Comment s’entraider ?", None, None),
    ]


def test_no_two_wordings_of_a_question_have_one_number(question):
    question.wordings.create(number=9, text="Une")

    with pytest.raises(IntegrityError), transaction.atomic():
        question.wordings.create(number=9, text="Deux")


def test_a_question_is_found_by_its_former_words_and_dated_by_the_last(question):
    question.say("Comment prêter ?", on=DAY, by=None)
    question.say("Comment s’entraider ?", on=None, by=None)

    said = question_said(question)

    assert (said.title, said.on) == ("Comment s’entraider ?", DAY)
    assert "Comment prêter ?" in said.body
    assert "Comment s’entraider ?" not in said.body


NOBODY = {"asked": False, "carries": False, "is_carried": True}


@pytest.mark.parametrize("fact", [{"asked": True}, {"carries": True}, {"is_carried": False}])
def test_who_asked_or_carries_looks_after_it_and_any_member_where_nobody_carries(question, ines, fact):
    assert can_look_after(ines, question, **NOBODY | fact)


def test_others_passers_by_and_those_of_another_space_do_not(question, ines, space):
    everything = {"asked": True, "carries": True, "is_carried": False}
    elsewhere, named = a_member(a_space("Ailleurs")), a_person(space)

    assert not can_look_after(ines, question, **NOBODY)
    assert not can_look_after(None, question, **everything)
    assert not can_look_after(elsewhere, question, **everything)
    assert not can_look_after(named, question, **NOBODY | {"is_carried": False})


def test_who_looks_after_the_space_looks_after_each_question(question, ines):
    ines.steward_since = DAY

    assert can_look_after(ines, question, **NOBODY)
