"""Forms of a person's name in texts: the full name, and the first name or surname where it can only mean them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Any

from django.db.models import BigIntegerField, Case, Exists, OuterRef, Q, QuerySet, When

from palabre.people.models import PASSERS_BY, TYPED, Merging, Organisation, Person
from palabre.pure.french import Flat, flat
from palabre.pure.french.escapes import readings, signs_within
from palabre.pure.french.longer_names import LongerNames
from palabre.pure.french.name_replacement import elided, said_instead
from palabre.pure.french.name_sightings import Sightings
from palabre.pure.french.spellings import BEFORE as NAME_BEFORE
from palabre.pure.french.spellings import INSTEAD, Spelling, ThingName, TypedName, clues_of
from palabre.pure.long_texts import end_of_run, found_near
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared

ADDRESS = re.compile(r"(?:https?://|mailto:|www\.|(?<![\w./])/(?=\w))[^\s<>\"«»()\[\]]{0,1000}+")
OF_ADDRESSES, LONGEST_READ = ("/", "mailto:", "www."), 1010  # letters of one, and characters that ADDRESS reads of it
REST_OF_ADDRESS = re.compile(r"[^\s<>\"«»()\[\]]*+")
PERCENT_BEFORE = re.compile(r"%[0-9A-Fa-f]{2}\Z")


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one person's name, each of which holds one of `clues` and is no longer than `longest`.

    Within one of the `longer` names, which others bear, they name nobody.
    """

    clues: tuple[str, ...]
    longest: int
    written: re.Pattern[str]
    in_address: re.Pattern[str]
    longer: LongerNames


NOBODY = Forms((), 0, re.compile(r"(?!)"), re.compile(r"(?!)"), LongerNames())


def forms_of(person: Person, *, others: Iterable[str]) -> Forms:
    """Return the forms of `person` among the `others`: the names of whom or what else a text may mean."""
    return NOBODY if person.erased_at else forms_of_name(person.name, others=others)


def forms_of_name(name: str, *, others: Iterable[str]) -> Forms:
    """Return the forms of `name`; none where somebody else bears the very same name."""
    return forms_from(Spelling.of(name, others))


