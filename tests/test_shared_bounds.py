"""A bound is per person before it is for all: one member alone never keeps the others from writing."""

import datetime

import pytest
from django.utils import timezone

from palabre.forums.day.forum_preparation import Plan, prepare_forum
from palabre.forums.tests.scene import HOURS, SPOTS
from palabre.groups.actions.new_action import say_action
from palabre.groups.log.group_log import inquire, withdraw_inquiry
from palabre.groups.models import Inquiry
from palabre.groups.needs.new_need import say_need
from palabre.groups.outputs.deliverables import OutputDetails, make
from palabre.groups.roles.role_calls import call
from palabre.meetings.polls.date_options import slots_in
from palabre.meetings.polls.date_poll import PollDraft, open_poll
from palabre.people.models import Audience
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_space

pytestmark = pytest.mark.django_db
NOW, TODAY = timezone.now(), timezone.localdate()


def a_poll(group, by, n):
    slots = slots_in((TODAY + datetime.timedelta(days=3)).strftime("%d/%m/%Y à 14 h"), today=TODAY)
    return open_poll(group.space, PollDraft(f"Quand {n} ?"), slots, by=by, at=NOW, today=TODAY)


def a_forum(group, by, n):
    plan = Plan(f"Thème {n}", TODAY, hours=HOURS, spots=SPOTS)
    return prepare_forum(group.space, plan, by=by, form_token=f"{n:024d}")


def an_output(group, by, n):
    return make(group, OutputDetails(f"Un guide {n}"), form_token="", by=by, at=NOW)


ACTS = {
    "polls of a space": (a_poll, "palabre.meetings.polls.date_poll.MOST_OPEN"),
    "calls of a space": (
        lambda group, by, n: call(None, f"On recherche {n}", by=by, at=NOW, space=group.space),
        "palabre.groups.roles.role_calls.MOST_OPEN",
    ),
    "calls of a group": (
        lambda group, by, n: call(group, f"On recherche {n}", by=by, at=NOW),
        "palabre.groups.roles.role_calls.MOST_OPEN",
    ),
    "lines of a group": (
        lambda group, by, n: inquire(group, f"Où en est la ligne {n} ?", by=by),
        "palabre.groups.log.group_log.MOST_LINES",
    ),
    "needs of a group": (
        lambda group, by, n: say_need(group, f"Il nous manque {n}", by=by, at=NOW),
        "palabre.groups.needs.new_need.MOST_OPEN",
    ),
    "things to do": (
        lambda group, by, n: say_action(group, f"Appeler {n}", by=by, at=NOW, space=group.space),
        "palabre.groups.actions.new_action.MOST_OPEN",
    ),
    "outputs of a group": (an_output, "palabre.groups.outputs.deliverables.MOST"),
    "forums of a space": (a_forum, "palabre.forums.day.forum_preparation.MOST_FORUMS"),
}


@pytest.fixture
def group():
    return a_group(a_space(), "Le four")


@pytest.mark.parametrize("kind", ACTS)
def test_one_member_leaves_room_for_the_others(kind, group, monkeypatch):
    ines, malo = a_member(group.space, "Inès Carvalho"), a_member(group.space, "Malo Riou")
    act, bound = ACTS[kind]
    monkeypatch.setattr(bound, 4)
    act(group, malo, 1)
    act(group, malo, 2)

    with pytest.raises(Refusal):
        act(group, malo, 3)

    assert act(group, ines, 4) is not None


def test_lines_that_were_taken_back_or_that_a_few_read_leave_their_room(group, monkeypatch):
    ines, malo = a_member(group.space, "Inès Carvalho"), a_member(group.space, "Malo Riou")
    monkeypatch.setattr("palabre.groups.log.group_log.MOST_LINES", 1)
    said = {"space": group.space, "group": group}
    gone = Inquiry.objects.create(audience=group.audience, text="Mal lue ?", **said)
    withdraw_inquiry(gone, by=malo, at=NOW)
    Inquiry.objects.create(audience=Audience.of_persons(malo), text="Pas encore lue ?", **said)

    assert inquire(group, "Qui vient ?", by=ines).text == "Qui vient ?"
