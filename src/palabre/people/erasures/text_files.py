"""Text files that say a name: read and cleaned before the space is held; while it is, their bytes are only exchanged.

A file of 12 MB that repeats a name takes half a minute. A page reads as many as it has time for; the others are left to
the clock, which reads for a bounded time at each round and goes on at the next one. What was not read is never taken
for a file without the name.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from palabre.people import hooks
from palabre.people.erasures.cleaned_texts import CleanedFile, FileKey
from palabre.people.erasures.name_cleaner import Cleaner
from palabre.people.erasures.text_pieces import cut_apart
from palabre.people.hooks import TextFile
from palabre.people.name_forms import is_mentioned
from palabre.pure.french.spellings import Name
from palabre.spaces.models import Space


@dataclass(slots=True)
class ReadingTime:
    """Time in which files are read: `until` an instant of the processor's clock for this thread; None for no bound.

    `is_exact`: it is looked at between two pieces, and a file may be left half read. Otherwise the first one is read
    whatever the time, so that each round does something, and what is begun is finished.
    """

    until: float | None = None
    is_exact: bool = False
    begun: int = 0

    @classmethod
    def lasting(cls, seconds: float, *, is_exact: bool = False) -> ReadingTime:
        return cls(time.thread_time() + seconds, is_exact)

    @property
    def is_over(self) -> bool:
        is_late = self.until is not None and time.thread_time() > self.until
        return is_late and (self.is_exact or self.begun > 0)

    def end(self) -> None:
        """Have nothing more read."""
        self.until, self.is_exact = -1.0, True

    def pieces_of(self, cleaner: Cleaner, text: str) -> Iterator[str | None]:
        """Yield the pieces of one file; None in the place of the rest where the time is over."""
        self.begun += 1
        for piece in cut_apart(text, cleaner.forms):
            if self.is_exact and self.is_over:
                yield None
                return
            yield piece
            os.sched_yield()  # to the pages, where they share a processor with this


def stored_files(space: Space) -> list[TextFile]:
    return [file for store in hooks.stores for file in store.files(space)]


def keyed(cleaner: Cleaner, files: Iterable[TextFile]) -> Iterator[tuple[TextFile, FileKey]]:
    patterns = cleaner.patterns
    return ((file, (patterns, file.digest)) for file in files)


def clean_files(cleaner: Cleaner, files: Iterable[TextFile], reading: ReadingTime) -> bool:
    """Clean these files into other bytes, which none of them has yet; return whether there was time for all."""
    for file, key in keyed(cleaner, files):
        if key in cleaner.known.files:
            continue
        found = None if reading.is_over else cleaned_file(cleaner, file, reading)
        if found is None:
            return False
        cleaner.known.files[key] = found
    return True


def cleaned_file(cleaner: Cleaner, file: TextFile, reading: ReadingTime) -> CleanedFile | None:
    (store,) = hooks.stores
    text, kept, said = store.read(file.digest), list[str](), set[Name]()
    for piece in reading.pieces_of(cleaner, text):
        if piece is None:
            return None
        kept.append(cleaner.without_names(piece))
        if kept[-1] != piece:
            said |= typed_in(piece, cleaner, but=said)
    now = "".join(kept)
    return CleanedFile(file.digest if now == text else store.write(now), frozenset(said))


def typed_in(piece: str, cleaner: Cleaner, *, but: set[Name]) -> set[Name]:
    """Return the typed names, other than these, that the piece says."""
    wanted = cleaner.typed - but
    named = zip(cleaner.spellings, cleaner.forms) if wanted else ()
    return {one.name for one, forms in named if one.name in wanted and is_mentioned(piece, forms)}


def search_files(cleaner: Cleaner, files: Iterable[TextFile], reading: ReadingTime) -> None:
    """Search these files for the names as long as there is time: a hundred times faster than to clean them."""
    for file, key in keyed(cleaner, files):
        if reading.is_over:
            return
        if key in cleaner.known.naming or key in cleaner.known.files:
            continue
        names = is_naming(cleaner, file, reading)
        if names is None:
            return
        cleaner.known.naming[key] = names


def is_naming(cleaner: Cleaner, file: TextFile, reading: ReadingTime) -> bool | None:
    """Return whether the file says the names; None where there was no time to read it."""
    (store,) = hooks.stores
    for piece in reading.pieces_of(cleaner, store.read(file.digest)):
        if piece is None:
            return None
        if any(is_mentioned(piece, forms) for forms in cleaner.forms):
            return True
    return False


def that_may_name(cleaner: Cleaner, files: Iterable[TextFile]) -> Iterator[TextFile]:
    """Yield the files that say the names, and those that there was no time to read."""
    known = cleaner.known
    for file, key in keyed(cleaner, files):
        if known.files[key].digest != file.digest if key in known.files else known.naming.get(key, True):
            yield file


def exchange_cleaned(cleaner: Cleaner, files: Iterable[TextFile]) -> list[TextFile]:
    """Give these files their cleaned bytes, and return those that were not cleaned; the caller holds the space."""
    left, exchanged = list[TextFile](), list[tuple[TextFile, str]]()
    for file, key in keyed(cleaner, files):
        found = cleaner.known.files.get(key)
        if found is None:
            left.append(file)
        elif found.digest != file.digest:
            exchanged.append((file, found.digest))
    for store in hooks.stores if exchanged else ():
        store.exchange(exchanged)
    return left


def typed_names_in(cleaner: Cleaner, files: Iterable[TextFile]) -> set[Name]:
    """Return the typed names that these files said before they were cleaned."""
    found = (cleaner.known.files.get(key) for _file, key in keyed(cleaner, files))
    return {name for one in found if one is not None for name in one.said}
