"""Tying things to the lines they were read in. `where_read` finds them again, from the things."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet

from palabre.journal.models import kind_of
from palabre.web.prepared_query import prepared
from palabre.wiki.models import Page, Passage

type Lines = tuple[int, int]  # first and last, from 1


def on_page(page: Page) -> list[Passage]:
    """Return every passage of `page` in the order of its lines, those that its text has lost included."""
    return passages_of(page=page.pk)


@prepared(page=BigIntegerField())
def passages_of(page: Any) -> QuerySet[Passage]:
    return Passage.objects.filter(page=page).order_by("first_line", "pk")


def tie(page: Page, thing: Any, lines: Lines, words: str) -> Passage:
    """Say that `thing` was read in these lines of the page's text as it is now. Saying it twice changes nothing."""
    passage, _made = Passage.objects.get_or_create(
        page=page,
        thing_kind=kind_of(thing),
        thing_id=thing.pk,
        revision=page.note.revision,
        first_line=lines[0],
        defaults={"space_id": page.space_id, "last_line": lines[1], "words": words},
    )
    return passage


def untie(page: Page, things: Iterable[tuple[str, int]]) -> list[Passage]:
    """Delete the passages of these things, (kind, id), in the page, and return them."""
    by_kind, found = dict[str, list[int]](), list[Passage]()
    for kind, number in things:
        by_kind.setdefault(kind, []).append(number)
    for kind, numbers in by_kind.items():
        rows = page.passages.filter(thing_kind=kind, thing_id__in=numbers)
        found += rows
        rows.delete()
    return found


def tie_again(untied: Iterable[Passage]) -> None:
    """Keep passages that were deleted: those of a former revision are lines that the page says no longer."""
    Passage.objects.bulk_create(untied, ignore_conflicts=True)


def stay(page: Page, before: int, after: int) -> None:
    """Say that no line moved between two revisions: what was read in the first is read in the other."""
    page.passages.filter(revision=before).update(revision=after)


def stand_in() -> Exists:
    """Say of a revision of a note that something was read in its lines, which are nowhere else."""
    return Exists(Passage.objects.filter(page__note=OuterRef("note"), revision=OuterRef("number")))


def tie_all(page: Page, read_in: Iterable[tuple[Any, Lines, str]]) -> None:
    """Say it of many things at once: (thing, lines, words)."""
    Passage.objects.bulk_create(
        (
            Passage(
                space_id=page.space_id,
                page=page,
                revision=page.note.revision,
                first_line=lines[0],
                last_line=lines[1],
                words=words,
                thing_kind=kind_of(thing),
                thing_id=thing.pk,
            )
            for thing, lines, words in read_in
        ),
        ignore_conflicts=True,
    )
