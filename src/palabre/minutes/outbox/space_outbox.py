"""Outbox of a space: its letters by state, each with a sentence."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef

from palabre.groups.models import Group
from palabre.journal.mail_channel import OF_AN_ENTRY
from palabre.journal.models import Entry
from palabre.meetings.models import DatePoll, Meeting
from palabre.meetings.polls.awaited_people import OF_A_POLL
from palabre.meetings.written.minutes_concern import WRITTEN_UP
from palabre.minutes.letters.named_people import AGAIN, about
from palabre.minutes.models import Import
from palabre.people.reader import Reader
from palabre.post.letter_states import state_of
from palabre.post.letters_set_aside import ASIDE
from palabre.post.models import Letter
from palabre.post.outbox import why_not_sent
from palabre.pure.french import fold
from palabre.wiki.models import Page

OF_A_GROUP = "carrying:"  # a letter to who carries the group whose id follows
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
    """Return the letters about what the reader may read: minutes, entries, meetings, polls and groups."""
    rows = list(letters)
    minutes = {about(reading) for reading in reader.may_read(Import).only("audience_id")}
    numbers = {row.about.removeprefix(OF_AN_ENTRY) for row in rows if row.about.startswith(OF_AN_ENTRY)}
    entries = reader.may_read(Entry).filter(pk__in=numbers).values_list("pk", flat=True) if numbers else []
    known = minutes | {f"{OF_AN_ENTRY}{number}" for number in entries} | polls_among(rows, reader)
    known |= groups_among(rows, reader)
    meetings = meetings_among(rows, reader)
    return [row for row in rows if row.about.removesuffix(AGAIN) in known or meeting_key(row) in meetings]


def meetings_among(rows: Iterable[Letter], reader: Reader) -> set[tuple[str, int]]:
    """Return kinds of letters, with the ids of the meetings of which the reader may read what such a letter says.

    Those that give minutes say the page of these: it may be kept to fewer than the meeting.
    """
    numbers = {number for row in rows if (number := meeting_number_of_letter(row))}
    if not numbers:
        return set()
    minutes = Exists(reader.may_read(Page).filter(pk=OuterRef("minutes")))
    found = reader.may_read(Meeting).filter(pk__in=numbers).annotate(reads_minutes=minutes)
    read = dict(found.values_list("pk", "reads_minutes"))
    return {("meeting", pk) for pk in read} | {(WRITTEN_UP, pk) for pk, reads_minutes in read.items() if reads_minutes}


def meeting_key(letter: Letter) -> tuple[str, int]:
    return letter.about.partition(":")[0], meeting_number_of_letter(letter)


def meeting_number_of_letter(letter: Letter) -> int:
    """Return the id of the meeting to which a letter calls, or whose minutes it gives; 0 for any other letter."""
    kind, _colon, rest = letter.about.partition(":")
    number = rest.partition(":")[0]
    return int(number) if kind in ("meeting", WRITTEN_UP) and number.isdecimal() else 0


def polls_among(rows: Iterable[Letter], reader: Reader) -> set[str]:
    """Return `about` of the letters on polls that the reader may read."""
    numbers = {row.about.removesuffix(AGAIN).removeprefix(OF_A_POLL) for row in rows if row.about.startswith(OF_A_POLL)}
    found = reader.may_read(DatePoll).filter(pk__in=numbers).values_list("pk", flat=True) if numbers else []
    return {f"{OF_A_POLL}{number}" for number in found}


def groups_among(rows: Iterable[Letter], reader: Reader) -> set[str]:
    """Return `about` of the letters to those who carry groups that the reader may read."""
    numbers = {row.about.removeprefix(OF_A_GROUP) for row in rows if row.about.startswith(OF_A_GROUP)}
    found = reader.may_read(Group).filter(pk__in=numbers).values_list("pk", flat=True) if numbers else []
    return {f"{OF_A_GROUP}{number}" for number in found}
