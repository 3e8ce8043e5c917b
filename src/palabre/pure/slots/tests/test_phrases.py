"""Twenty ways of offering days, as people type them, and the rows that each gives: nothing invented, nothing lost."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.pure.slots import PARTS, Slot, read_slots

TODAY = datetime.date(2026, 11, 25)  # a Wednesday
TUESDAYS = ["2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22", "2026-12-29"]
PHRASES = [
    ("mardi ou jeudi à 14 h", ["2026-11-26T14:00", "2026-12-01T14:00"]),
    ("mardi matin ou jeudi midi", ["2026-11-26T12:00", "2026-12-01Tmorning"]),
    ("mardi 8 décembre après-midi", ["2026-12-08Tafternoon"]),
    ("demain soir ou vendredi 18h30", ["2026-11-26Tevening", "2026-11-27T18:30"]),
    ("mardi 1er décembre à 18 h 30", ["2026-12-01T18:30"]),
    ("tous les mardis de décembre", TUESDAYS),
    ("tous les mardis de décembre sauf le 22, à 18h30",
     ["2026-12-01T18:30", "2026-12-08T18:30", "2026-12-15T18:30", "2026-12-29T18:30"]),
    ("chaque jeudi du 3 au 17 décembre à 20 h", ["2026-12-03T20:00", "2026-12-10T20:00", "2026-12-17T20:00"]),
    ("mercredi 16 déc 9h-11h ou 14h-16h; vendredi 18 à 10h",
     ["2026-12-16T09:00+120", "2026-12-16T14:00+120", "2026-12-18T10:00"]),
    ("mardi 8 de 14 h à 16 h, mercredi matin, jeudi 18 h 30",
     ["2026-12-08T14:00+120", "2026-12-09Tmorning", "2026-12-10T18:30"]),
    ("les 1, 2 et 3 décembre de 18 h à 20 h", ["2026-12-01T18:00+120", "2026-12-02T18:00+120", "2026-12-03T18:00+120"]),
    ("8/12 14h-16h, 10/12 9h30-11h", ["2026-12-08T14:00+120", "2026-12-10T09:30+90"]),
    ("Mardi 8 : 14h, 16h\nMercredi 9 : 10h", ["2026-12-08T14:00", "2026-12-08T16:00", "2026-12-09T10:00"]),
    ("la semaine prochaine, mardi ou jeudi à 17 h", ["2026-12-01T17:00", "2026-12-03T17:00"]),
    ("jeudi et vendredi de la semaine prochaine à 10h", ["2026-12-03T10:00", "2026-12-04T10:00"]),
    ("mercredi 9 décembre matin ou après-midi", ["2026-12-09Tmorning", "2026-12-09Tafternoon"]),
    ("14h mardi, 16h jeudi", ["2026-11-26T16:00", "2026-12-01T14:00"]),
    ("mardi 8 décembre ou le 15, à 14h pendant 2h", ["2026-12-08T14:00+120", "2026-12-15T14:00+120"]),
    ("du 14 au 16 décembre, entre midi et deux",
     ["2026-12-14T12:00+120", "2026-12-15T12:00+120", "2026-12-16T12:00+120"]),
    ("mardi soir 8h ou samedi toute la journée", ["2026-11-28", "2026-12-01T20:00"]),
]  # fmt: skip
LEFT = [
    ("tous les mardis", [], ["tous les mardis"]),
    ("avant le 10 décembre", [], ["avant le 10 décembre"]),
    ("mardi 8 après 18h", ["2026-12-08"], ["après 18h"]),
    ("mardi 24 novembre ou mardi 1er décembre", ["2026-12-01"], ["mardi 24 novembre"]),
    ("chez Anouk, mardi à 14 h", ["2026-12-01T14:00"], ["chez Anouk"]),
    ("on verra bien, 3 h", [], ["on verra bien", "3 h"]),
    ("fin décembre", [], ["fin décembre"]),
]


@pytest.mark.parametrize(("words", "rows"), PHRASES)
def test_each_phrase_gives_its_rows_and_leaves_no_word(words, rows):
    read = read_slots(words, today=TODAY)

    assert ([slot.value for slot in read.slots], read.left) == (rows, ())


@pytest.mark.parametrize(("words", "rows", "left"), LEFT)
def test_what_is_not_read_is_given_back(words, rows, left):
    read = read_slots(words, today=TODAY)

    assert ([slot.value for slot in read.slots], list(read.left)) == (rows, left)


def test_a_weekday_that_follows_a_dated_day_may_be_another_one():
    dated, weekday = read_slots("mardi 8 décembre ou jeudi", today=TODAY).slots

    assert (weekday.value, dated.is_unsure, weekday.is_unsure) == ("2026-12-10", False, True)


def test_english_words_are_read_alike():
    read = read_slots("Tuesday morning, or Thursday 3 December at 6pm", today=TODAY, locale="en")

    assert [slot.value for slot in read.slots] == ["2026-12-01Tmorning", "2026-12-03T18:00"]


@pytest.mark.parametrize("part", PARTS)
def test_a_form_reads_the_part_of_a_day_that_it_wrote(part):
    slot = Slot(TODAY, part=part)

    assert Slot.of_value(slot.value) == slot


@settings(deadline=None)  # the machine may be busy
@given(st.text(alphabet="0123456789 hà,;/-:|ou mardi le décembre sauf matin\n", max_size=80))
def test_no_words_break_the_reading(words):
    read = read_slots(words, today=TODAY)

    assert all(slot.on >= TODAY for slot in read.slots)
