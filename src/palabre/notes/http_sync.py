"""Collaborative writing over HTTP when WebSockets are blocked: a browser sends its updates and gets what it lacks.

It uses the same log as the rooms, so that nothing is overwritten, whichever transport is used.
"""

from __future__ import annotations

import dataclasses

from django.db import transaction
from django.utils.translation import gettext as _
from pycrdt import Decoder

from palabre.live.lib0 import Malformed
from palabre.notes.live.document_size import Extent, Swollen, check_sent_state
from palabre.notes.live.visitor_quotas import Shares, TooMuch, shares_of
from palabre.notes.live.yjs_updates import Brought, check
from palabre.notes.models import Note
from palabre.notes.note_bell import bell
from palabre.notes.yjs import update_log
from palabre.notes.yjs.client_owners import keep_owners, owners_of
from palabre.notes.yjs.epochs import begin_anew, is_of_a_former_epoch
from palabre.notes.yjs.load_trial import UNTRIED, turns
from palabre.notes.yjs.log_catch_up import catch_up, lock
from palabre.notes.yjs.log_fold import MOST_ROWS, fold_log
from palabre.people.models import Person
from palabre.refusal import Refusal

LONGEST = 200_000  # characters of a collaborative note
NOTHING = (b"", b"\x00\x00")


class BegunAnew(Refusal):
    """The browser's document is of an earlier epoch."""


class NotUnderstood(Refusal):
    status = 400


class TooLong(Refusal):
    status = 413


class NotBytes(Refusal):
    status = 415


class Untried(Exception):
    """Loading the document of this state with the update may pass so much: it must be tried first."""

    def __init__(self, passed: int, state: bytes) -> None:
        super().__init__()
        self.passed, self.state = passed, state


class NotYet(Refusal):
    """The update depends on unknown words, or exceeds the visitor's quota: the browser retries."""

    status = 503


@dataclasses.dataclass(frozen=True, slots=True)
class Exchanged:
    """The updates the browser lacks, the server's state vector, the saved revision and the epoch."""

    lacking: bytes
    state: bytes
    revision: int
    epoch: int


@dataclasses.dataclass(frozen=True, slots=True)
class Writer:
    """Author of an update; a guest came by a link."""

    person: Person | None
    is_guest: bool = False

    @property
    def number(self) -> int | None:
        return self.person.pk if self.person else None


def exchange(note: Note, state: bytes, update: bytes, *, by: Writer, epoch: int | None) -> Exchanged:
    """Apply `update` of a browser that has `state`, and return what it lacks. The caller checked the rights.

    Raise a Refusal: BegunAnew, NotUnderstood, TooLong, NotYet or log.Unreadable.
    """
    read_first(state, update)
    is_new = update not in NOTHING or not note.is_live
    now = take_in_tried(note, state, update, by=by, epoch=epoch) if is_new else note
    live = update_log.opened(now)
    if live is None or epoch not in (None, now.epoch) or is_former(now, state):
        raise anew()
    if Extent(live.doc, live.text).is_beyond():
        begin_again(now)
        raise anew()
    try:
        lacking = live.doc.get_update(state)
    except ValueError as fault:
        raise not_understood() from fault
    return Exchanged(lacking, live.doc.get_state(), now.revision, now.epoch)


def begin_again(note: Note) -> None:
    """Start a new epoch of a note whose document is too large, unless that was already done."""
    with transaction.atomic():
        locked = lock(note)
        if locked is not None and locked.epoch == note.epoch:
            begin_anew(locked)


def read_first(state: bytes, update: bytes) -> None:
    """Validate the bytes before the library parses them, as rooms do: invalid ones can crash it."""
    try:
        check_sent_state(state)
        if update not in NOTHING:
            check(update)
    except Malformed as fault:
        raise not_understood() from fault


def take_in_tried(note: Note, state: bytes, update: bytes, *, by: Writer, epoch: int | None) -> Note:
    """Do it at once, or after trying how long the document with this update takes to load, while nothing is locked."""
    try:
        return take_in(note, state, update, by=by, epoch=epoch)
    except Untried as untried:
        if not turns.try_for(by.number or 0, untried.state, update):
            raise not_yet() from None
        return take_in(note, state, update, by=by, epoch=epoch, tried=untried.passed)


