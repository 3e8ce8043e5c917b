"""« Qui était là ? » as lines: a name, and what stands after it."""

import pytest

from palabre.minutes.choices.people_list import people_in


@pytest.mark.parametrize(
    "line",
    [
        "Odile Marchais, Foyer rural",
        "- Odile Marchais  ;Foyer rural",
        "Odile Marchais\tFoyer rural",
        "Odile Marchais \t Foyer rural",
        "Odile Marchais  (Foyer rural)",
        "Odile Marchais  –  Foyer rural ",
    ],
)
def test_a_name_and_its_organisation_are_told_apart_whatever_stands_between(line):
    assert people_in(line) == [("Odile Marchais", "Foyer rural")]


def test_a_run_of_blanks_is_looked_at_once():
    """Looked at from each of its blanks, this line would take half an hour."""
    line = f"Odile{' ' * 400_000}Marchais"

    assert people_in(f"{line}\n{line}, Foyer rural") == [(line, ""), (line, "Foyer rural")]
