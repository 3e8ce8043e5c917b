"""Joining to oneself a name that minutes or a sheet bear gives no say over what that name asked, told or took on."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.actions.new_action import may_tend
from palabre.groups.needs.satisfaction import may_withdraw
from palabre.groups.questions.question_access import looks_after
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.questions.models import Question, Wording
from tests.builders import a_group, a_member, a_need, a_person, a_question, a_space, an_action, entered, some_news

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Carvalho")


@pytest.fixture
def malo(ines):
    return a_member(ines.space, "Malo Riou")


@pytest.fixture
def eloi(ines):
    return a_person(ines.space, "Éloi Garnier")


def joined(malo, other, *, by):
    said = {"one": malo.pk, "other": other.pk}
    return entered(Client(), by).post(reverse("here:merging", args=[by.space.slug]), said)


def asked_by(eloi):
    question = Question.objects.create(space=eloi.space, audience=a_question(eloi.space, "Qui ?").audience)
    question.say("Comment garder le four ?", on=timezone.localdate(), by=eloi)
    return question


@pytest.mark.parametrize("who", ["Malo Riou", "Zoé Petit"])
def test_the_question_that_somebody_carries_stays_theirs_whoever_joined_the_names(ines, malo, eloi, who):
    question = asked_by(eloi)
    a_group(ines.space, "Le four", convened_by=(ines,), carrying=(question,))

    answer = joined(malo, eloi, by=malo if who == malo.name else a_member(ines.space, who))

    assert (answer.status_code, Person.objects.get(pk=eloi.pk).same_as) == (302, malo)
    assert not looks_after(malo, question)


def test_by_way_of_another_name_neither(ines, malo, eloi):
    question, other = asked_by(eloi), a_person(ines.space, "E. Garnier")
    a_group(ines.space, "Le four", convened_by=(ines,), carrying=(question,))
    joined(other, eloi, by=malo)

    joined(malo, other, by=malo)

    assert not looks_after(malo, question)


def test_news_and_needs_stay_in_the_words_of_who_told_them(ines, malo, eloi):
    group = a_group(ines.space, "Le four", convened_by=(ines,))
    news, need = some_news(group, by=eloi), a_need(ines.space, group=group, by=eloi)

    joined(malo, eloi, by=malo)
    answer = entered(Client(), malo).post(reverse("groups:news_removal", args=[ines.space.slug, news.pk]))
    need.refresh_from_db()

    assert (answer.status_code, may_withdraw(malo, need)) == (403, False)


def test_who_asked_is_read_under_the_name_that_stays(ines, malo, eloi):
    question = asked_by(eloi)

    joined(malo, eloi, by=ines)

    assert Reader.here(malo.space, malo).name_of(Wording.objects.get(question=question).by) == "Malo Riou"


@pytest.mark.parametrize("by", ["Malo Riou", "Zoé Petit"])
def test_what_a_name_took_on_is_nobody_elses_promise(ines, malo, eloi, by):
    action = an_action(ines.space, owner=eloi)

    joined(malo, eloi, by=malo if by == malo.name else a_member(ines.space, by))
    answer = entered(Client(), malo).post(reverse("groups:leaving", args=[ines.space.slug, action.pk]))
    action.refresh_from_db()

    assert (answer.status_code, action.owner, may_tend(malo, action)) == (403, eloi, False)
    assert Reader.here(malo.space, malo).name_of(action.owner) == "Malo Riou"
