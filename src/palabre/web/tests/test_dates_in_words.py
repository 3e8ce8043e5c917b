"""Days in words."""

import datetime

import pytest
from django.utils import translation

from palabre.web import dates_in_words

TODAY = datetime.date(2026, 9, 29)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_a_day_is_said_in_full_in_french():
    assert dates_in_words.in_full(day("2026-10-13")) == "mardi 13 octobre 2026"


def test_the_first_of_a_month_is_said_1er_in_french_only():
    french = dates_in_words.in_full(day("2026-12-01"))
    with translation.override("en"):
        english = dates_in_words.in_full(day("2026-12-01"))

    assert (french, english) == ("mardi 1er décembre 2026", "Tuesday 1 December 2026")


def test_a_near_day_says_no_year_and_a_far_one_does():
    near, far = dates_in_words.near(day("2026-10-13"), today=TODAY), dates_in_words.near(day("2028-01-04"), today=TODAY)

    assert (near, far) == ("mardi 13 octobre", "mardi 4 janvier 2028")


def test_a_plain_day_stands_within_a_sentence():
    near, far = (
        dates_in_words.plain_day(day("2026-10-10"), today=TODAY),
        dates_in_words.plain_day(day("2020-09-14"), today=TODAY),
    )

    assert (near, far) == ("10 octobre", "14 septembre 2020")


def test_a_short_day_says_its_year_when_it_is_another_one():
    this_year, another = (
        dates_in_words.in_short(day("2026-02-01"), today=TODAY),
        dates_in_words.in_short(day("2025-12-08"), today=TODAY),
    )

    assert (this_year, another) == ("1er févr.", "8 déc. 2025")


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2026-09-29", "aujourd’hui"),
        ("2026-09-30", "demain"),
        ("2026-09-28", "hier"),
        ("2026-09-25", "il y a 4 jours"),
        ("2026-10-13", "dans 14 jours"),
        ("2026-12-28", "dans 3 mois"),
        ("2026-05-29", "il y a 4 mois"),
        ("2024-09-01", "il y a 2 ans"),
        ("2029-09-29", "dans 3 ans"),
    ],
)
def test_a_distance_is_said_in_words(date, words):
    assert dates_in_words.distance(day(date), today=TODAY) == words


def test_hours_are_said_as_in_french_or_in_english():
    at, half_past = datetime.time(14), datetime.time(14, 30)
    french = (dates_in_words.hour(at), dates_in_words.hour(half_past))
    with translation.override("en"):
        english = (dates_in_words.hour(at), dates_in_words.hour(half_past))

    assert (french, english) == (("14 h", "14 h 30"), ("14:00", "14:30"))


def test_names_are_listed_as_people_say_them():
    assert [dates_in_words.listed(names) for names in ([], ["Inès"], ["Inès", "Hugo"], ["Inès", "Hugo", "Éloi"])] == [
        "",
        "Inès",
        "Inès et Hugo",
        "Inès, Hugo et Éloi",
    ]
