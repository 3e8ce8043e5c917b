"""Lines over which a pasted mail broke a sentence are one; what stands beside them is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.pure.minutes.text.wrapped_lines import WholeLines

WRAPPED = """\
# Réunion du lavoir

- Cléo Marzin cherche un logement, car elle
  déménage en mars.
- Le pain est bon.
  - Paul apporte la farine
- Ana Tual garde la clef jusqu’à son opération, avec
  Paul Cadoudal

Cléo Marzin prête sa camionnette avant le
20 décembre.
Ana : oui
Paul : non

| Nom | Prénom |
| Le Goff | Marie |
""".splitlines()
TOGETHER = [(3, 4), (7, 8), (10, 11)]


def test_only_sentences_that_were_broken_are_more_than_one_line():
    found = {WholeLines(WRAPPED).at(number) for number in range(1, len(WRAPPED) + 1)}

    assert sorted((first, last) for first, last in found if first < last) == TOGETHER


@pytest.mark.parametrize("lines", TOGETHER)
def test_each_of_their_lines_leads_to_all(lines):
    assert [WholeLines(WRAPPED).at(number) for number in range(lines[0], lines[1] + 1)] == [lines] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Le sel,\nCléo Marzin la farine,\nle bois,\nle beurre",
        "- Cléo apporte le pain\n  Le four chauffe.\n  Le toit fuit.",
        "cleo@val.example,\npaul@val.example,\nzoe@val.example",
        "Cléo Marzin apporte le pain.\nle four chauffe",
        "18 h 30 Cléo Marzin ouvre la salle des fêtes de la commune\n19 h présentation du budget de la commune à tous",
        "- Cléo garde la clef\n  20 h repas partagé\n  « le four est à tous »",
        "Cléo Marzin apporte le pain et le fromage du marché | oui\nle voisin | rien",
        "Cléo Marzin garde la clef de la maison commune pendant tout\nDécision : le four ferme",
    ],
)
def test_lines_of_a_list_stay_apart(text):
    lines = text.split("\n")

    assert [WholeLines(lines).at(number) for number in range(1, len(lines) + 1)] == [
        (number, number) for number in range(1, len(lines) + 1)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "- Cléo Marzin cherche un grand logement :\n  elle déménage en mars.",
        "- Cléo Marzin cherche un grand\n  logement : elle déménage en mars.",
    ],
)
def test_a_colon_does_not_part_what_goes_on_in_small_letters(text):
    assert WholeLines(text.split("\n")).at(1) == (1, 2)


LINES = st.lists(
    st.sampled_from([*WRAPPED, "", "  et la suite", "> cité", "```", "1. un", "20 mars", "---"]), max_size=30
)


@given(LINES)
def test_each_line_is_of_one_sentence(lines):
    found = {number: WholeLines(lines).at(number) for number in range(1, len(lines) + 1)}

    for number, (first, last) in found.items():
        assert first <= number <= last
        assert all(found[one] == (first, last) for one in range(first, last + 1))