class TextReading:
    """One reading of a text: its addresses are found once."""

    def __init__(self, plain: Flat) -> None:
        self.plain = plain
        self.lowered = plain.text.lower()

    @cached_property
    def addresses(self) -> list[tuple[int, int]]:
        """Return the places of the addresses of pages: an escaped blank ends none."""
        if self.plain.ends is None or self.plain.places is None:
            return list(addresses_in(self.plain.text))
        at = partial(bisect_left, self.plain.places)
        return [(at(start), at(end)) for start, end in addresses_in(self.plain.source)]

    def mentions(self, forms: Forms) -> Iterator[tuple[int, int]]:
        """Yield where the person is named in the source."""
        if not any(clue in self.lowered for clue in forms.clues):
            return
        whole = [(0, len(self.plain.text))]
        for pattern, spans in ((forms.written, whole), (forms.in_address, self.addresses)):
            for span in spans:
                yield from (self.plain.span(*found) for found in self.found(pattern, forms, span))

    def found(self, pattern: re.Pattern[str], forms: Forms, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
        """Yield where the pattern finds the person, whose name may be a group of it, and not somebody longer."""

        def is_others(match: re.Match[str]) -> bool:
            return forms.longer.cover(self.plain.text, *match.span(match.lastindex or 0))

        start, end = span
        at = {"start": start, "end": end, "longest": forms.longest}
        for match in found_near(pattern, self.plain.text, forms.clues, lowered=self.lowered, but=is_others, **at):
            yield match.span()


class Searched:
    """A text in which several names are looked for: it is made plain once, as it lies and through its escapes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.readings = [TextReading(plain) for plain in (flat(text), *readings(text))]

    @classmethod
    def of(cls, text: str | Searched) -> Searched:
        return cls(text) if isinstance(text, str) else text


def says_in_full(text: str, person: Person) -> bool:
    """Return whether `text` says the whole name of the person, or its initials, with the capitals of a name."""
    spelling = Spelling.of(person.name, ()).with_alone(frozenset()).with_capitals()
    return bool(mentions(text, forms_from(spelling)))


def forms_in(text: str | Searched, names: Iterable[str], *, among: Iterable[str]) -> Iterator[tuple[str, Forms]]:
    """Yield those of `names` that `text` names, with their forms `among` all the names that it may mean, theirs too.

    Of thousands of names, only these few are compiled, each when it is asked for; where none has its letters in the
    text, none is even compared.
    """
    read, among = Searched.of(text), list(among)
    said = [Sightings(one.plain.text, among, partial(getattr, one, "addresses")) for one in read.readings]
    holds = cache(lambda clue: any(clue in one.lowered for one in read.readings))
    for name in names:
        if any(map(holds, clues_of(name))) and any(one.hold(name) for one in said):
            forms = forms_from(said[0].index.spelling(name))
            if not forms.longer.names or mentions(read, forms):
                yield name, forms


def forms_from(spelling: Spelling) -> Forms:
    """Compile the forms of a name."""
    written, in_address = list(spelling.in_sentences()), list(spelling.in_addresses())
    if spelling.is_anothers_too or not written:
        return NOBODY
    said, addressed = (re.compile(rf"{NAME_BEFORE}(?:{'|'.join(one)})") for one in (written, in_address))
    return Forms(tuple(spelling.clues), spelling.longest, said, addressed, LongerNames(spelling))


def names_in(space: Space, *, beside: Iterable[Person] = ()) -> list[str]:
    """Return the names that texts of `space` may mean, of persons and of organisations, except those of `beside`.

    Guests are left out: a guest may have typed any name, and must not keep somebody else's in the texts. Who was a
    member is none, and texts go on saying the names that members bore before.
    """
    return space_names(space.pk, beside=[one.pk for one in beside])


def space_names(space: int, *, beside: list[int]) -> list[str]:
    persons = [TypedName(name) if is_typed else name for name, is_typed in known_names(space=space, beside=beside)]
    return [*persons, *map(ThingName, organisation_names(space=space))]


@prepared(space=BigIntegerField())
def known_names(space: Any, beside: Any) -> QuerySet[Any, Any]:
    """Return the names, each with whether it was typed (see `Person.is_typed`)."""
    persons = Person.objects.filter(space=space, erased_at=None).exclude(pk__in=beside)
    is_typed = Case(When(TYPED, then=1), default=0)
    is_former_name = Q(same_as__joined_at__isnull=False) & ~Exists(standing_joins())
    known = ~PASSERS_BY | Q(left_at__isnull=False) | Q(put_out_at__isnull=False) | is_former_name
    return persons.filter(known).values_list("name", is_typed)


def standing_joins() -> QuerySet[Merging]:
    """Return the joins that made a row of persons the double of another, where its bearer wrote no other name."""
    kind = Person._meta.label_lower
    return Merging.objects.filter(thing_kind=kind, absorbed_id=OuterRef("pk"), undone_at=None)


@prepared(space=BigIntegerField())
def organisation_names(space: Any) -> QuerySet[Any, str]:
    return Organisation.objects.filter(space=space).values_list("name", flat=True)


def mentions(text: str | Searched, forms: Forms) -> list[tuple[int, int]]:
    """Return where `text` names the person, in order and without overlap: (start, end) in characters."""
    return apart(span for reading in Searched.of(text).readings for span in reading.mentions(forms))


def is_mentioned(text: str | Searched, forms: Forms) -> bool:
    """Return whether `text` names the person: the first place tells, and a text may have a hundred thousand."""
    return any(True for reading in Searched.of(text).readings for _span in reading.mentions(forms))


def addresses_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield the addresses of pages in order, each up to the blank or the sign that ends it: (start, end)."""
    last = 0
    for found in found_near(ADDRESS, text, OF_ADDRESSES, longest=LONGEST_READ):
        if found.start() >= last:
            last = end_of_run(REST_OF_ADDRESS, text, found.end())
            yield found.start(), last


def lines_naming(text: str | Searched, forms: Forms) -> list[tuple[int, str]]:
    """Return the lines that name the person, numbered from 1; a name over two lines belongs to the first."""
    read = Searched.of(text)
    named, whole = mentions(read, forms), read.text
    lines, number, last, found = whole.split("\n") if named else [], 0, 0, dict[int, str]()
    for start, _end in named:
        number, last = number + whole.count("\n", last, start), start
        found[number + 1] = lines[number]
    return list(found.items())


def unnamed(text: str, forms: Forms) -> str:
    """Return `text` with « une personne » in the place of the name. Its lines keep their numbers."""
    named = mentions(text, forms)
    addresses = list(addresses_in(text)) if named else []
    pieces, last = list[str](), 0
    for start, end in named:
        before, said = text[last:start], instead_of(text, start, end, addresses, forms)
        pieces += [elided(before) if said.startswith("u") else before, said]
        last = end
    return "".join([*pieces, text[last:]])


def instead_of(text: str, start: int, end: int, addresses: list[tuple[int, int]], forms: Forms) -> str:
    """Return the replacement of a name: tags, Markdown signs and the ends of lines and cells within it are kept."""
    if stands_in(addresses, start) or PERCENT_BEFORE.search(text, max(start - 3, 0), start) or "%" in text[start:end]:
        return INSTEAD.replace(" ", "-")
    signs = signs_within(text[start:end])
    return said_instead(text, start) + "".join(unnamed(one, forms) if one.startswith("<") else one for one in signs)


def stands_in(spans: list[tuple[int, int]], place: int) -> bool:
    """Return whether this place is within one of the spans, which are in order and apart."""
    at = bisect_left(spans, (place,)) - 1
    return at >= 0 and place < spans[at][1]


def apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in order, the longer of two that overlap."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
