"""Rows of texts read in batches of bounded weight: a space may keep more words than a machine has memory.

The weights are read first, then the texts by the ids of one batch. No cursor stays open between two batches, so that
the rows may be written meanwhile.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from palabre.people.hooks import Texts
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared

WEIGHED = 10_000  # rows whose weights are read together
AT_ONCE = 500  # rows whose texts are read together
MOST_BYTES = 500_000  # of texts that are read together, unless one row alone is heavier


class Weight(models.Func):
    """Size of a column in bytes of UTF-8, at least its characters.

    SQLite knows it since 3.43, and does not read the text for it. Before, it is the length of a BLOB: of a text, SQLite
    counts the characters up to the first NUL.
    """

    output_field = models.BigIntegerField()
    template = "OCTET_LENGTH(CAST(%(expressions)s AS text))"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        knows = connection.Database.sqlite_version_info >= (3, 43)
        template = "OCTET_LENGTH(%(expressions)s)" if knows else "LENGTH(CAST(%(expressions)s AS BLOB))"
        return self.as_sql(compiler, connection, template=template, **context)


def text_batches(texts: Texts, space: int) -> Iterator[list[tuple[Any, ...]]]:
    """Yield lists of rows (id, fields…) in the order of their ids, without those of which every field is empty."""
    after, is_last = 0, False
    while not is_last:
        weighed = weighed_rows(texts=texts, space=space, after=after, most=WEIGHED)
        for numbers in light_enough(weighed):
            yield rows_that_say(texts=texts, numbers=numbers)
        is_last = len(weighed) < WEIGHED
        after = 0 if is_last else weighed[-1][0]


def light_enough(weighed: list[tuple[int, int]]) -> Iterator[list[int]]:
    """Yield the ids of rows (id, bytes) whose texts may be held together."""
    if len(weighed) <= AT_ONCE and sum(weight for _number, weight in weighed) <= MOST_BYTES:
        if weighed:
            yield [number for number, _weight in weighed]
        return
    numbers, total = list[int](), 0
    for number, weight in weighed:
        if numbers and (total + weight > MOST_BYTES or len(numbers) >= AT_ONCE):
            yield numbers
            numbers, total = [], 0
        numbers.append(number)
        total += weight
    if numbers:
        yield numbers


@prepared(space=models.BigIntegerField(), after=models.BigIntegerField())
def weighed_rows(space: Any, after: Any, texts: Texts, most: int) -> models.QuerySet[Any, Any]:
    """Return (id, bytes) of the first rows after this id, except empty ones: most journal entries have no facts."""
    found = models.Q()
    for name in texts.fields:
        field: Any = texts.model._meta.get_field(name)
        if isinstance(field, models.JSONField):
            found |= ~models.Q(**{name: field.get_default()})
        else:
            found |= models.Q(GreaterThan(Weight(models.F(name)), 0))  # the text itself is not read
    weights = [Coalesce(Weight(models.F(name)), 0) for name in texts.fields]
    weight = models.ExpressionWrapper(functools.reduce(operator.add, weights), models.Field())  # as the driver reads it
    rows = texts.model._base_manager.filter(found, **{texts.space: space}).filter(pk__gt=after)
    return rows.order_by("pk").values_list("pk", weight)[:most]


@prepared()
def rows_that_say(texts: Texts, numbers: Any) -> models.QuerySet[Any, Any]:
    rows = texts.model._base_manager.filter(pk__in=numbers)
    return rows.order_by("pk").values_list("pk", *texts.fields)


def said_in(space: int, kinds: Sequence[Texts]) -> list[Texts]:
    """Return those of `kinds` that have a row in the space: one query, where most tables have none."""
    (found,) = rows_there(space=space, kinds=tuple(kinds)) or [()]
    return [texts for texts, is_there in zip(kinds, found) if is_there]


@prepared(space=models.BigIntegerField())
def rows_there(space: Any, kinds: tuple[Texts, ...]) -> models.QuerySet[Any, Any]:
    rows = (texts.model._base_manager.filter(**{texts.space: space}) for texts in kinds)
    return Space.objects.filter(pk=space).values_list(*map(models.Exists, rows))
