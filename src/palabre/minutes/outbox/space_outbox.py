"""Outbox of a space: its letters by state, each with a sentence."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from palabre.meetings.written.minutes_concern import WRITTEN_UP
from palabre.minutes.models import Import
from palabre.people.reader import Reader
from palabre.post.hooks import letter_kinds
from palabre.post.letter_states import state_of
from palabre.post.letters_set_aside import ASIDE
from palabre.post.models import Letter
from palabre.post.outbox import why_not_sent
from palabre.pure.french import fold

MOST = 500  # unsent letters on one screen
MOST_SENT = 100


@dataclass(frozen=True, slots=True)
class OutboxRow:
    letter: Letter
    state: str


@dataclass(slots=True)
class Outbox:
    """Letters that came back, wait, are leaving, and have left. `able` are those that Palabre can send."""

    returned: list[OutboxRow] = field(default_factory=list)
    waiting: list[OutboxRow] = field(default_factory=list)
    leaving: list[OutboxRow] = field(default_factory=list)
    sent: list[OutboxRow] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.returned or self.waiting or self.leaving or self.sent)

    @property
    def able(self) -> list[Letter]:
        return [one.letter for one in self.waiting if why_not_sent(one.letter) is None]


def what_waits(reader: Reader, *, at: datetime.datetime, every: bool = True) -> Outbox:
    """Load the letters that the reader may read (not `every`: that they wrote), in a fixed number of queries."""
    rows = letters_in_reach(reader, every=every)
    unsent = sorted(rows.filter(sent_at=None).order_by("pk")[:MOST], key=lambda letter: fold(letter.to.name))
    sent = list(rows.filter(sent_at__isnull=False).order_by("-sent_at", "-pk")[:MOST_SENT])
    outbox = Outbox()
    for letter in readable_letters([*unsent, *sent], reader):
        shelf = outbox.sent if letter.sent_at else outbox.returned if letter.refused else outbox.waiting
        (outbox.leaving if letter.is_leaving else shelf).append(OutboxRow(letter, state_of(letter, at=at)))
    return outbox


def latest_reading(reader: Reader) -> Import | None:
    """Return the last minutes that the reader brought, from which they may write to those whom these name."""
    rows = reader.may_read(Import).filter(by=reader.person, undone_at=None, corrections=None)
    found: Import | None = reader.place(rows.order_by("-pk").first())
    return found


def letters_in_reach(reader: Reader, *, every: bool) -> Any:
    """Return the letters of the space, or those that the reader wrote."""
    rows = letters(reader)
    return rows if every else rows.filter(by=reader.person)


def letters_that_wait(reader: Reader, *, every: bool) -> Any:
    """Return the letters that wait to be reviewed; `readable_letters` tells those that the reader may read."""
    return letters_in_reach(reader, every=every).filter(sent_at=None, approved_at=None, refused="")


def letters(reader: Reader) -> Any:
    rows = Letter.objects.filter(space=reader.space, to__isnull=False).exclude(about__startswith=ASIDE)
    return rows.select_related("to", "space")


def readable_letters(letters: Iterable[Letter], reader: Reader) -> list[Letter]:
    """Return the letters about what the reader may read, as each kind of letter says: one question for each kind."""
    rows, abouts = list(letters), defaultdict[str, set[str]](set)
    for row in rows:
        abouts[row.about.partition(":")[0]].add(row.about)
    kinds = ((letter_kinds[name], among) for name, among in abouts.items() if name in letter_kinds)
    known = {about for kind, among in kinds for about in kind.readable(among, reader)}
    return [row for row in rows if row.about in known]


def waits(letter: Letter) -> bool:
    """Return whether what the letter says is not true now, and may be again: its kind knows."""
    kind = letter_kinds.get(letter.about.partition(":")[0])
    return kind is not None and kind.waits(letter)


def meeting_number_of_letter(letter: Letter) -> int:
    """Return the id of the meeting to which a letter calls, or whose minutes it gives; 0 for any other letter."""
    kind, _colon, rest = letter.about.partition(":")
    number = rest.partition(":")[0]
    return int(number) if kind in ("meeting", WRITTEN_UP) and number.isdecimal() else 0
