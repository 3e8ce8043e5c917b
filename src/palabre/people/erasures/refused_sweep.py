"""Names known by their digests alone, removed from every text of a space: a restored backup may still say them.

They are looked for first, in batches of texts and once in each line, then removed as an erasure removes a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import models, transaction

from palabre.people import hooks
from palabre.people.erasures.cleaned_texts import CleanedTexts
from palabre.people.erasures.erasure_sweep import sweep_once_committed
from palabre.people.erasures.looked_lines import Lines, lines_in_a_row, new_parts
from palabre.people.erasures.name_cleaner import Cleaner, strings_in
from palabre.people.erasures.name_erasure import (
    call_settlers,
    forget_what_follows,
    numbers_naming,
    write_cleaned_rows,
)
from palabre.people.erasures.refused_names import refused_names_in, refused_spellings, was_typed
from palabre.people.erasures.text_batches import text_batches
from palabre.people.models import Person
from palabre.people.name_forms import forms_from
from palabre.pure.french.spellings import Name
from palabre.spaces.models import Space

MOST_LINES = 300_000  # of which it is known that they were read: some 30 MB
APART = "\n\n"  # no name goes over it


class ReadLines:
    """Lines that were read: former versions of a page say most of them again."""

    def __init__(self) -> None:
        self.known = set[int]()

    def has(self, lines: Lines) -> bool:
        return hash(lines) in self.known

    def new_parts(self, text: str) -> Iterator[str]:
        """Yield the parts of the text that were not read, once."""
        yield from filter(None, new_parts(text, self.has))
        if len(self.known) > MOST_LINES:
            self.known.clear()
        self.known.update(map(hash, lines_in_a_row(text)))


def sweep_refused_names(
    space: Space, refused: frozenset[str], *, beside: Sequence[Person], typed: frozenset[str] = frozenset()
) -> None:
    """Remove the names of these digests from all texts of the space. Idempotent.

    A name that somebody bears there stays, unless they are one of `beside`. Those that their bearers `typed` may be any
    words: they go where they have their capitals.
    """
    with transaction.atomic():
        Space.hold(space.pk)
        call_settlers(space)
    names = names_said(space, refused)
    if not names:
        return
    whole_first = sorted(names, key=lambda name: -len(name.pieces))
    found = refused_spellings(space, whole_first, refused, beside=beside)
    spellings = [one.with_capitals() if was_typed(space, one.name, typed) else one for one in found]
    cleaner = Cleaner(space, [], [], spellings, [forms_from(one) for one in spellings], CleanedTexts())
    with transaction.atomic():
        Space.hold(space.pk)
        for texts in hooks.texts.values():
            if not texts.is_derived:
                write_cleaned_rows(cleaner, texts, numbers_naming(cleaner, texts))
        for clean in hooks.files:
            clean(space, cleaner.cleaned, lambda _by, _ref: True)
        forget_what_follows(cleaner)
        Space.touch(space.pk)
        sweep_once_committed()


def names_said(space: Space, refused: frozenset[str]) -> dict[Name, None]:
    """Return the refused names in all that the space says, read a batch or a file at a time, and each line once."""
    lines, found = ReadLines(), dict[Name, None]()

    def read(words: Iterable[str]) -> None:
        new = APART.join(part for one in words for part in lines.new_parts(one))
        found.update(dict.fromkeys(refused_names_in(space, new, refused, in_any_case=True)))

    def read_file(words: str) -> str:
        read([words])
        return words

    for texts in hooks.texts.values():
        for rows in text_batches(texts, space.pk) if not texts.is_derived else ():
            read(words for _number, *values in rows for words in said_in(texts, values))
    for clean in hooks.files:
        clean(space, read_file, lambda _by, _ref: False)
    return found


def said_in(texts: hooks.Texts, values: list[Any]) -> Iterator[str]:
    """Yield the words of one row; those of a slug have no capital, and each may be a name."""
    for name, value in zip(texts.fields, values, strict=True):
        is_slug = isinstance(texts.model._meta.get_field(name), models.SlugField)
        yield from strings_in(value.title() if is_slug and value else value)
