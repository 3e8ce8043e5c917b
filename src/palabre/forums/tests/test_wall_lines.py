"""Lines of a wall, as people type them."""

import pytest

from palabre.forums.wall.wall_lines import Spot, WallLine, read_hours, read_spots, read_wall_line


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12 2 B", WallLine(12, 2, "B")),
        ("12 2b", WallLine(12, 2, "B")),
        (" 12,2,b ", WallLine(12, 2, "B")),
        ("12 -", WallLine(12)),
        ("12 Comment garder ?", WallLine(12, text="Comment garder ?")),
        ("12. Comment garder ?", WallLine(12, text="Comment garder ?")),
        ("n° 7 : 2 000 habitants ?", WallLine(7, text="2 000 habitants ?")),
        ("Comment garder ?", WallLine(None, text="Comment garder ?")),
        ("12", WallLine(None, text="12")),
        ("", WallLine(None)),
    ],
)
def test_a_line_says_a_place_or_a_question(typed, read):
    assert read_wall_line(typed) == read


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("10 h 30\n11h30\n14:00", ["10:30 11:15", "11:30 12:15", "14:00 14:45"]),
        ("11 h\n10 h 30", ["10:30 11:00", "11:00 11:45"]),
        ("de 9 h à 10 h 15", ["09:00 10:15"]),
        ("23 h 30", ["23:30 23:59"]),
        ("", []),
    ],
)
def test_hours_are_read_in_order(typed, hours):
    assert [f"{one.starts:%H:%M} {one.ends:%H:%M}" for one in read_hours(typed)] == hours


@pytest.mark.parametrize("typed", ["vers midi", "25 h", "10 h 75", "9 h, 10 h, 11 h"])
def test_an_hour_that_is_none_is_not_guessed(typed):
    assert read_hours(typed) is None


def test_a_place_has_its_access_after_a_comma():
    assert read_spots("Table 1, de plain-pied, au calme\n\n Cour ") == [
        Spot("Table 1", "de plain-pied, au calme"),
        Spot("Cour"),
    ]
