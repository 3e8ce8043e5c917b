"""Whatever the text: no crash, nothing that is not written, and the same findings however it is typed."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.pure.minutes import as_json, read_minutes
from tests.lengths import often

HERE = Path(__file__).parent
TEXTS = {path.name: path.read_text() for path in sorted(HERE.glob("corpus/*")) if path.suffix != ".json"}
TEXTS["twin.md"] = (HERE / "twin.md").read_text()
SCHEMA = jsonschema.Draft202012Validator(json.loads((HERE.parent / "minutes.schema.json").read_text()))
LINE_END = re.compile(r"\r\n|\r|\n")
LABELS = ("Présents : ", "## À faire\n", "Décision : ", "Prochaine réunion : ", "Ana Gil", "12 mai 2023", "@ana")
MARKS = ("\n", "\n\n", "- ", "> ", "# ", ", ", "**", "*", "|", "[x] ", "~~", "<br/>", "<!--", "\t", "1. ", "(", ")")
PIECES = st.sampled_from((*LABELS, *MARKS, " (fait)", "é", "\u00a0", " et "))
ANY_TEXT = st.one_of(st.text(max_size=400), st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=60).map("".join))
FEW = settings(max_examples=often(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def findings(found):
    return [
        (key, one) for key, value in found.items() if isinstance(value, list) for one in value if isinstance(one, dict)
    ]


def without_lines(found):
    return json.loads(re.sub(r'"lines": \[\d+, \d+\]', '"lines": []', json.dumps(found)))


def stands_in(text, source):
    """Letter by letter, or word by word where markup stands between (an address within a link)."""
    left = iter(re.findall(r"\w+", source))
    return letters(text) in letters(source) or all(word in left for word in re.findall(r"\w+", text))


def letters(text):
    return re.sub(r"[\W\d_]+", "", text)


@given(text=ANY_TEXT, on=st.sampled_from([None, date(2024, 2, 29)]))
@FEW
def test_any_text_is_read_into_the_contract(text, on):
    found = as_json(read_minutes(text, on=on))

    assert list(SCHEMA.iter_errors(found)) == []


@given(text=ANY_TEXT)
@FEW
def test_lines_are_those_of_the_text(text):
    last = len(LINE_END.split(text))

    outside = [
        one for _, one in findings(as_json(read_minutes(text))) if not 1 <= one["lines"][0] <= one["lines"][1] <= last
    ]

    assert outside == []


@pytest.mark.parametrize("name", TEXTS)
def test_the_words_of_each_finding_stand_in_its_lines(name):
    lines = LINE_END.split(TEXTS[name])

    strangers = [
        (key, one["text"])
        for key, one in findings(as_json(read_minutes(TEXTS[name])))
        if not stands_in(one["text"], " ".join(lines[one["lines"][0] - 1 : one["lines"][1]]))
    ]

    assert strangers == []


@pytest.mark.parametrize("name", TEXTS)
def test_each_text_fits_the_contract(name):
    assert list(SCHEMA.iter_errors(as_json(read_minutes(TEXTS[name])))) == []


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(
    "retype",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: re.sub(r"(?m)(?<=\S)$", "  ", text),
        lambda text: re.sub(r" (?=[:;!?»])", "\u00a0", text),
        lambda text: re.sub(r"« ", "«\u202f", text),
        lambda text: f"\ufeff{text}\n\n",
        lambda text: re.sub(r"(?m)^- (?!\[)", "* ", text),
    ],
    ids=["crlf", "trailing-spaces", "nbsp", "narrow-nbsp", "bom", "stars"],
)
def test_the_same_is_found_however_it_is_typed(name, retype):
    found, again = (as_json(read_minutes(text)) for text in (TEXTS[name], retype(TEXTS[name])))

    assert without_lines(again) == without_lines(found)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "[" * 10_000,
        "**" * 5_000,
        "(" * 10_000,
        "à : " * 2_500,
        "Ana et " * 1_500,
        "> " * 3_000,
        "| a" * 3_000,
    ],
    ids=lambda text: text[:6],
)
def test_very_long_lines_are_read(text):
    assert as_json(read_minutes(f"À faire :\n- {text}"))["language"] == "fr"


def test_five_thousand_items_and_deep_nesting_are_read():
    many = "À faire :\n" + "\n".join(f"- imprimer la carte {number}" for number in range(5_000))
    deep = "\n".join("  " * depth + "- x" for depth in range(300))

    assert len(read_minutes(many).tasks) == 5_000
    assert read_minutes(deep).tasks == ()
