"""Search hits and their ranking: the same on every database, by points added up here.

An exact word ranks before another inflection, and a title before a body; a rare word counts more than a common one.
Documents with the same points are sorted by date, latest first.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from palabre.people.reader import Reader
from palabre.pure.search import EXACT, STEM, TITLE_EXACT, TITLE_STEM, ParsedQuery, Word
from palabre.search.models import Document
from palabre.search.search_index import ANY, Condition, door, index_query
from palabre.search.watched_tables import waiting_things

PAGE = 10
MOST_PAGES = 50
# Points added at each step: a prefix match has none, the exact word in a title ten.
POINTS = {STEM: 2, EXACT: 1, TITLE_STEM: 5, TITLE_EXACT: 2}
MANY = 1_000  # texts: for a word in more texts, only its forms in titles are compared
RARITIES = (2, 8, 32)  # a word in more than half as many texts as the commonest one counts once; in an eighth, twice…

type Match = tuple[Condition, int]  # marks, and the points that they give
type Readable = tuple[str, tuple[Any, ...]]  # the SQL of documents, and its values


class Weight(NamedTuple):
    """The weight of a word, and whether too many texts, or none, have it."""

    points: int
    is_everywhere: bool
    is_nowhere: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Filters:
    """Filters of the results: a kind, a container ("groups.group:12"), a first day."""

    kind: str = ""
    within: str = ""
    since: datetime.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found, with its text."""

    kind: str
    number: int
    within: str
    changed_on: datetime.date
    is_dated: bool
    title: str
    body: str


@dataclasses.dataclass(frozen=True, slots=True)
class HitPage:
    """One page of hits. `is_partial`: no text has all the words, these have some of them."""

    hits: list[Hit]
    total: int
    is_partial: bool = False


def find(
    asked: ParsedQuery, *, reader: Reader, filters: Filters | None = None, page: int = 1, size: int = PAGE
) -> HitPage:
    """Return the page of documents that `reader` may read with every word; if none, with any word."""
    if not asked or is_elsewhere(reader):
        return HitPage([], 0)
    rows = documents_read(reader)
    weights, kept = weights_of(asked, reader, rows), readable_documents(rows, filters or Filters())
    found = HitPage([], 0)
    if not any(weight.is_nowhere for weight in weights):
        found = hits(every_word(asked), asked, weights, reader=reader, kept=kept, page=page, size=size)
    if found.total or page > 1 or len(asked.words) < 2:
        return found
    some = hits(any_word(asked), asked, weights, reader=reader, kept=kept, page=page, size=size)
    return dataclasses.replace(some, is_partial=bool(some.total))


def find_partly(asked: ParsedQuery, *, reader: Reader, filters: Filters, page: int = 1, size: int = PAGE) -> HitPage:
    """Return the first page of documents that `reader` may read with any word."""
    if page > 1 or not asked or is_elsewhere(reader):
        return HitPage([], 0)
    rows = documents_read(reader)
    weights, kept = weights_of(asked, reader, rows), readable_documents(rows, filters)
    some = hits(any_word(asked), asked, weights, reader=reader, kept=kept, page=page, size=size)
    return dataclasses.replace(some, is_partial=bool(some.total))


def hits(
    said: Sequence[Condition],
    asked: ParsedQuery,
    weights: Sequence[Weight],
    *,
    reader: Reader,
    kept: Readable,
    page: int,
    size: int,
) -> HitPage:
    forms: list[Match] = []
    for word, weight in zip(asked.words, weights):
        told = [] if weight.is_nowhere else ways(word)[2 * weight.is_everywhere :]
        forms += [(condition, points * weight.points) for condition, points in told]
    rows = fetched(reader.space.pk, said, forms, kept, offset=(page - 1) * size, size=size)
    total = rows[0][-1] if rows else 0
    return HitPage([Hit(*row[:-1]) for row in rows], total)


def is_elsewhere(reader: Reader) -> bool:
    return reader.person is not None and reader.person.space_id != reader.space.pk


def ways(word: Word) -> list[tuple[Condition, int]]:
    """Return the forms of a word, from the weakest, with the points that each adds."""
    return [
        (word.nearly(STEM), POINTS[STEM]),
        (word.exactly(EXACT), POINTS[EXACT]),
        (word.nearly(TITLE_STEM), POINTS[TITLE_STEM]),
        (word.exactly(TITLE_EXACT), POINTS[TITLE_EXACT]),
    ]


def every_word(asked: ParsedQuery) -> list[Condition]:
    return list(map(said_at_all, asked.words))


def any_word(asked: ParsedQuery) -> list[Condition]:
    return [tuple(way for word in asked.words for way in said_at_all(word))]


