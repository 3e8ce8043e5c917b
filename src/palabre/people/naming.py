"""How a person is named in texts: her full name, and her first name or surname where they can only be hers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from palabre.people.models import Person
from palabre.pure.french import flat
from palabre.pure.french.spelling import Spelling

ADDRESS = re.compile(r"(?:https?://|www\.|(?<!\S)/)[^\s<>\"«»()\[\]]{1,2000}")


@dataclass(frozen=True, slots=True)
class Forms:
    """The ways in which one person is written; `clues` are letters without which a text cannot name her."""

    clues: tuple[str, ...]
    written: re.Pattern[str]
    in_address: re.Pattern[str]


NOBODY = Forms((), re.compile(r"(?!)"), re.compile(r"(?!)"))


def forms_of(person: Person, *, others: Iterable[str]) -> Forms:
    """Return how `person` is named, among the `others`: the names of whom or what else a text may mean."""
    return NOBODY if person.erased_at else forms_of_name(person.name, others=others)


def forms_of_name(name: str, *, others: Iterable[str]) -> Forms:
    """Return how `name` is written. There are no forms where somebody else bears the very same name."""
    spelling = Spelling.of(name, others)
    written, in_address = list(spelling.in_sentences()), list(spelling.in_addresses())
    if spelling.is_anothers_too or not written:
        return NOBODY
    clues = tuple(max(part, key=len) for part in (spelling.name.first, spelling.name.surname) if part)
    return Forms(clues, re.compile("|".join(written)), re.compile("|".join(in_address)))


def mentions(text: str, forms: Forms) -> list[tuple[int, int]]:
    """Return where `text` names her, in order and without overlap: (start, end) in characters."""
    plain = flat(text)
    lowered = plain.text.lower()
    if not any(clue in lowered for clue in forms.clues):
        return []
    found = [match.span() for match in forms.written.finditer(plain.text)]
    for address in ADDRESS.finditer(plain.text):
        found += [match.span() for match in forms.in_address.finditer(plain.text, *address.span())]
    return [plain.span(*span) for span in apart(found)]


def lines_naming(text: str, forms: Forms) -> list[tuple[int, str]]:
    """Return the lines that name her, with their numbers from 1; a name cut in two belongs to its first line."""
    lines = text.split("\n")
    numbers = {text.count("\n", 0, start) for start, _end in mentions(text, forms)}
    return [(number + 1, lines[number]) for number in sorted(numbers)]


def apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in order, the longer of two that overlap."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
