"""Names suggested to a person who writes: people, pages and groups whose name contains the typed text."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable

from django.db.models import Case, IntegerField, Q, When

from palabre.groups.models import Group
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.roster import known_to
from palabre.pure.french import fold, slug
from palabre.wiki.models import Page

MOST = 8
LONGEST = 60  # characters of the typed text


@dataclasses.dataclass(frozen=True, slots=True)
class AtHand:
    """A name, and the Markdown that it inserts in a text."""

    kind: str
    title: str
    insert: str


def names_at_hand(words: str, *, kinds: Collection[str] = (), reader: Reader) -> list[AtHand]:
    """Return at most eight names, those that begin with these words first. Each kind costs one query."""
    wanted = " ".join(fold(words[:LONGEST]).split())
    asked = [find for kind, find in KINDS.items() if not kinds or kind in kinds]
    found = [name for find in asked for name in find(wanted, reader)]
    return sorted(found, key=lambda name: (not fold(name.title).startswith(wanted), fold(name.title)))[:MOST]


def suggested_people(wanted: str, reader: Reader) -> Iterable[AtHand]:
    """Return the persons that the reader may know; none for non-members, who get no list of names."""
    if reader.person is None or not reader.person.is_member:
        return []
    rows: Iterable[Person] = known_to(reader).filter(same_as=None).only("name")
    return [AtHand("person", row.name, f"@{row.name}") for row in rows if wanted in fold(row.name)]


def pages(wanted: str, reader: Reader) -> Iterable[AtHand]:
    """Return pages by title. The slug is the title without accents: the database matches it and limits the rows."""
    rows = reader.may_read(Page).filter(Q(slug__contains=slug(wanted)) | Q(title__icontains=wanted))
    begins_so = Case(When(slug__startswith=slug(wanted), then=0), default=1, output_field=IntegerField())
    titles = rows.order_by(begins_so, "title").values_list("title", flat=True)[:MOST]
    return [AtHand("page", title, f"[[{title}]]") for title in titles]


def groups(wanted: str, reader: Reader) -> Iterable[AtHand]:
    """Return groups as Markdown links: `[[…]]` is for pages only."""
    rows = reader.fetch(reader.may_read(Group).filter(lives_in=None))
    return [
        AtHand("group", row.title, f"[{in_a_link(row.title)}]({row.get_absolute_url()})")
        for row in rows
        if wanted in fold(row.title)
    ]


def in_a_link(title: str) -> str:
    return title.replace("[", "(").replace("]", ")")


KINDS: dict[str, Callable[[str, Reader], Iterable[AtHand]]] = {
    "person": suggested_people,
    "page": pages,
    "group": groups,
}
