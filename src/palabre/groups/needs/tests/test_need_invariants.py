"""Invariant 10, whatever people do and in whichever order: who answered a need never says that it is met."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.groups.models import Need
from palabre.groups.needs import need_answers, promises_and_declines, satisfaction
from palabre.groups.needs.need_state import NeedState, stand_of
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_need, a_space
from tests.lengths import often

pytestmark = pytest.mark.django_db

START = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
ACTS = {
    "answer": lambda need, by, at: need_answers.answer_need(need, f"Réponse {at:%H:%M}", by=by, at=at),
    "see to": lambda need, by, at: promises_and_declines.see_to(need, by=by, at=at),
    "hand back": lambda need, by, at: promises_and_declines.undo_seeing_to(need, by=by),
    "decline": lambda need, by, at: promises_and_declines.decline_need(need, "Non.", by=by, at=at),
    "satisfy": lambda need, by, at: satisfaction.satisfy(need, by=by, at=at),
    "not yet": lambda need, by, at: satisfaction.reopen(need, by=by, at=at),
    "stand again": lambda need, by, at: satisfaction.undo_reopening(need, by=by),
    "withdraw": lambda need, by, at: satisfaction.withdraw_need(need, by=by, at=at),
    "bring back": lambda need, by, at: satisfaction.restore_need(need, by=by),
}
HERS = st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 2))


@settings(max_examples=often(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=st.lists(HERS, max_size=12))
def test_invariant_10_holds_over_any_sequence_of_acts(done):
    space = a_space()
    persons = [a_member(space, name) for name in ("Inès Courtois", "Hugo Ferreira", "Malo Quéré")]
    need = a_need(space, group=a_group(space, convened_by=(persons[0], persons[1])))

    for minute, (name, who) in enumerate(done):
        try:
            ACTS[name](need, persons[who], START + datetime.timedelta(minutes=minute))
        except Refusal:
            continue

    now = Need.objects.with_last_answer().get(pk=need.pk)
    stand = stand_of(now, answered_at=now.answered_at)
    assert now.satisfied_by_id not in {persons[2].pk, *now.answers.values_list("by", flat=True)}
    assert (stand in (NeedState.SATISFIED, NeedState.WITHDRAWN)) is not now.is_open
