"""Names known by their digests alone, removed from every text of a space: a restored backup may still say them.

They are looked for first, in batches of texts and once in each line, then removed as an erasure removes a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import models, transaction

from palabre.people import hooks
from palabre.people.erasures.cleaned_texts import CleanedTexts
from palabre.people.erasures.erasure_sweep import sweep_once_committed
from palabre.people.erasures.looked_lines import Lines, lines_in_a_row, new_parts
from palabre.people.erasures.name_cleaner import Cleaner, as_typed, says_a_noun, small_words, strings_in
from palabre.people.erasures.name_erasure import (
    call_settlers,
    forget_what_follows,
    numbers_naming,
    write_cleaned_rows,
)
from palabre.people.erasures.refused_names import refused_names_in, refused_spellings, was_typed
from palabre.people.erasures.text_batches import text_batches
from palabre.people.erasures.text_files import ReadingTime, clean_files, exchange_cleaned, stored_files
from palabre.people.models import Erasure, Person
from palabre.people.name_forms import forms_from, names_in
from palabre.pure.french.spellings import Name, Spelling, TypedName
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


@dataclass(frozen=True, slots=True)
class RefusedSweep:
    """Removes refused names from all texts of a space. `said` are those that these texts say, whole names first.

    Those that their bearers `typed` may be any words: they are searched as their removal would search them, beside the
    words `in_use` that these texts write in lower case, read before anything was removed.
    """

    space: Space
    refused: frozenset[str]
    typed: frozenset[str]
    said: list[Name]
    in_use: frozenset[str]
    known: CleanedTexts

    @classmethod
    def of(cls, space: Space, refused: frozenset[str], *, typed: frozenset[str]) -> RefusedSweep:
        with transaction.atomic():
            Space.hold(space.pk)
            call_settlers(space)
        said, known = sorted(names_said(space, refused), key=lambda name: -len(name.pieces)), CleanedTexts()
        wanted = frozenset(piece for name in said if was_typed(space, name, typed) for piece in name.pieces)
        return cls(space, refused, typed, said, small_words(space, wanted, known), known)

    def remove_whole(self, *, beside: Sequence[Person]) -> None:
        """Remove the whole names, but those of persons of the space who are none of `beside`.

        Nor those that one of these typed: the removal that follows judges by all the words of the texts.
        """
        own = {order for one in beside if one.is_typed for order in Name.of(one.name).orders}
        whole = [name for name in self.said if name.is_full and name.pieces not in own]
        found = self.spellings(whole, others_of(self.space, beside=beside))
        self.remove(one.with_alone(frozenset()) for one in found)

    def remove_all(self, *, beside: Sequence[Person]) -> None:
        """Remove all names, and the parts that stand alone. Idempotent.

        A name that somebody bears there stays, unless they are one of `beside`; so does one that waits.
        """
        self.remove(self.spellings(self.said, others_of(self.space, beside=beside)))

    def spellings(self, names: Iterable[Name], others: list[str]) -> Iterator[Spelling]:
        is_a_noun = partial(says_a_noun, self.space, known=self.known)
        for one in refused_spellings(self.space, names, self.refused, others=others):
            is_typed = was_typed(self.space, one.name, self.typed)
            yield as_typed(one, self.in_use, is_a_noun) if is_typed else one

    def remove(self, found: Iterable[Spelling]) -> None:
        spellings = [one for one in found if one.name.pieces]
        if not spellings:
            return
        cleaner = Cleaner(self.space, [], [], spellings, [forms_from(one) for one in spellings], CleanedTexts())
        clean_files(cleaner, stored_files(self.space), ReadingTime())
        cleaner.read_beforehand()
        with transaction.atomic():
            Space.hold(self.space.pk)
            for texts in hooks.texts.values():
                if not texts.is_derived:
                    write_cleaned_rows(cleaner, texts, numbers_naming(cleaner, texts))
            if exchange_cleaned(cleaner, stored_files(self.space)):
                raise RuntimeError("a file was attached while names were removed after a restore")
            forget_what_follows(cleaner)
            Space.touch(self.space.pk)
            sweep_once_committed()


def others_of(space: Space, *, beside: Sequence[Person]) -> list[str]:
    """Return the names that texts of the space may mean, and those that wait to leave all of them: they go whole."""
    waiting = Erasure.objects.filter(space=space, due_at__isnull=False, is_wide=True)
    names = [TypedName(name) if is_own else name for one in waiting for name, is_own in one.spellings]
    return [*names_in(space, beside=beside), *names]


def names_said(space: Space, refused: frozenset[str]) -> dict[Name, None]:
    """Return the refused names in all that the space says, read a batch or a file at a time, and each line once."""
    lines, found = ReadLines(), dict[Name, None]()

    def read(words: Iterable[str]) -> None:
        new = APART.join(part for one in words for part in lines.new_parts(one))
        found.update(dict.fromkeys(refused_names_in(space, new, refused, in_any_case=True)))

    for texts in hooks.texts.values():
        for rows in text_batches(texts, space.pk) if not texts.is_derived else ():
            read(words for _number, *values in rows for words in said_in(texts, values))
    for digest in dict.fromkeys(file.digest for file in stored_files(space)):
        read(store.read(digest) for store in hooks.stores)
    return found


def said_in(texts: hooks.Texts, values: list[Any]) -> Iterator[str]:
    """Yield the words of one row; those of a slug have no capital, and each may be a name."""
    for name, value in zip(texts.fields, values, strict=True):
        is_slug = isinstance(texts.model._meta.get_field(name), models.SlugField)
        yield from strings_in(value.title() if is_slug and value else value)
