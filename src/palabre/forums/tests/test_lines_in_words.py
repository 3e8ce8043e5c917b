"""A line of the wall may name its hour and its place, as the field says: “Sheet, hour, place”."""

import pytest

from palabre.forums.tests.scene import as_, at, prepared, standing, typed, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    day, sabine = prepared()
    written(day, sabine, 12)
    return day, sabine


@pytest.mark.parametrize(
    "line",
    ["12 11 h 30 Table 2", "12, 11h30, table 2", "12 : 11:30 B", "12 à 11 h 30, Table 2", "12 2 Table 2", "12 2 B"],
)
def test_a_line_puts_a_sheet_at_the_hour_and_the_place_that_it_names(scene, line):
    day, sabine = scene

    typed(day, sabine, line)

    assert standing(day) == ["12 2 B"]


@pytest.mark.parametrize("line", ["13 11 h 30 au lavoir", "13 12 h Table 2", "13 2 Table 9", "13 2 000 habitants ?"])
def test_other_words_are_those_of_a_question(scene, line):
    day, sabine = scene

    assert typed(day, sabine, line).sheet.question.text == line.removeprefix("13 ")
    assert standing(day) == []


def test_a_place_that_is_taken_is_offered_in_a_swap_by_its_name_too(scene):
    day, sabine = scene
    written(day, sabine, 13, "Qui garde le pain ?")
    typed(day, sabine, "12 2 B")
    typed(day, sabine, "13 1 A")

    page = as_(sabine).post(at(day, "copy"), {"line": "13 11 h 30 Table 2"}).content.decode()

    assert "13/swap/12/" in page
