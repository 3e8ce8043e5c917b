"""« Ce que vous ne dites pas ne change pas »: neither the day, nor the hour, nor the place."""

import datetime

import pytest

from palabre.meetings.dates.meeting_changes import plan_in_words
from palabre.meetings.dates.meeting_schedule import Planned
from palabre.meetings.models import Meeting
from palabre.refusal import Refusal

TODAY, DAY = datetime.date(2026, 12, 1), datetime.date(2026, 12, 10)
SIX, SEVEN = datetime.time(18), datetime.time(19)


def changed(words, *, on=DAY):
    plan = plan_in_words(Planned.of(Meeting(on=on, at=SIX, place="Mairie")), words, today=TODAY)
    return plan.on, plan.at, plan.place


@pytest.mark.parametrize(
    ("words", "plan"),
    [
        ("à 19 h", (DAY, SEVEN, "Mairie")),
        ("19:00, au foyer", (DAY, SEVEN, "au foyer")),
        ("à la maison de quartier", (DAY, SIX, "à la maison de quartier")),
        ("en visio à 19 h", (DAY, SEVEN, "en visio")),
        ("vendredi 4 décembre", (datetime.date(2026, 12, 4), SIX, "Mairie")),
        ("aujourd’hui à 19 h", (TODAY, SEVEN, "Mairie")),
    ],
)
def test_what_the_words_leave_out_stays(words, plan):
    assert changed(words) == plan


@pytest.mark.parametrize(
    "words",
    [
        "mecredi prochain",
        "au lendemain",
        "à annuler",
        "au 31 novembre",
        "avec Odile",
        "vendredi 4 ou samedi 5 décembre",
    ],
)
def test_words_that_say_neither_are_refused(words):
    with pytest.raises(Refusal):
        changed(words)
