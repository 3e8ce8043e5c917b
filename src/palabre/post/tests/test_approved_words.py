"""Which words a renewed letter may say: those that stood in it when its author approved it."""

import pytest

from palabre.people.models import Person
from palabre.post.approved_words import html_approved, lines_approved, names_approved, quotes_approved
from palabre.post.models import Letter

BODY = "Bonjour,\n\nLe four\n- Ne pas payer 30 €\n« Qui conduit ? »\n– Zoé, une heure\n"
CALENDAR = "BEGIN:VEVENT\r\nSUMMARY:Le four\\, le pain\r\nDESCRIPTION:- Un po\r\n int\\n- Un autre\r\nEND:VEVENT"


@pytest.fixture
def letter():
    facts = {
        "subject": "Jeudi 3 décembre : La fête",
        "body": BODY,
        "calendar": CALENDAR,
        "html": "<p>Un <b>mot</b></p>",
    }
    return Letter(by=Person(pk=1), **facts)


@pytest.mark.parametrize(
    ("words", "is_said"),
    [
        ("Le four", True),
        ("La fête", True),
        ("Qui conduit ?", True),
        ("Le four, le pain", True),
        ("payer 30 €", False),
        ("Qui", False),
        ("Le four\n- Ne pas payer 30 €", True),
    ],
)
def test_words_are_approved_where_they_are_quoted_whole(letter, words, is_said):
    assert quotes_approved(letter)(words) is is_said


@pytest.mark.parametrize(
    ("line", "is_said"), [("-  Un point", True), ("- Un autre", True), ("- Un", False), ("payer 30 €", False)]
)
def test_lines_are_approved_whole_in_the_text_or_in_the_calendar(letter, line, is_said):
    assert lines_approved(letter)(line) is is_said


def test_names_are_approved_as_whole_words(letter):
    assert [names_approved(letter)(name) for name in ("Zoé", "Zo", "Malo")] == [True, False, False]


def test_words_that_the_subject_had_no_room_for_are_approved(letter):
    letter.subject = ("Votre nom : " + "Le pain " * 40)[:200]

    assert [quotes_approved(letter)(one) for one in ("Le pain " * 40, "La brioche " * 40)] == [True, False]


def test_html_is_approved_where_it_says_no_more(letter):
    assert html_approved(letter, "<p>Un</p>") == "<p>Un</p>"
    assert html_approved(letter, "<p>Un <b>autre</b></p>") == ""


def test_a_letter_that_nobody_wrote_says_the_words_of_now(letter):
    letter.by = None

    assert [says(letter)("autre") for says in (quotes_approved, lines_approved, names_approved)] == [True] * 3
    assert html_approved(letter, "<p>autre</p>") == "<p>autre</p>"