def take_in(note: Note, state: bytes, update: bytes, *, by: Writer, epoch: int | None, tried: int = 0) -> Note:
    """Add an update to the log, and save the text; make the note live if it was not. Raise Untried."""
    with transaction.atomic():
        locked = lock(note)
        if locked is None or epoch not in (None, locked.epoch) or is_former(locked, state):
            raise anew()
        live = update_log.open_live(locked)
        is_kept = update in NOTHING or apply(locked, live, update, by=by, tried=tried)
    if not is_kept:
        raise anew()
    now = catch_up(note.pk) or locked
    fold_log(note.pk, beyond=MOST_ROWS)
    return now


def apply(locked: Note, live: update_log.Opened, update: bytes, *, by: Writer, tried: int) -> bool:
    """Add an update to the log. False when the document would be too large: a new epoch begins without the update.

    The client id of who types is reserved for them: words of another under the same one would be taken for known.
    Raise Untried when the document with this update may be slower to load than it is, or than was `tried`.
    """
    if live.is_slow:
        begin_anew(locked)
        return False
    extent, shares = Extent(live.doc, live.text), shares_of(locked.pk)
    person = by.number or 0
    brought = check(update, extent.known)
    news = brought.news(extent.known)
    learn_owners(locked, shares, news)
    if not brought.is_ready(extent.known) or not shares.are_hers(news, person):
        raise not_yet()
    if extent.would_be_cut(brought):
        raise not_understood()
    before, share = len(live.said), shares.share(person)
    try:
        if is_untried(extent, brought, tried):
            share.spare(brought, extent)
            raise Untried(extent.most_passed_with(brought), live.doc.get_update())
        share.admit(brought, extent, is_guest=by.is_guest)
        live.doc.apply_update(update)
        if len(news) == 1:  # else it repairs the server: words of others too
            shares.claim_all(news, person)
    except TooMuch as fault:
        raise not_yet() from fault
    except ValueError as fault:
        raise not_understood() from fault
    except Swollen:
        begin_anew(locked)
        return False
    if len(live.said) > max(before, LONGEST):
        raise too_long()
    update_log.append(locked, [(update, by.number)], origin=update_log.PAGES)
    keep_owners([(locked.pk, shares.to_store())])
    bell.ring(locked.pk)
    return True


def learn_owners(note: Note, shares: Shares, clients: list[int]) -> None:
    """Learn who wrote under these client ids, if this process does not know it. One query for all."""
    strange = [client for client in clients if client not in shares.owners]
    if strange:
        shares.learn(owners_of(note.pk, strange))


def is_untried(extent: Extent, brought: Brought, tried: int) -> bool:
    """Return whether the document with this update may be much slower to load than it is, or than was tried."""
    if extent.most_passed_with(brought) > max(tried, extent.most_passed_in_all) + UNTRIED:
        extent.count_items()
    return extent.most_passed_with(brought) > max(tried, extent.most_passed_in_all) + UNTRIED


def is_former(note: Note, state: bytes) -> bool:
    try:
        return is_of_a_former_epoch(note, state)
    except Malformed as fault:
        raise not_understood() from fault


def anew() -> BegunAnew:
    return BegunAnew(
        _("This text was begun anew in the meantime."), instead=_("Keep a copy of what you wrote, and open it again.")
    )


def not_understood() -> NotUnderstood:
    return NotUnderstood(_("This browser said something that is not understood."), instead=_("Reload the page."))


def not_yet() -> NotYet:
    return NotYet(_("What you wrote cannot be taken in just now."), instead=_("It is sent again by itself."))


def too_long() -> TooLong:
    return TooLong(_("This text is too long to be written together."), instead=_("Split it, or use the plain field."))


def pieces(body: bytes) -> tuple[bytes, bytes]:
    """Read two byte strings, each after its length (lib0). Raise NotUnderstood."""
    decoder = Decoder(body)
    try:
        state, update = decoder.read_message(), decoder.read_message()
    except (IndexError, RuntimeError) as fault:
        raise not_understood() from fault
    if state is None or update is None:
        raise not_understood()
    return state, update
