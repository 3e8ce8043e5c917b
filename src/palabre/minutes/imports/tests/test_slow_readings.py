"""Minutes that take long to read are tried in a process apart, and refused; a text of everyday length never is."""

import datetime
import signal

import pytest

from palabre.minutes.files import reading_trial
from palabre.minutes.imports import minutes_import
from palabre.minutes.plan.plan import Plan
from palabre.refusal import Refusal
from palabre.web.sandbox import STOPPED, TOO_LONG, run_apart

DAY = datetime.date(2026, 11, 30)
LINE = "- Ana cherche du bois pour le four du village, avec Luc et Odile.\n"


def tried(monkeypatch, status):
    asked = list[str]()

    def answer(_module, seconds, _content, *, nice):
        asked.append(seconds)
        assert nice == 0  # a thread of the pages waits for it
        return status, b""

    monkeypatch.setattr(minutes_import, "run_apart", answer)
    return asked


def test_what_was_stopped_is_refused_with_what_to_do(monkeypatch):
    tried(monkeypatch, -signal.SIGXCPU)

    with pytest.raises(Refusal) as refused:
        minutes_import.understood(LINE * 320, on=DAY)

    assert "d’une réunion à la fois" in str(refused.value.instead)


def test_lines_that_lead_to_the_same_rows_again_are_bounded_as_rows_are(monkeypatch):
    """Five thousand votes for a few questions made eleven thousand passages: a correction took five seconds."""
    text = "# Réunion\n\nForum du 12 mai 2026\n\nPrésents :\n- Ana Gil : *Comment rouvrir le four ?*\n"
    plan = Plan(said_again=[("question:a", (1, 1), "votes")] * (minutes_import.MOST_ROWS + 1))
    monkeypatch.setattr(minutes_import, "plan_of", lambda _minutes, _text: plan)

    with pytest.raises(Refusal):
        minutes_import.understood(text, on=DAY)


def test_a_machine_too_busy_to_try_it_refuses_nobody(monkeypatch):
    tried(monkeypatch, TOO_LONG)

    assert minutes_import.understood(LINE * 320, on=DAY).title


@pytest.mark.parametrize(("lines", "seconds"), [(300, []), (320, ["2"])])
def test_only_what_is_longer_than_minutes_of_everyday_is_tried(lines, seconds, monkeypatch):
    asked = tried(monkeypatch, 0)

    minutes_import.understood(LINE * lines, on=DAY)

    assert asked == seconds


def test_minutes_of_fifty_kilobytes_are_read_in_time():
    status, _said = run_apart(reading_trial, "2", (LINE * 800).encode())

    assert status == 0


@pytest.mark.long
def test_the_process_ends_when_its_time_is_spent(monkeypatch):
    """Whatever makes it slow: here, more lines than any machine reads in a second."""
    status, _said = run_apart(reading_trial, "1", (LINE * 140_000).encode())

    assert status in STOPPED
