"""What holds for any text at all."""

import re
import unicodedata
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.pure.dates import find_dates, grammar
from tests.lengths import often

ON = date(2020, 9, 29)
HERE = Path(__file__).parent
TABLES = ("expressions.txt", "held_out.txt", "held_out_2.txt", "held_out_3.txt")
LINES = [line for name in TABLES for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
EXPRESSIONS = [line.split(" | ")[0].strip() for line in LINES if " | " in line and not line.startswith("#")]
DATED = [text for text in EXPRESSIONS if find_dates(text, on=ON)]
FRAGMENTS = sorted({word for text in EXPRESSIONS for word in text.split()})
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 1, 1)) | st.dates()
JUMBLES = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=6), max_size=12).map(" ".join)


def said(text: str) -> list[tuple[str, str | None, str | None, str | None, bool]]:
    return [(d.kind, d.value, d.until, d.rrule, d.ambiguous) for d in find_dates(text, on=ON)]


@settings(max_examples=often(300), deadline=None)
@given(text=JUMBLES | st.text(max_size=80), on=DAYS, locale=st.sampled_from(["fr", "en"]))
def test_spans_are_literal_in_order_and_apart(text: str, on: date, locale: str) -> None:
    found = find_dates(text, on=on, locale=locale)

    assert [one.text for one in found] == [text[one.start : one.end] for one in found]
    assert all(one.start < one.end for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@settings(max_examples=often(300), deadline=None)
@given(text=JUMBLES, on=DAYS)
def test_values_are_iso_and_fit_their_kind(text: str, on: date) -> None:
    for one in find_dates(text, on=on):
        instants = [datetime.fromisoformat(said) for said in (one.value, one.until) if said]

        assert (one.value is None) == (one.kind == "vague")
        assert (one.until is None) == (one.kind != "range")
        assert (one.rrule is None) == (one.kind != "recurrence")
        assert instants == sorted(instants)
        assert one.kind != "datetime" or re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", one.value or "")


@settings(max_examples=often(200), deadline=None)
@given(text=st.sampled_from(DATED))
def test_typography_and_capitals_change_nothing(text: str) -> None:
    plain = said(text)

    assert said(text.replace(" ", "\u00a0")) == plain
    assert said(text.replace(" ", "\u202f")) == plain
    assert said(text.replace("'", "’")) == plain
    assert said(text.upper()) == plain


@settings(max_examples=often(200), deadline=None)
@given(text=st.sampled_from(DATED))
def test_accents_set_apart_or_forgotten_change_nothing(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)

    assert said(apart) == said(text)
    assert said(re.sub("[\u0300-\u036f]", "", apart)) == said(text)
    assert all(one.text in apart for one in find_dates(apart, on=ON))


@settings(max_examples=often(200), deadline=None)
@given(one=st.sampled_from(DATED), other=st.sampled_from(DATED))
def test_two_lines_are_read_as_each_alone(one: str, other: str) -> None:
    assert said(f"{one}\n\n{other}") == said(one) + said(other)


def test_skipping_text_without_an_anchor_loses_no_date(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(f"Au verger, {expression}, chez Odile." for expression in EXPRESSIONS)
    with_anchors = find_dates(text, on=ON)

    monkeypatch.setattr(grammar, "_ANCHOR", re.compile("[a-z0-9]+"))

    assert find_dates(text, on=ON) == with_anchors
