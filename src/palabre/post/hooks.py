"""Where the slices above say what is particular to their letters, from their `apps.ready()`.

A letter is `about` "<kind>:<what>"; one whose kind nobody registered is a plain word from one person to another.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from palabre.people.access import unsubscribe
from palabre.post.models import Letter

type Question = Callable[[Letter], bool]


def nothing(letter: Letter) -> None:
    """Do nothing: most kinds need not know."""


def always(letter: Letter) -> bool:
    return True


@dataclasses.dataclass(frozen=True, slots=True)
class LetterKind:
    """How the letters of one kind leave.

    `is_wanted` is asked first: a letter that tells what its reader may no longer hear is deleted. `renew` composes it
    anew just before it leaves, or returns False: it is deleted. `is_automatic`: nobody wrote it, and mail programs are
    told so; `is_for_many`: nor is it answered. `stopped_by` is the kind of address that stops these letters.

    For a letter to an address, `renew` fills the letter in hand, in the letter's language, and need not save it: a
    link that it writes there is kept nowhere. `settled` is told, in the same transaction, which holds the space, that
    it left (`sent_at`), was refused (`refused`) or given up (`trouble`): twice, when a worker was killed between.
    """

    is_wanted: Question = always
    renew: Question = always
    is_automatic: bool = False
    is_for_many: bool = False
    stopped_by: str = unsubscribe.CALLS
    settled: Callable[[Letter], None] = nothing


PLAIN = LetterKind()
letter_kinds: dict[str, LetterKind] = {}


def register_letter_kind(name: str, kind: LetterKind) -> None:
    """Say how the letters about "<name>:…" leave. Each kind is registered once."""
    if name in letter_kinds:
        raise ValueError(f"{name} is registered twice")
    letter_kinds[name] = kind


def kind_of_letter(letter: Letter) -> LetterKind:
    return letter_kinds.get(letter.about.partition(":")[0], PLAIN)
