"""Letters after the restoration of a backup: one that left since, or was taken back, does not leave again.

Where nothing is known of since, what a member let go waits in the outbox: its author reads it again.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from palabre.post.models import Letter
from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields

type Born = tuple[int, datetime.datetime]  # a number, and when the row was made: a backup may come from another server
EMPTY = {"to_email": "", "subject": "", "body": "", "html": "", "calendar": ""}  # of a letter to an address, once over


@dataclass(frozen=True, slots=True)
class LetterState:
    """The state of a letter. `words` tell whether it is the same message, with the same words."""

    words: tuple[str, datetime.datetime | None]
    approved_at: datetime.datetime | None
    sent_at: datetime.datetime | None
    sent_how: str


@dataclass(frozen=True, slots=True)
class KnownLetters:
    """The spaces that are here, and the letters in them."""

    spaces: set[Born]
    letters: dict[Born, LetterState]


def known_letters(_leaving_out: Collection[int] = ()) -> KnownLetters:
    rows = Letter.objects.defer("body", "html", "calendar").order_by("pk")
    letters = {
        (row.pk, row.made_at): LetterState(wording_of(row), row.approved_at, row.sent_at, row.sent_how) for row in rows
    }
    return KnownLetters(set(Space.objects.values_list("pk", "made_at")), letters)


def settle_again(known: KnownLetters, at: datetime.datetime) -> None:
    """Do it to the letters that were to leave, in the database that came back."""
    for letter in leaving_letters():
        if (letter.space_id, letter.space.made_at) not in known.spaces:
            read_again(letter)
            continue
        now = known.letters.get((letter.pk, letter.made_at))
        if now is not None and now.sent_at is not None:
            over = EMPTY if letter.to_id is None else {}
            save_fields(letter, sent_at=now.sent_at, sent_how=now.sent_how, leased_until=None, **over)
        elif now is None and letter.by_id is None:
            letter.delete()
        elif now is None or now.approved_at is None or now.words != wording_of(letter):
            letter.hold_back()


def read_all_again(_at: datetime.datetime) -> None:
    for letter in leaving_letters():
        read_again(letter)


def read_again(letter: Letter) -> None:
    """Have a letter that a member let go wait for them; one that nobody wrote leaves, perhaps a second time."""
    if letter.by_id is not None:
        letter.hold_back()


def leaving_letters() -> list[Letter]:
    rows = Letter.objects.filter(approved_at__isnull=False, sent_at=None, refused="")
    return list(rows.select_related("space").order_by("pk"))


def wording_of(letter: Letter) -> tuple[str, datetime.datetime | None]:
    return letter.message_id, letter.changed_at
