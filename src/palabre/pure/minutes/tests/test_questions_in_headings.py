"""What asks, and says or is followed by who carries it, is a question with its carriers: heading, line or row."""

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
        "Question 1 : Comment rouvrir le four ?\nPorteuse : Ana Gil\nVotes : 14",
        "Question : Comment rouvrir le four ?\nPorteuse : Ana Gil",
        "- Comment rouvrir le four ? portée par Ana Gil (14 votes)",
        "## Les questions du forum\n- Comment rouvrir le four ? – Ana, 14 votes",
        "Tour des questions\n\nComment rouvrir le four ? (Ana)\nAna : le maçon est venu.",
        "| N° | Question | Porté par |\n|---|---|---|\n| 3 | Comment rouvrir le four ? | Ana Gil |",
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
        "Qui vient jeudi ? Ana et Luc, porteurs de la nappe.",
        "## Le four\nPorté par Ana Gil",
        "## Comment rouvrir le four ?\nPortée par la mairie",
        "## Comment rouvrir le four ?\nPortée par Ana et par tout le monde",
        "## Questions diverses ?\n\nUn mot.\n\nPorté par Ana Gil",
    ],
)
def test_a_heading_without_who_carries_it_is_none(text):
    assert asked(text) == []


def test_a_row_without_a_name_is_a_question_that_nobody_carries_yet():
    table = "| Question | Porteur·euse |\n|---|---|\n| Comment rouvrir le four ? | |\n| Où planter ? | Luc et Ana |\n"

    assert asked(table) == [("Comment rouvrir le four ?", ()), ("Où planter ?", ("Luc Noé", "Ana Gil"))]


@pytest.mark.parametrize(
    "table",
    [
        "| Question | Réponse |\n|---|---|\n| Comment rouvrir le four ? | Avec du bois |",
        "| Sujet | Porteur | Échéance |\n|---|---|---|\n| Appeler le maçon | Ana Gil | 3 mai |",
    ],
)
def test_a_table_without_questions_and_carriers_holds_none(table):
    assert asked(table) == []


def test_what_stands_under_the_heading_of_a_question_is_of_those_who_carry_it():
    text = "## Comment rouvrir le four ? (9 votes)\nPorteurs : Ana Gil et Luc Noé\nOn cherche du bois.\n"
    text += "Prochaine réunion le 10 décembre à 18 h.\nBesoin : un maçon\n\n## Divers\nOn cherche une salle.\n"

    found = read_minutes(PRESENT + text)

    both = ("Ana Gil", "Luc Noé")
    assert [(one.text, one.who) for one in found.needs] == [
        ("On cherche du bois.", both),
        ("un maçon", both),
        ("On cherche une salle.", ()),
    ]
    assert [(one.when, one.who, one.sure) for one in found.meetings] == [("2026-12-10T18:00", both, True)]
    assert [[point.text for point in one.points] for one in found.updates] == [
        ["On cherche du bois.", "Prochaine réunion le 10 décembre à 18 h."]
    ]
