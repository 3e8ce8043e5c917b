"""Results to display: the thing of each document, if it still exists and the reader may read it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from palabre.journal.hooks import Ref, Thing, kinds, things
from palabre.people.reader import Reader
from palabre.pure.french import typeset
from palabre.pure.search import ParsedQuery, Piece, extract, highlight
from palabre.search.hits import Hit, HitPage
from palabre.search.hooks import sources
from palabre.search.models import Document

LONGEST_TITLE = 200  # characters: a question may be a whole paragraph
MOST_PLACES = 300  # groups in the filter


@dataclasses.dataclass(frozen=True, slots=True)
class Result:
    """`title` and `extract` are safe HTML; `within` is the group that contains it, if the reader may read it."""

    thing: Thing
    title: SafeString
    extract: SafeString
    on: datetime.date | None
    within: Thing | None


def results(found: HitPage, asked: ParsedQuery, reader: Reader, *, over: Callable[[str], str] = str) -> list[Result]:
    """Return the hits that still exist and may be read, with one query per kind. `over` masks names in their words."""
    refs = [ref for hit in found.hits for ref in refs_of(hit)]
    known = things(refs, space=reader.space, person=reader.person)
    return [
        result(hit, known[hit.kind, hit.number], known, asked, over)
        for hit in found.hits
        if (hit.kind, hit.number) in known
    ]


def refs_of(hit: Hit) -> list[Ref]:
    return [(hit.kind, hit.number), *([place] if (place := place_ref(hit.within)) else [])]


def place_ref(within: str) -> Ref | None:
    kind, _, number = within.rpartition(":")
    return (kind, int(number)) if kind else None


def result(hit: Hit, thing: Thing, known: dict[Ref, Thing], asked: ParsedQuery, over: Callable[[str], str]) -> Result:
    title = highlight(hit.title, asked)
    if len(hit.title) > LONGEST_TITLE:
        title = extract(hit.title, asked, length=LONGEST_TITLE, over=over)
    place = place_ref(hit.within)
    within = known.get(place) if place and place != (hit.kind, hit.number) else None
    said = marked(extract(hit.body, asked, over=over)) if hit.body else SafeString()
    return Result(thing, marked(title), said, hit.changed_on if hit.is_dated else None, within)


def marked(pieces: Iterable[Piece]) -> SafeString:
    """Return the pieces as HTML, with matches in `mark`."""
    html = (f"<mark>{escape(piece.text)}</mark>" if piece.is_marked else escape(piece.text) for piece in pieces)
    return mark_safe("".join(html))


def kinds_to_choose() -> list[tuple[str, str]]:
    """Return the searchable kinds, with their words, sorted by these words."""
    return sorted(((kind, str(kinds[kind].word)) for kind in sources), key=lambda one: one[1])


def places_to_choose(reader: Reader) -> list[tuple[int, str]]:
    """Return the groups to filter by: those that the reader may read."""
    found = places(reader).order_by("-changed_on", "number").values_list("number", "text__title")[:MOST_PLACES]
    return sorted(((number, typeset(title)) for number, title in found), key=lambda one: (one[1].casefold(), one[0]))


def may_choose(number: int, reader: Reader) -> bool:
    """Return whether the reader may read the group with this id."""
    return places(reader).filter(number=number).exists()


def places(reader: Reader) -> QuerySet[Document]:
    holders = [kind for kind, source in sources.items() if source.holds_others]
    rows: QuerySet[Document] = reader.may_read(Document).filter(kind__in=holders)
    return rows
