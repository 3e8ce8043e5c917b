"""Writing together where WebSockets do not pass: a browser sends what it typed, and gets what it lacks.

It is the same log as the rooms', so that nothing is overwritten whoever comes by which way.
"""

from __future__ import annotations

import dataclasses

from django.db import transaction
from django.utils.translation import gettext as _
from pycrdt import Decoder

from palabre.notes import bell, log
from palabre.notes.catching_up import catch_up, lock
from palabre.notes.epochs import is_of_a_former_epoch
from palabre.notes.live.frames import Malformed
from palabre.notes.live.updates import check, check_state
from palabre.notes.models import Note
from palabre.people.models import Person
from palabre.refusal import Refusal

LONGEST = 200_000  # characters of a note that is written together
NOTHING = (b"", b"\x00\x00")


class BegunAnew(Refusal):
    """Her document is of an earlier epoch."""


class NotUnderstood(Refusal):
    status = 400


class TooLong(Refusal):
    status = 413


@dataclasses.dataclass(frozen=True, slots=True)
class Exchanged:
    """What the browser lacked, what the server has now, and which text is on the disk."""

    lacking: bytes
    state: bytes
    revision: int
    epoch: int


def exchange(note: Note, state: bytes, update: bytes, *, by: Person | None, epoch: int | None) -> Exchanged:
    """Take in `update` of a browser that has `state`, and return what it lacks. The caller saw to her rights.

    Raises a Refusal: BegunAnew, NotUnderstood, TooLong, log.Unreadable.
    """
    read_first(state, update)
    is_new = update not in NOTHING or not note.is_live
    now = take_in(note, state, update, by=by, epoch=epoch) if is_new else note
    live = log.opened(now)
    if live is None or epoch not in (None, now.epoch) or is_former(now, state):
        raise anew()
    try:
        lacking = live.doc.get_update(state)
    except ValueError as fault:
        raise not_understood() from fault
    return Exchanged(lacking, live.doc.get_state(), now.revision, now.epoch)


def read_first(state: bytes, update: bytes) -> None:
    """Read what the library is about to read, as rooms do: it may break down at what is none."""
    try:
        check_state(state)
        if update not in NOTHING:
            check(update)
    except Malformed as fault:
        raise not_understood() from fault


def take_in(note: Note, state: bytes, update: bytes, *, by: Person | None, epoch: int | None) -> Note:
    """Add an update to the log, and write the text down; open the note live where it was not."""
    with transaction.atomic():
        locked = lock(note)
        if locked is None or epoch not in (None, locked.epoch) or is_former(locked, state):
            raise anew()
        live = log.open_live(locked)
        if update not in NOTHING:
            apply(live, update)
            log.append(locked, [(update, by.pk if by else None)], origin=log.PAGES)
            bell.ring(locked.pk)
    return catch_up(note.pk) or locked


def apply(live: log.Opened, update: bytes) -> None:
    before = len(live.said)
    try:
        live.doc.apply_update(update)
    except ValueError as fault:
        raise not_understood() from fault
    if len(live.said) > max(before, LONGEST):
        raise TooLong(
            _("This text is too long to be written together."), instead=_("Split it, or use the plain field.")
        )


def is_former(note: Note, state: bytes) -> bool:
    try:
        return is_of_a_former_epoch(note, state)
    except (IndexError, RuntimeError) as fault:
        raise not_understood() from fault


def anew() -> BegunAnew:
    return BegunAnew(
        _("This text was begun anew in the meantime."), instead=_("Keep a copy of what you wrote, and open it again.")
    )


def not_understood() -> NotUnderstood:
    return NotUnderstood(_("This browser said something that is not understood."), instead=_("Reload the page."))


def pieces(body: bytes) -> tuple[bytes, bytes]:
    """Read two pieces of bytes, each after its length (lib0). Raises NotUnderstood."""
    decoder = Decoder(body)
    try:
        state, update = decoder.read_message(), decoder.read_message()
    except (IndexError, RuntimeError) as fault:
        raise not_understood() from fault
    if state is None or update is None:
        raise not_understood()
    return state, update
