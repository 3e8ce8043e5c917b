"""A text is compared with few of those of the same day, one at a time, and before the space is held."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palabre.minutes.imports import minutes_import
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import brought
from palabre.people.models import Person

pytestmark = pytest.mark.django_db
LINES = "".join(f"- On garde la maison {number}.\n" for number in range(10))


def text_of(title: str, lines: str) -> str:
    return f"# {title}\n\n3 octobre 2026\n\n{lines}"


@pytest.fixture
def others(malo: Person) -> list[Import]:
    """Twelve other texts of one day, brought after the first."""
    first = brought(malo, text_of("Les clés", LINES))
    return [first, *(brought(malo, text_of(f"Réunion {n}", f"- Autre chose {n}.\n")) for n in range(12))]


@pytest.fixture
def compared(monkeypatch: Any) -> list[bool]:
    """Return, for each comparison of two texts, whether a transaction had begun."""
    outside, seen, real = len(connection.savepoint_ids), [], minutes_import.likeness

    def likeness(*texts: Any) -> float:
        seen.append(len(connection.savepoint_ids) > outside)
        return real(*texts)

    monkeypatch.setattr(minutes_import, "likeness", likeness)
    return seen


def test_ten_texts_at_most_are_compared_and_none_while_the_space_is_held(
    malo: Person, others: list[Import], compared: list[bool]
) -> None:
    brought(malo, text_of("Une autre", "- Rien de tout cela.\n"))

    assert compared == [False] * 10


def test_the_texts_of_one_day_are_read_one_at_a_time(malo: Person, others: list[Import]) -> None:
    with CaptureQueriesContext(connection) as queries:
        brought(malo, text_of("Une autre", "- Rien de tout cela.\n"))

    read = [query["sql"] for query in queries if '"minutes_import"."text"' in query["sql"].split(" FROM ")[0]]
    assert [sql for sql in read if not sql.endswith("LIMIT 1")] == []
    assert read


def test_a_text_that_has_the_title_of_an_older_one_corrects_it(malo: Person, others: list[Import]) -> None:
    new = brought(malo, text_of("Les clés", LINES.replace("maison 3", "grange")))

    assert new.corrects == others[0]


def test_a_text_with_another_title_corrects_the_nearest_that_says_the_same(
    malo: Person, others: list[Import], compared: list[bool]
) -> None:
    last = brought(malo, text_of("Les portes", LINES.replace("maison", "porte")))
    compared.clear()

    new = brought(malo, text_of("Ouvrir", LINES.replace("maison", "porte").replace("porte 3", "grange")))

    assert (new.corrects, compared) == (last, [False] * 20)  # asked, then answered
