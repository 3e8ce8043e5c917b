"""« Qui était là ? » as lines: a name, and what stands after it."""

import pytest

from palabre.minutes.choices.people_list import as_lines, people_in


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
    assert people_in(f"MARCHAIS, {line}") == [("MARCHAIS", line)]


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("MARCHAIS, Odile", ("Odile MARCHAIS", "")),
        ("- LE GOFF, Marie (Foyer rural)", ("Marie LE GOFF", "Foyer rural")),
        ("LE GOFF, Marie – Foyer rural", ("Marie LE GOFF", "Foyer rural")),
        ("LE GOFF, Marie\tFoyer rural", ("Marie LE GOFF", "Foyer rural")),
        ("LE GOFF, Marie ; Foyer rural", ("Marie LE GOFF", "Foyer rural")),
        ("Marchais, Odile", ("Marchais", "Odile")),
        ("LE GOFF, mairie", ("LE GOFF", "mairie")),
    ],
)
def test_a_surname_in_capitals_may_come_first(line, person):
    assert people_in(line) == [person]


def test_a_list_that_nobody_changes_is_read_as_it_is_shown():
    people = [("ROUX", "Framasoft"), ("Ana Gil", "Foyer rural"), ("NOÉ", "Emmaüs (Brume)"), ("Marie LE GOFF", "")]

    assert people_in(as_lines(people)) == people
