"""Several meetings in one text, and texts of one meeting that say other days."""

import datetime

import pytest

from palabre.pure.meeting_parts import meetings_in

ONE = "Présents : Ada Bihan, Bo Kervran\n\n- On plante les fraisiers.\n- On range.\n\n"
FILE = f"# Le jardin\n\n## Réunion du 3 octobre 2026\n\n{ONE}## Réunion du 7 novembre 2026\n\n{ONE}"


def test_each_meeting_has_its_heading_its_day_and_its_lines() -> None:
    first, second = meetings_in(FILE)

    assert [part.day for part in (first, second)] == [datetime.date(2026, 10, 3), datetime.date(2026, 11, 7)]
    assert second.text == f"## Réunion du 7 novembre 2026\n\n{ONE}".strip() + "\n"
    assert "7 novembre" not in first.text


def test_the_newest_may_come_first() -> None:
    text = f"**12/11/2026**\n\n{ONE}**8/10/2026**\n\n{ONE}"

    assert [part.day.month for part in meetings_in(text)] == [11, 10]


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"# Réunion du 3 octobre 2026\n\n{ONE}",
        f"# Réunion du 3 octobre 2026\n\n{ONE}## Prochaine réunion : 7 novembre 2026\n\n{ONE}",
        f"# Réunion du 3 octobre 2026\n\n{ONE}## Réunion du 3 octobre 2026\n\n{ONE}",
        "# Les comptes rendus\n\n## Réunion du 3 octobre 2026\n\n## Réunion du 7 novembre 2026\n\nVoir plus bas.\n",
        f"# Réunion du 3 octobre 2026\n\n{ONE}### Réunion du 7 novembre 2026\n\n{ONE}",
    ],
)
def test_a_text_of_one_meeting_is_left_whole(text: str) -> None:
    assert meetings_in(text) == []
