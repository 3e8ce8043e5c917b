"""Dates that a poll offers are read in words, several at once; nothing is invented."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.meetings.polls.date_options import MOST, lasting, slots_in
from palabre.pure.slots import Slot, in_order

TODAY = datetime.date(2026, 11, 25)


def values(words, locale="fr"):
    return [slot.value for slot in slots_in(words, today=TODAY, locale=locale)]


@pytest.mark.parametrize(
    ("words", "dates"),
    [
        ("mardi ou jeudi prochain à 14 h", ["2026-11-26T14:00", "2026-12-01T14:00"]),
        ("mardi 1er, mercredi 2 ou jeudi 3 décembre à 18 h", [f"2026-12-0{n}T18:00" for n in (1, 2, 3)]),
        ("mardi 1er décembre à 14 h ou 18 h", ["2026-12-01T14:00", "2026-12-01T18:00"]),
        ("mardi 1er à 9 h, jeudi 3 décembre à 14 h", ["2026-12-01T09:00", "2026-12-03T14:00"]),
        ("mardi 8 décembre de 14 h à 16 h", ["2026-12-08T14:00+120"]),
        ("du 1er au 3 décembre", ["2026-12-01", "2026-12-02", "2026-12-03"]),
        ("lundi prochain 18h30\njeudi 10/12 14h-16h", ["2026-11-30T18:30", "2026-12-10T14:00+120"]),
        ("mardi et jeudi de la semaine prochaine à 10h et à 14h",
         ["2026-12-01T10:00", "2026-12-01T14:00", "2026-12-03T10:00", "2026-12-03T14:00"]),
        ("Tuesday 1 or Thursday 3 December at 14:00", ["2026-12-01T14:00", "2026-12-03T14:00"]),
        ("tous les mardis", []),
        ("le 3 mars 2019 ou le 3 mars 2039", []),
        ("un de ces jours", []),
    ],
)  # fmt: skip
def test_an_hour_said_once_is_that_of_each_day_joined_to_it(words, dates):
    assert values(words) == dates


def test_a_day_that_its_words_may_not_mean_says_so():
    thursday, tuesday = slots_in("mardi ou jeudi prochain à 14 h", today=TODAY)

    assert (thursday.is_unsure, tuesday.is_unsure) == (True, False)


def test_a_length_is_given_to_those_that_have_an_hour_and_none_of_their_own():
    day, hour, long = Slot(TODAY), Slot(TODAY, datetime.time(9)), Slot(TODAY, datetime.time(14), 60)

    assert [slot.lasts for slot in lasting([day, hour, long], 120)] == [None, 120, 60]


@pytest.mark.parametrize("value", ["", "2026-13-01", "2026-12-01T25:00", "demain", "2026-12-01T14:00+", "x" * 500])
def test_what_no_form_wrote_is_no_date(value):
    assert Slot.of_value(value) is None


HOURS = st.builds(datetime.time, st.integers(0, 23), st.integers(0, 59))
SLOTS = st.builds(Slot, st.dates(TODAY, TODAY + datetime.timedelta(days=900)), st.none() | HOURS)


@settings(deadline=None)  # the machine may be busy
@given(SLOTS)
def test_a_form_reads_what_it_wrote(slot):
    assert Slot.of_value(slot.value) == slot


@settings(deadline=None)  # the machine may be busy
@given(st.lists(SLOTS, max_size=MOST))
def test_each_instant_stands_once_in_order_of_time(slots):
    ordered = in_order(slots)

    assert {slot.instant for slot in ordered} == {slot.instant for slot in slots}
    assert [slot.order for slot in ordered] == sorted(slot.order for slot in ordered)
    assert len({slot.instant for slot in ordered}) == len(ordered)


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text):
    slots = slots_in(text, today=TODAY)

    assert all(slot.on >= TODAY for slot in slots)
