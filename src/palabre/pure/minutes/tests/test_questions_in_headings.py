"""A heading that asks, and that says or is followed by who carries it, is a question with its carriers."""

import pytest

from palabre.pure.minutes import read_minutes

PRESENT = "# Réunion du 12 novembre 2026\n\nPrésentes : Ana Gil, Luc Noé\n\n"


def asked(text):
    return [(one.text, one.hosts) for one in read_minutes(PRESENT + text).questions]


@pytest.mark.parametrize(
    "text",
    [
        "## Comment rouvrir le four ?\nPortée par Ana Gil. 14 votes.",
        "## Comment rouvrir le four ?\nPorteuse : Ana\n\nOn cherche du bois.",
        "### 3. Comment rouvrir le four ? (portée par Ana)\nRien.",
        "**Comment rouvrir le four ?**\n- Hôte : Ana Gil",
        "## Comment rouvrir le four ?\nHosted by Ana Gil",
    ],
)
def test_a_heading_that_asks_is_a_question_of_who_carries_it(text):
    assert asked(text) == [("Comment rouvrir le four ?", ("Ana Gil",))]


def test_two_carry_it_and_one_may_not_be_in_the_list():
    found = asked("## Comment rouvrir le four ?\nPorteur·euses : Luc Noé et Odile Pain (excusée)")

    assert found == [("Comment rouvrir le four ?", ("Luc Noé", "Odile Pain"))]


@pytest.mark.parametrize(
    "text",
    [
        "## Comment rouvrir le four ?\nOn en parle jeudi.",
        "## Qui vient jeudi ? (Ana)\nDeux personnes.",
        "## Le four\nPorté par Ana Gil",
        "## Comment rouvrir le four ?\nPortée par la mairie",
        "## Comment rouvrir le four ?\nPortée par Ana et par tout le monde",
        "## Questions diverses ?\n\nUn mot.\n\nPorté par Ana Gil",
    ],
)
def test_a_heading_without_who_carries_it_is_none(text):
    assert asked(text) == []
