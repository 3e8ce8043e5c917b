"""Planning a text is given up after some seconds of processor, whatever makes it slow."""

import pytest

from palabre.minutes.margin import findings
from palabre.minutes.plan import meeting_planner
from palabre.minutes.plan.planner import plan_of
from palabre.pure.minutes import read_minutes
from palabre.refusal import Refusal

TEXT = "Présents : Ana Gil, Luc Noé\n\nÀ faire :\n- Ana : appeler la mairie\n"


def test_planning_is_given_up_with_what_to_do(monkeypatch):
    monkeypatch.setattr(meeting_planner, "MOST_SPENT", -1)

    with pytest.raises(Refusal):
        plan_of(read_minutes(TEXT), TEXT)


def test_what_was_planned_in_time_is_spent_no_more():
    plan = plan_of(read_minutes(TEXT), TEXT)

    assert plan.until == float("inf")


def test_the_margin_of_such_a_text_finds_nothing(monkeypatch):
    planned = plan_of(read_minutes(""), "")
    monkeypatch.setattr(findings, "plan_of", lambda _minutes, text: refused() if text else planned)

    assert findings.planned(TEXT)[1] is planned


def refused():
    raise Refusal("Trop long.", instead="Moins.")
