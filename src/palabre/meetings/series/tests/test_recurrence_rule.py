"""A rhythm is said as people say it, and what is said is read again as the same rhythm."""

import datetime

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.meetings.series.recurrence_rule import gap_in_words, rule_in_words
from palabre.pure.dates import find_dates
from tests.lengths import often

TODAY = datetime.date(2026, 11, 25)
NTHS = ["1", "2", "3", "4", "5", "-1"]
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
some_days = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True).map(
    lambda days: ",".join(sorted(days, key=WEEKDAYS.index))
)
few = st.integers(2, 12)
rules = st.one_of(
    st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY", "FREQ=YEARLY"]),
    st.integers(2, 6).map("FREQ=DAILY;INTERVAL={}".format),
    some_days.map("FREQ=WEEKLY;BYDAY={}".format),
    st.builds("FREQ=WEEKLY;INTERVAL={};BYDAY={}".format, few, st.sampled_from(WEEKDAYS)),
    few.map("FREQ=MONTHLY;INTERVAL={}".format),
    st.builds("FREQ=MONTHLY;BYDAY={}{}".format, st.sampled_from(NTHS), st.sampled_from(WEEKDAYS)),
    st.sampled_from(WEEKDAYS).map("FREQ=MONTHLY;BYDAY=1{0},3{0}".format),
    st.integers(1, 31).map("FREQ=MONTHLY;BYMONTHDAY={}".format),
    st.integers(1, 12).map("FREQ=YEARLY;BYMONTH={}".format),
    st.builds("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}".format, st.integers(1, 12), st.integers(1, 28)),
)


@pytest.mark.parametrize("language", ["fr", "en"])
@settings(deadline=None, max_examples=often(80))
@given(rrule=rules)
def test_what_is_said_is_read_again_as_the_same_rhythm(language, rrule):
    with translation.override(language):
        words = rule_in_words(rrule)

    assert [one.rrule for one in find_dates(words, on=TODAY)] == [rrule], words


@pytest.mark.parametrize(
    ("rrule", "french", "english"),
    [
        ("FREQ=WEEKLY;INTERVAL=2", "Tous les quinze jours", "Every fortnight"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "Un mardi sur deux", "Every other Tuesday"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "Chaque mardi et jeudi", "Every Tuesday and Thursday"),
        ("FREQ=MONTHLY;BYDAY=1TH", "Le premier jeudi du mois", "The first Thursday of the month"),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "Le 1er de chaque mois", "The 1st of each month"),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=12", "Tous les ans, le 12 mai", "Every year, on 12 May"),
        ("FREQ=HOURLY", "Une réunion régulière", "A regular meeting"),
    ],
)
def test_a_rhythm_is_said_in_both_languages(rrule, french, english):
    with translation.override("fr"):
        assert rule_in_words(rrule) == french
    with translation.override("en"):
        assert rule_in_words(rrule) == english


def test_the_first_day_says_what_the_rule_leaves_open():
    with translation.override("fr"):
        assert rule_in_words("FREQ=WEEKLY;INTERVAL=2", since=TODAY) == "Tous les quinze jours, le mercredi"
        assert rule_in_words("FREQ=MONTHLY", since=TODAY) == "Le 25 de chaque mois"


@pytest.mark.parametrize(
    ("rrule", "since", "said"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=31", TODAY, "Les mois sans 31 n’ont pas de réunion."),
        ("FREQ=MONTHLY", datetime.date(2026, 12, 31), "Les mois sans 31 n’ont pas de réunion."),
        ("FREQ=MONTHLY;BYDAY=5TH", TODAY, "Les mois sans cinquième jeudi n’ont pas de réunion."),
        ("FREQ=YEARLY", datetime.date(2028, 2, 29), "Les années sans 29 février n’ont pas de réunion."),
        ("FREQ=MONTHLY;BYMONTHDAY=28", TODAY, ""),
        ("FREQ=MONTHLY;BYDAY=1TH", datetime.date(2026, 12, 31), ""),
    ],
)
def test_a_day_that_some_months_lack_says_what_becomes_of_them(rrule, since, said):
    with translation.override("fr"):
        assert gap_in_words(rrule, since=since) == said
