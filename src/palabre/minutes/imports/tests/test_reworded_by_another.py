"""A correction rewords what minutes made, never what somebody has taken or carries since."""

import pytest
from django.utils import timezone

from palabre.groups.actions.action_assignment import take
from palabre.groups.models import Action, Carrying, Group, Membership, Role
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import TWIN, again, brought
from tests.builders import a_member, a_space
from tests.made_once import once_per_module

pytestmark = pytest.mark.django_db


def opened():
    found = brought(a_member(a_space(), "Odile Morvan"))
    open_to_space(found, by=found.by, at=timezone.now())
    return found


minutes = once_per_module(opened)


@pytest.fixture
def reading(minutes):
    return again(minutes)


@pytest.fixture
def odile(reading):
    return reading.by


@pytest.fixture
def malo(odile):
    return a_member(odile.space, "Malo Riou")


def reword(text: str, *, by) -> None:
    """Correct the minutes: one word more in the line that says `text`."""
    brought(by, TWIN.replace(text, f"{text} promptement"))


def free_action() -> Action:
    return Action.objects.filter(owner=None, is_done=False).earliest("pk")


def test_an_action_that_somebody_took_keeps_its_words(reading, odile, malo):
    action = free_action()
    take(action, by=malo)

    reword(action.text, by=odile)

    assert Action.objects.get(pk=action.pk).text == action.text


def test_an_action_that_nobody_took_is_reworded(reading, odile):
    action = free_action()

    reword(action.text, by=odile)

    assert Action.objects.get(pk=action.pk).text == f"{action.text} promptement"


def test_an_action_that_one_took_oneself_is_reworded(reading, odile):
    action = free_action()
    take(action, by=odile)

    reword(action.text, by=odile)

    assert Action.objects.get(pk=action.pk).text == f"{action.text} promptement"


@pytest.mark.parametrize("carried_by", ["another", "the one who corrects"])
def test_a_question_is_reworded_by_who_carries_it(reading, odile, malo, carried_by):
    carrying = Carrying.objects.filter(group__in=Group.objects.filter(lives_in=None)).earliest("pk")
    question = carrying.question
    carrier = malo if carried_by == "another" else odile
    Membership.objects.create(group=carrying.group, person=carrier, role=Role.CONVENER, confirmed_at=timezone.now())

    reword(question.text, by=odile)

    question.refresh_from_db()
    assert ("promptement" in question.text) == (carrier == odile)
    assert ("promptement" in question.wordings.get(number=1).text) == (carrier == odile)
