"""Interface to the marks of documents, for either database.

A query is a list of conditions, all required: each is a tuple of alternatives, each alternative a tuple of marks that a
document must all have. A mark that ends with `ANY` is a prefix.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Protocol

from django.db import connection

from palabre.pure.search.marks import TITLE_EXACT, TITLE_STEM
from palabre.search import postgres_index, sqlite_index

ANY = "*"
OF_TITLE = (TITLE_STEM, TITLE_EXACT)
LONGEST_NUMBER = 12  # digits of that of a space, before each mark
MOST_BYTES = 1_000_000  # of the marks of a document: a `tsvector` of PostgreSQL has 1 048 575 at most
type Condition = tuple[tuple[str, ...], ...]


class Door(Protocol):
    """Functions of a database's index.

    `MATCHING` is SQL that selects the ids of documents, as `id`; `TRIGGERS` selects names of triggers and their tables.
    """

    MATCHING: str
    ORDER: str
    TRIGGERS: str

    def index_query(self, conditions: Sequence[Condition]) -> str: ...
    def write_documents(self, rows: Sequence[tuple[int, str, str, str]]) -> None: ...
    def forget_for_good(self) -> None: ...
    def trigger(self, name: str, table: str, event: str, when: str, act: str) -> list[str]: ...
    def without_trigger(self, name: str, table: str) -> str: ...


def door() -> Door:
    return postgres_index if connection.vendor == "postgresql" else sqlite_index


def in_space(number: int, mark: str) -> str:
    """Return the mark as it stands in the shared index: each space has its own, found without those of the others."""
    return f"{number}{mark}"


def index_query(space: int, conditions: Iterable[Condition]) -> str:
    """Return, in the language of the database, what the documents of a space must have."""
    return door().index_query(
        [tuple(tuple(in_space(space, mark) for mark in together) for together in condition) for condition in conditions]
    )


def index_rows(rows: Iterable[tuple[int, int, str, str, Iterable[str]]]) -> None:
    """Store, for each (document, space, title, body, marks), its text and its marks, replacing the former ones."""
    ready = [
        (number, title, body, " ".join(in_space(space, mark) for mark in as_many(list(marks))))
        for number, space, title, body, marks in rows
    ]
    door().write_documents(ready)


def as_many(marks: list[str]) -> list[str]:
    """Return the marks, as many as a database takes of one document: those of words of its title before the others."""
    if sum(map(size_of, marks)) <= MOST_BYTES:
        return marks
    titled = {mark[1:] for mark in marks if mark[0] in OF_TITLE}
    marks = sorted(marks, key=lambda mark: mark[1:] not in titled)
    return [mark for mark, size in zip(marks, accumulate(map(size_of, marks)), strict=True) if size <= MOST_BYTES]


def size_of(mark: str) -> int:
    return len(mark.encode()) + LONGEST_NUMBER


def forget_for_good() -> None:
    """Erase the traces, in the index itself, of the documents deleted in this transaction."""
    door().forget_for_good()
