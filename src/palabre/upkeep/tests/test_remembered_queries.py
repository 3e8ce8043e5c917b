"""On SQLite, the marks of a query's values are looked for once, however often it runs."""

import pytest
from django.db import connection

from palabre.upkeep.sqlite import base

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="psycopg takes Django's marks as they are"),
]


@pytest.fixture
def conversions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The queries that Django converts."""
    seen, of_django = list[str](), base.base.SQLiteCursorWrapper.convert_query

    def convert(self: object, query: str, *, param_names: list[str] | None = None) -> str:
        seen.append(query)
        return of_django(self, query, param_names=param_names)

    monkeypatch.setattr(base.base.SQLiteCursorWrapper, "convert_query", convert)
    base.with_marks.cache_clear()
    return seen


def answer(query: str, values: object) -> object:
    with connection.cursor() as cursor:
        return cursor.execute(query, values).fetchone()


def test_a_query_is_converted_once_for_all_its_values(conversions: list[str]) -> None:
    query = "SELECT %s, '100 %%', '%%s'"

    assert [answer(query, [one]) for one in (1, 2)] == [(1, "100 %", "%s"), (2, "100 %", "%s")]
    assert conversions == [query]


def test_values_by_name_and_long_queries_are_not_remembered(conversions: list[str]) -> None:
    long = f"SELECT %s{' ' * base.LONGEST}"

    assert answer("SELECT %(one)s", {"one": 1}) == answer(long, [1]) == answer(long, [1]) == (1,)
    assert conversions == ["SELECT %(one)s", long, long]
    assert base.with_marks.cache_info().currsize == 0
