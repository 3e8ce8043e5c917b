"""Taking up the care of a space alone, in one click, gives no say over what other members carry."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.group_access import may_decide
from palabre.groups.questions.question_access import looks_after
from palabre.meetings.permissions import can_read_letters
from palabre.people.agreements import stewardship
from palabre.people.models import Person
from tests.builders import a_group, a_member, a_person, a_question, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """Return what Inès, who founded the space, carries; and another member."""
    ines = a_member(a_space(), "Inès Carvalho")
    question = a_question(ines.space, "Comment garder le four ?")
    group = a_group(ines.space, "Le four", convened_by=(ines,), carrying=(question,))
    return group, question, ines, a_member(ines.space, "Malo Riou")


def caring(person):
    entered(Client(), person).post(reverse("here:care", args=[person.space.slug]))
    return Person.objects.get(pk=person.pk)


def says(person, group, question):
    return may_decide(person, group), looks_after(person, question), can_read_letters(person)


def test_who_takes_it_up_alone_decides_for_no_group_of_others(scene):
    group, question, _ines, malo = scene

    malo = caring(malo)

    assert malo.is_steward
    assert says(malo, group, question) == (False, False, False)


def test_nor_once_they_left_it_and_took_it_up_again(scene):
    group, question, _ines, malo = scene
    stewardship.leave_stewardship(malo.space, by=caring(malo), at=timezone.now())

    assert says(caring(malo), group, question) == (False, False, False)


def test_whom_somebody_made_a_steward_decides(scene):
    group, question, ines, malo = scene
    stewardship.share(malo.space, malo, by=caring(ines), at=timezone.now())

    assert says(Person.objects.get(pk=malo.pk), group, question) == (True, True, True)


def test_who_founded_the_space_decides_by_their_own_click(scene):
    group, question, ines, malo = scene
    group.memberships.update(person=malo)

    assert says(caring(ines), group, question)[:2] == (True, True)


def test_where_no_member_carries_they_decide_as_any_member_does(scene):
    group, question, _ines, malo = scene
    group.memberships.update(person=a_person(malo.space, "Éloi Garnier"))

    assert says(caring(malo), group, question)[:2] == (True, True)
