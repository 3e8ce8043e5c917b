"""Registry of the kinds of letters, filled by upper slices from `apps.ready()`.

A letter is `about` "<kind>:<what>". None is written of a kind that is not registered: each says how its words are
composed again when it leaves, which may be days after it was written.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable

from palabre.people.access import unsubscribe
from palabre.people.reader import Reader
from palabre.post.models import Letter

type Question = Callable[[Letter], bool]
type Readable = Callable[[Collection[str], Reader], Collection[str]]


def nothing(letter: Letter) -> None:
    """Do nothing: the default of `settled`."""


def always(letter: Letter) -> bool:
    """Return True: whatever became of what it is about, its reader is to have the letter."""
    return True


def own_words(letter: Letter) -> bool:
    """Return True: the letter quotes nobody and nothing that may change, so it leaves as it was written."""
    return True


def never(letter: Letter) -> bool:
    return False


def no_words(letter: Letter) -> Iterable[str]:
    """Return no words: the default of `quotes`."""
    return []


def in_no_outbox(abouts: Collection[str], reader: Reader) -> Collection[str]:
    """Return none of these: the default of `readable`, for letters that no person writes."""
    return ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LetterKind:
    """Rules for sending the letters of one kind.

    `is_wanted` is asked first: a letter with news that its reader may no longer read is deleted, unless its author
    edited it: it is put back in the outbox, where they find it. So is one that `waits`: what it says may be true again.
    `quotes` are words of others that it cannot do without, such as a title: where they are not those that its author
    approved, it is composed again and put back in the outbox, to be reviewed. Other words of others are left out (see
    approved_words). `renew` composes it again just before it is sent, or returns False to delete it. `is_automatic`:
    nobody wrote it, and a mail header says so; `is_for_many`: it has a header against automatic replies. `stopped_by`
    is the kind of link that unsubscribes from these letters. `leaves_any_space`: it is the server's own, about who
    signs in, and leaves from a space that is in preparation or archived too. `readable` is given `about` of several
    letters of the kind, and returns those of which the reader may read what they are about: in the outbox, they find
    these letters, and their author's are listed there.

    For a letter to an address, `renew` fills the letter in memory, in its language, without saving it: a link in it is
    stored nowhere. What it writes in `letter.memo` can be read by `settled`. `settled` is called in the same
    transaction, with the space locked, when it was sent (`sent_at`), refused (`refused`) or given up (`trouble`):
    twice, if a worker was killed in between.
    """

    is_wanted: Question
    renew: Question
    waits: Question = never
    quotes: Callable[[Letter], Iterable[str]] = no_words
    readable: Readable = in_no_outbox
    is_automatic: bool = False
    is_for_many: bool = False
    leaves_any_space: bool = False
    stopped_by: str = unsubscribe.CALLS
    settled: Callable[[Letter], None] = nothing


letter_kinds: dict[str, LetterKind] = {}


def register_letter_kind(name: str, kind: LetterKind) -> None:
    """Register the kind of the letters about "<name>:…", once."""
    if name in letter_kinds:
        raise ValueError(f"{name} is registered twice")
    letter_kinds[name] = kind


def kind_of_letter(letter: Letter) -> LetterKind:
    return kind_of_letters_about(letter.about)


def kind_of_letters_about(about: str) -> LetterKind:
    """Return the kind of the letters about "<kind>:<what>". Raise LookupError where it is not registered."""
    name = about.partition(":")[0]
    if name not in letter_kinds:
        raise LookupError(f"no kind of letter is called {name}")
    return letter_kinds[name]