def said_at_all(word: Word) -> Condition:
    beginning = ((EXACT + word.beginning + ANY,),) if word.beginning else ()
    return (*word.nearly(), *beginning)


def weights_of(asked: ParsedQuery, reader: Reader, rows: QuerySet[Document]) -> list[Weight]:
    """Return the weight of each word: higher when fewer texts have it than have the commonest word of those asked.

    Only texts that the reader may read, `rows`, are counted: the order of what they find tells nothing of the others.
    Beyond MANY, none is: a search costs the same in a large space.
    """
    said = counts_of(asked, reader, rows, most=MANY)
    most = max(said)
    return [Weight(1 + sum(count * rarity <= most for rarity in RARITIES), count > MANY, not count) for count in said]


def counts_of(asked: ParsedQuery, reader: Reader, rows: QuerySet[Document], *, most: int) -> Sequence[int]:
    """Return how many of these documents have each word, in one query; none is counted beyond `most` + 1."""
    sql, values = rows.values("id").query.sql_with_params()
    count = f"""(SELECT count(*) FROM (
        SELECT 1 FROM ({door().MATCHING}) AS one CROSS JOIN ({sql}) AS document
        WHERE document.id = one.id LIMIT %s
    ) AS few)"""
    counted = [[index_query(reader.space.pk, [said_at_all(word)]), *values, most + 1] for word in asked.words]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join([count] * len(counted))}", [one for some in counted for one in some])
        said: Sequence[int] = cursor.fetchone()
    return said


def rare_words(asked: ParsedQuery, reader: Reader) -> list[Word]:
    """Return the words that no more texts have than one page shows, and some have."""
    counts = counts_of(asked, reader, documents_read(reader), most=PAGE)
    return [word for word, count in zip(asked.words, counts) if 0 < count <= PAGE]


def documents_read(reader: Reader) -> QuerySet[Document]:
    """Return the documents that the reader may read: from outside, none whose text is to be indexed again.

    A page that is opened just after words were taken out of it has them in the index for a moment.
    """
    rows: QuerySet[Document] = reader.may_read(Document)
    if reader.person is not None and reader.person.is_member:
        return rows
    late = Q()
    for kind, numbers in waiting_things(reader.space).items():
        late |= Q(kind=kind, number__in=numbers) if numbers else Q()
    return rows.exclude(late) if late else rows


def readable_documents(rows: QuerySet[Document], filters: Filters) -> Readable:
    """Return the SQL of the documents, of these that the reader may read, that the filters keep."""
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.within:
        rows = rows.filter(within=filters.within)
    if filters.since:
        rows = rows.filter(changed_on__gte=filters.since)
    sql, values = rows.values("id", "kind", "number", "within", "changed_on", "is_dated").query.sql_with_params()
    return sql, values


def fetched(
    space: int, said: Sequence[Condition], forms: Sequence[Match], readable: Readable, *, offset: int, size: int
) -> list[Any]:
    """Sum the points of each document of `said` and sort: one page of rows, each ending with the total.

    The index is asked once for what is said, and for each form alone: a beginning of a word takes it as long as all
    the rest. A cross join, so that SQLite starts with what was found, and not with all that may be read.
    """
    sql, values = readable
    order = f"points DESC, changed_on DESC, kind COLLATE {door().ORDER}, number"
    statement = f"""
        WITH said AS ({with_points([points for _, points in forms])}), found AS MATERIALIZED (
            SELECT document.*, said.points
            FROM said CROSS JOIN ({sql}) AS document WHERE document.id = said.id
        ), page AS (SELECT found.* FROM found ORDER BY {order} LIMIT %s OFFSET %s)
        SELECT page.kind, page.number, page.within, page.changed_on, page.is_dated, said.title, said.body,
            (SELECT count(*) FROM found)
        FROM page JOIN search_text AS said ON said.document_id = page.id ORDER BY {order}
    """
    marks = [index_query(space, conditions) for conditions in (said, *([condition] for condition, _ in forms))]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*marks, *values, size, offset])
        rows: list[Any] = cursor.fetchall()
    return rows


def with_points(forms: Sequence[int]) -> str:
    """Return the SQL of the ids of what is said, with the points of each form that they have; few have most of them."""
    matching = door().MATCHING
    if not forms:
        return f"SELECT one.id, 0 AS points FROM ({matching}) AS one"
    each = " UNION ALL ".join(f"SELECT id, {points} AS points FROM ({matching}) AS one" for points in forms)
    return f"""
        SELECT one.id, coalesce(form.points, 0) AS points FROM ({matching}) AS one
        LEFT JOIN (SELECT id, sum(points) AS points FROM ({each}) AS each_form GROUP BY id) AS form ON form.id = one.id
    """
