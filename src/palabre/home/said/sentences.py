"""What is said of somebody: the lines of pages that name her, and the words that tell of her roles.

She reads them whatever the audience of the minutes that named her: they are about her.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from palabre.groups.models import Membership
from palabre.journal.models import Entry, kind_of
from palabre.meetings.models import Import, Meeting
from palabre.people.cleaning import family_of
from palabre.people.models import Person, readable
from palabre.people.naming import Forms, forms_of, lines_naming, names_in
from palabre.pure.french import fold
from palabre.wiki.mending import bare
from palabre.wiki.models import Page

CONFIRMED = "said.confirmed"
MOST = 300  # pages that are looked through, those that named her first
LETTERS = re.compile(r"[a-z]{2,}", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Sentence:
    """One line of a page, and the heading that it stands under ("" for none).

    `names_others`: it cannot be taken away without what it says of them.
    """

    page: Page
    revision: int
    line: int
    under: str
    words: str
    is_confirmed: bool
    names_others: bool

    @property
    def number(self) -> str:
        """Its name in a form: "12-3-50" for line 50 of revision 3 of page 12."""
        return f"{self.page.pk}-{self.revision}-{self.line}"


@dataclasses.dataclass(frozen=True, slots=True)
class OfRole:
    """What the minutes say of her in one of her roles."""

    role: Membership
    is_confirmed: bool

    @property
    def number(self) -> str:
        return f"role-{self.role.pk}"


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    sentences: list[Sentence]
    roles: list[OfRole]

    def __len__(self) -> int:
        return len(self.sentences) + len(self.roles)


def said_of(person: Person) -> Said:
    confirmed = set(marks_of(person))
    roles = Membership.objects.filter(person=person).exclude(words="").select_related("group").order_by("pk")
    return Said(
        sentences=sentences_of(person, confirmed),
        roles=[OfRole(role, (kind_of(role.group), role.group_id, mark(role.words)) in confirmed) for role in roles],
    )


def sentences_of(person: Person, confirmed: set[tuple[str, int, str]]) -> list[Sentence]:
    family = family_of(person)
    hers = forms_of_all(family)
    found = [(page, number, line) for page in pages_about(person) for number, line in lines_of(page.note.body_md, hers)]
    beside = named_beside(family, [line for _page, _number, line in found])
    return [
        Sentence(
            page=page,
            revision=page.note.revision,
            line=number,
            under=heading_above(page.note.body_md, number),
            words=bare(line),
            is_confirmed=(kind_of(page), page.pk, mark(bare(line))) in confirmed,
            names_others=line in beside,
        )
        for page, number, line in found
    ]


def heading_above(text: str, line: int) -> str:
    """Return the nearest heading above a line, which tells what a bare name is there for: « Présents »."""
    above = [one for one in text.split("\n")[: line - 1] if one.lstrip().startswith("#")]
    return bare(above[-1]).rstrip(" :") if above else ""


def is_about(person: Person, text: str, line: int) -> bool:
    """Does this line of the text name her?"""
    hers = forms_of_all(family_of(person))
    return line in {number for number, _words in lines_of(text, hers)}


def forms_of_all(family: list[Person]) -> list[Forms]:
    """Return how somebody is written, under each of the names that are hers."""
    names = names_in(family[0].space, beside=family)
    return [forms_of(one, others=names) for one in family]


def lines_of(text: str, forms: list[Forms]) -> list[tuple[int, str]]:
    return sorted({line for form in forms for line in lines_naming(text, form)})


def names_others(person: Person, words: str) -> bool:
    return words in named_beside(family_of(person), [words])


def pages_about(person: Person) -> list[Page]:
    """Return the pages that may name her, those whose minutes did first."""
    brought = brought_pages(person)
    rows = pages_open_to(person, brought).filter(may_name(person)).order_by("-pk")[:MOST]
    return sorted(rows, key=lambda page: (page.pk not in brought, -page.pk))


def page_open_to(person: Person, number: int) -> Page | None:
    return pages_open_to(person, brought_pages(person)).filter(pk=number).first()


def pages_open_to(person: Person, brought: set[int]) -> QuerySet[Page]:
    """Return the pages whose minutes named her, whoever reads them, and those that she may read."""
    rows = Page.objects.filter(Q(pk__in=brought) | readable(person), space=person.space_id)
    return rows.select_related("note", "audience", "space")


def brought_pages(person: Person) -> set[int]:
    """Return the pages of the minutes that named her, by any of the names that were found to be hers."""
    named = {person.pk, *person.doubles.values_list("pk", flat=True)}
    naming = Q(things__thing_kind=kind_of(person), things__thing_id__in=named, undone_at=None)
    rows = Import.objects.filter(naming, space=person.space_id, page__isnull=False)
    return set(rows.values_list("page", flat=True).union(given_pages(person)))


def given_pages(person: Person) -> QuerySet[Any, Any]:
    """Return the pages of meetings whose minutes were given: what names her there is hers to mend, whoever reads it."""
    given = Meeting.objects.filter(space=person.space_id, minutes__isnull=False, publication__given_at__isnull=False)
    return given.values_list("minutes", flat=True)


def may_name(person: Person) -> Q:
    """Narrow to the texts that hold some plain letters of her name, which no accent changes."""
    names = [person.name, *person.doubles.values_list("name", flat=True)]
    pieces = {max(LETTERS.findall(word), key=len, default="") for name in names for word in name.split()}
    hints = Q()
    for piece in pieces:
        hints |= Q(note__body_md__icontains=piece)
    return hints


def named_beside(family: list[Person], lines: Iterable[str]) -> set[str]:
    """Return those of `lines` that name somebody beside this family."""
    hers = {one.pk for one in family}
    others = [one for one in Person.objects.filter(space=family[0].space_id, erased_at=None) if one.pk not in hers]
    pieces = {one.pk: words_in(one.name) for one in others}
    found = set()
    for line in lines:
        near = [one for one in others if pieces[one.pk] & words_in(line)]
        if any(lines_naming(line, forms_among(one, family, others)) for one in near):
            found.add(line)
    return found


def words_in(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))


def forms_among(person: Person, family: list[Person], others: list[Person]) -> Forms:
    rest = [one.name for one in [*family, *others] if one.pk != person.pk and one.same_as_id != person.pk]
    return forms_of(person, others=rest)


def marks_of(person: Person) -> list[tuple[str, int, str]]:
    """Return what she found right: a thing, and the mark of the words in it."""
    entries = Entry.objects.filter(space=person.space_id, verb=CONFIRMED, by=person)
    rows = entries.values_list("subject_kind", "subject_id", "facts")
    return [(kind, number, facts["mark"]) for kind, number, facts in rows]


def mark(words: str) -> str:
    """Return a short name for some words, that tells nothing of them."""
    return hashlib.blake2b(words.encode(), digest_size=8).hexdigest()
