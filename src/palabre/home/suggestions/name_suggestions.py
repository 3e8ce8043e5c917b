"""Names suggested to a person who writes: people, pages and groups whose name contains the typed text."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable
from itertools import batched, islice

from django.db.models import Case, IntegerField, Q, When

from palabre.groups.models import Group
from palabre.people.reader import Reader
from palabre.people.roster import known_to, matching_names
from palabre.pure.french import fold, slug
from palabre.wiki.models import Page

MOST = 8
LONGEST = 60  # characters of the typed text
ASKED_AT_ONCE = 100  # names about which the reader's rights are asked in one query


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
    found = [name for find in asked for name in islice(find(wanted, reader), MOST)]
    return sorted(found, key=lambda name: (not fold(name.title).startswith(wanted), fold(name.title)))[:MOST]


def suggested_people(wanted: str, reader: Reader) -> Iterable[AtHand]:
    """Return the persons that the reader may know, the best first; none for non-members, who get no list of names.

    The names of all are compared, then the rights to the few that match are asked for.
    """
    if reader.person is None or not reader.person.is_member:
        return
    rows = reader.space.persons.filter(erased_at=None, same_as=None).values_list("pk", "name")
    for some in batched(matching_names(wanted, list(rows)), ASKED_AT_ONCE):
        known = set(known_to(reader).filter(pk__in=[pk for pk, _name in some]).values_list("pk", flat=True))
        yield from (AtHand("person", name, f"@{name}") for pk, name in some if pk in known)


def pages(wanted: str, reader: Reader) -> Iterable[AtHand]:
    """Return pages by title. The slug is the title without accents: the database matches it and limits the rows."""
    rows = reader.may_read(Page).filter(Q(slug__contains=slug(wanted)) | Q(title__icontains=wanted))
    begins_so = Case(When(slug__startswith=slug(wanted), then=0), default=1, output_field=IntegerField())
    titles = rows.order_by(begins_so, "title").values_list("title", flat=True)[:MOST]
    return [AtHand("page", title, f"[[{title}]]") for title in titles]


def groups(wanted: str, reader: Reader) -> Iterable[AtHand]:
    """Return groups as Markdown links: `[[…]]` is for pages only."""
    groups = reader.may_read(Group).filter(lives_in=None)
    first = [pk for pk, _title in matching_names(wanted, list(groups.values_list("pk", "title")))[:MOST]]
    rows = reader.fetch(groups.filter(pk__in=first)) if first else []
    return [AtHand("group", row.title, f"[{in_a_link(row.title)}]({row.get_absolute_url()})") for row in rows]


def in_a_link(title: str) -> str:
    return title.replace("[", "(").replace("]", ")")


KINDS: dict[str, Callable[[str, Reader], Iterable[AtHand]]] = {
    "person": suggested_people,
    "page": pages,
    "group": groups,
}
