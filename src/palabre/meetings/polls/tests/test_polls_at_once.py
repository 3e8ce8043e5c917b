"""Two devices that answer one poll at the same instant, and two persons who close it."""

import datetime

import pytest
from django.utils import timezone

from palabre.meetings.models import DateAnswer, Meeting
from palabre.meetings.polls import poll_answers, poll_closure
from palabre.refusal import Refusal
from tests.at_once import at_once
from tests.builders import a_member, a_poll, a_space

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
AT = datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)


def test_one_person_who_answers_from_two_devices_at_once_has_one_answer():
    space = a_space()
    poll, ines = a_poll(space), a_member(space, "Inès Courtois")
    first, second = poll.options.order_by("pk")
    choices = [{first.pk: "yes"}, {second.pk: "no"}, {first.pk: "yes", second.pk: "no"}]

    faults = at_once(*[lambda said=said: poll_answers.answer_poll(poll, said, by=ines, at=AT) for said in choices])

    assert faults == []
    assert sorted(DateAnswer.objects.get().choices.values_list("choice", flat=True)) == ["no", "yes"]


def test_two_persons_who_close_at_once_make_one_meeting():
    space = a_space()
    poll = a_poll(space)
    both = zip(poll.options.order_by("pk"), [a_member(space, "Inès Courtois"), a_member(space, "Hugo")], strict=True)

    faults = at_once(*[lambda o=o, by=by: poll_closure.close_poll(poll, o, by=by, at=timezone.now()) for o, by in both])

    assert [type(fault) for fault in faults] == [Refusal]
    assert Meeting.objects.count() == 1
