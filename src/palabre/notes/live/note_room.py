"""A Room: one note opened by this process, and its visitors. Everything here runs in the live loop.

A visitor's update is applied at once, and sent to the others at the next beat, which also hands it to the scribe under
its author's name. Nothing here queries the database.
"""

from __future__ import annotations

import asyncio
import dataclasses
import functools
import time
from collections.abc import Callable

from pycrdt import Doc, Text

from palabre.live.connection import TRY_AGAIN
from palabre.live.lib0 import Bytes, Malformed
from palabre.notes.live import awareness as presence
from palabre.notes.live import yjs_frames
from palabre.notes.live.awareness import Caret
from palabre.notes.live.document_size import Extent, Swollen, check_sent_state, counted
from palabre.notes.live.document_trial import Trial
from palabre.notes.live.log_writer import Fate, Rows
from palabre.notes.live.note_connection import ANEW, NoteConnection, TooLarge, at_the_cost_of_who_sends
from palabre.notes.live.visitor_quotas import Shares, TooMuch
from palabre.notes.live.yjs_frames import Frame, Kind, Step
from palabre.notes.live.yjs_updates import Brought, check, merged
from palabre.notes.yjs.load_trial import SAFE, UNTRIED

BEAT = 0.04  # seconds between two sends
LONGEST = 200_000  # characters
MOST_UNREAD = 128 * 1024  # bytes queued for a visitor who asks again, for the document or for the carets
A_PIECE = 20  # bytes of an answer that take as long as reading a struct
HELD_EVERY = 1.0  # seconds between two retries of held updates
REMOTE_CARETS = 35.0  # seconds that a caret of another process is kept without news

type TryLoad = Callable[[Room, Trial], None]
type Publish = Callable[[int, int, bytes, bytes], None]  # note, epoch, update, awareness


@dataclasses.dataclass(eq=False)
class Room:
    """`doc` is never read while it is written: one loop does both, one after the other."""

    note: int
    epoch: int
    revision: int
    doc: Doc[Text]
    text: Text
    hand_over: Callable[[Rows], None]
    publish: Publish
    try_load: TryLoad
    counted: Extent | None = None  # which takes time: who opens a note does it in a thread
    former_clients: frozenset[int] = frozenset()
    shares: Shares = dataclasses.field(default_factory=Shares)
    members: set[NoteConnection] = dataclasses.field(default_factory=set)
    carets: dict[int, Caret] = dataclasses.field(default_factory=dict)
    carets_frame: bytes = b""  # all of them
    remote_at: dict[int, float] = dataclasses.field(default_factory=dict)
    typed: dict[NoteConnection, list[bytes]] = dataclasses.field(default_factory=dict)
    from_elsewhere: list[bytes] = dataclasses.field(default_factory=list)
    moved: set[int] = dataclasses.field(default_factory=set)
    askers: set[NoteConnection] = dataclasses.field(default_factory=set)  # who want all the carets at the next beat
    beating: asyncio.TimerHandle | None = None
    length: int = 0
    holders: set[NoteConnection] = dataclasses.field(default_factory=set)
    held_at: float = 0.0
    tried: int = 0  # what loading it passed at most, when it was last loaded or tried
    trial: Trial | None = None  # that goes on
    try_at: float = 0.0  # the earliest instant of the next trial
    is_ending: bool = False  # nothing more is taken in: the note is about to be begun anew

    def __post_init__(self) -> None:
        self.length = len(str(self.text))
        self.extent = self.counted or counted(self.doc, self.text)
        self.tried = self.extent.most_passed_in_all

    def enter(self, who: NoteConnection) -> None:
        who.share = self.shares.share(who.person)
        self.members.add(who)
        who.tell(yjs_frames.sync(Step.ONE, self.doc.get_state()))
        who.tell(yjs_frames.number_frame(Kind.REVISION, self.revision))
        who.tell(yjs_frames.number_frame(Kind.RIGHTS, int(who.may_write)))
        if self.carets:
            who.tell(self.all_carets())

    def leave(self, who: NoteConnection) -> None:
        """Remove the visitor; send and hand over their last updates now."""
        self.members.discard(who)
        self.holders.discard(who)
        self.askers.discard(who)
        self.forget_carets(who.carets)
        self.beat()

    def hear(self, who: NoteConnection, frame: Frame) -> None:
        """Process one frame of the visitor. Raise Malformed, TooLarge, TooMuch, Swollen."""
        if frame.kind == Kind.AWARENESS:
            self.see(who, frame.body)
        elif frame.kind == Kind.QUERY_AWARENESS:
            self.askers.add(who)
            self.beat_soon()
        elif frame.step == Step.ONE:
            self.answer(who, frame.body)
        else:
            self.take(who, frame.body, claims=frame.step == Step.UPDATE)
        if self.holders:
            self.take_held(who)

    @at_the_cost_of_who_sends
    def answer(self, who: NoteConnection, state: bytes) -> None:
        """Send the updates that the visitor lacks, in their turn. Raise TooMuch when they read nothing else."""
        if not self.former_clients.isdisjoint(check_sent_state(state)):
            return who.end(ANEW)
        if who.weight > MOST_UNREAD:
            raise TooMuch
        who.pieces += 1
        who.ask(functools.partial(self.lacking, who, state))

    @at_the_cost_of_who_sends
    def lacking(self, who: NoteConnection, state: bytes) -> bytes:
        """Return the frame of what the visitor lacks now, who pays for it before they are heard again."""
        lacking = self.doc.get_update(state)
        who.pieces += len(lacking) // A_PIECE
        return yjs_frames.sync(Step.TWO, lacking)

    @at_the_cost_of_who_sends
    def take(self, who: NoteConnection, update: bytes, *, claims: bool = False) -> None:
        """Apply an update of the visitor, or hold it. Updates without the right to write are ignored, and never SAVED.

        `claims`: it is being typed now. Its client id is reserved for the visitor, as that of any first words.
        """
        if not who.may_write or self.is_ending:
            return
        if yjs_frames.is_empty(update):
            who.count_saved(1)
            return
        if who.share.is_read_out:
            raise TooMuch
        brought = check(update, self.extent.known)
        who.pieces += brought.pieces
        news = brought.news(self.extent.known)
        if not brought.is_ready(self.extent.known) or not self.shares.are_hers(news, who.person):
            who.hold(update, brought.pieces)
            self.holders.add(who)
            return
        if self.is_untried(who, brought):
            who.share.spare(brought, self.extent)
            who.hold(update)
            self.holders.add(who)
            self.start_trial(self.extent.most_passed_with(brought), update, who)
            return
        self.admit(who, brought, update)
        if claims or brought.begins(self.extent.known):
            self.shares.claim_all(news, who.person)
        self.apply(update)
        self.extent.grow(brought)
        self.typed.setdefault(who, []).append(update)
        self.length += brought.words
        self.beat_soon()

    def admit(self, who: NoteConnection, brought: Brought, update: bytes) -> None:
        """Raise Malformed, TooLarge, TooMuch or Swollen when this update cuts a sign, or exceeds a limit."""
        if self.extent.would_be_cut(brought):
            raise Malformed
        if brought.words and self.length + brought.words > LONGEST:
            self.length = len(str(self.text))  # exactly: what is kept between two beats is an upper bound
            if self.length + brought.words > LONGEST:
                raise TooLarge
        try:
            who.share.admit(brought, self.extent, is_guest=who.is_guest)
        except ValueError as fault:
            raise Malformed from fault

    def is_untried(self, who: NoteConnection, brought: Brought) -> bool:
        """Return whether the document with this update may be slower to load than was tried."""
        if self.extent.most_passed_with(brought) > self.tried + UNTRIED:
            who.pieces += self.extent.count_items()
        return self.extent.most_passed_with(brought) > self.tried + UNTRIED

    def start_trial(self, passed: int, update: bytes = b"", who: NoteConnection | None = None) -> None:
        if self.trial is None and time.monotonic() >= self.try_at:
            self.trial = Trial(passed, self.doc.get_update(), update, who)
            self.try_load(self, self.trial)

    def has_tried(self, trial: Trial, *, is_quick: bool | None) -> None:
        """Take in what was held, or end the connection that holds what would make the document slow."""
        self.trial = None
        if is_quick:
            self.tried = max(self.tried, trial.passed)
        elif is_quick is False and trial.who is not None:
            trial.who.held = []
            self.holders.discard(trial.who)
            trial.who.end(TRY_AGAIN)
        self.take_all_held()

    def take_held(self, heard: NoteConnection) -> None:
        """Retry held updates: those of the visitor just heard, and from time to time everybody's."""
        now = time.monotonic()
        if now - self.held_at > HELD_EVERY:
            self.held_at = now
            self.take_all_held()
        elif heard in self.holders:
            self.take_held_by([heard])

    def take_all_held(self) -> None:
        self.take_held_by(list(self.holders))

    def take_held_by(self, those: list[NoteConnection]) -> None:
        """Retry the held updates of these visitors, unless one is being tried."""
        for who in those if self.trial is None else ():
            held, who.held = who.held, []
            self.holders.discard(who)
            try:
                for update in held:
                    self.take(who, update)
            except (Malformed, TooLarge, TooMuch, Swollen):
                who.end(TRY_AGAIN)  # the browser reconnects with its whole document

    def apply(self, update: bytes) -> None:
        try:
            self.doc.apply_update(update)
        except ValueError as fault:
            raise Malformed from fault

    @at_the_cost_of_who_sends
    def see(self, who: NoteConnection, body: bytes) -> None:
        """Store the visitor's carets, under their name known by the server; those of others sent on say nothing."""
        if not who.share.admits_carets(len(body)):
            return
        for caret in presence.read_awareness(body):
            known, is_hers, number = self.carets.get(caret.client), caret.client in who.carets, caret.client
            if not is_hers and caret.is_sent_on:
                continue
            # A number that has words is not reserved: a browser that sees those of another draws a new one by itself.
            if not (number in self.extent.known or self.shares.claim(number, who.person, writes=who.may_write)):
                who.end(ANEW)
                return
            if (known is not None and not is_hers) or (known and caret.clock < known.clock):
                continue
            if not is_hers and len(who.carets) >= presence.MOST_CARETS:
                raise Malformed
            who.carets.add(number)
            self.place(presence.caret_with_name(caret, name=who.name, colour=who.colour))

    def place(self, caret: Caret) -> None:
        self.carets[caret.client], self.carets_frame = caret, b""
        self.moved.add(caret.client)
        self.beat_soon()

    def forget_carets(self, clients: set[int]) -> None:
        for client in clients & self.carets.keys():
            self.place(self.carets[client].gone())

    def hear_elsewhere(self, update: bytes) -> None:
        """Apply an update of another process, a form or an act: it is already in the log. Raise Malformed."""
        before, brought = self.extent.known, self.read_elsewhere(update)
        is_new = brought is not None and bool(brought.news(before) or not brought.structs)
        self.apply(update)
        if brought is None:
            self.extent.read_again()
            is_new = self.extent.known != before
        else:
            self.extent.grow(brought)
        if is_new:
            self.from_elsewhere.append(update)
            self.length = len(str(self.text))
            self.beat_soon()

    def read_elsewhere(self, update: bytes) -> Brought | None:
        """Return the content of the update; None when only the document can tell, once it is applied."""
        try:
            brought = check(update, self.extent.known)
        except Malformed:  # rows that were merged, or written when more was accepted
            return None
        return brought if brought.is_ready(self.extent.known) else None

    def hold_against(self, changes: list[bytes]) -> None:
        """Apply a whole log, and send the part that was missing. Raise Malformed."""
        before, said = self.doc.get_state(), str(self.text)
        with self.doc.transaction():
            for change in changes:
                self.apply(change)
        if self.doc.get_state() != before or str(self.text) != said:
            self.extent.read_again()
            self.from_elsewhere.append(self.doc.get_update(before))
            self.length = len(str(self.text))
            self.beat_soon()

    def see_elsewhere(self, body: bytes, now: float) -> None:
        """Place the carets received from another process, which set their names."""
        given = Bytes(body)
        for _one in range(given.number()):
            caret = presence.read_one(given)
            if not any(caret.client in one.carets for one in self.members):
                self.remote_at[caret.client] = now
                self.place(caret)

    def forget_silent_carets(self, now: float) -> None:
        silent = {client for client, at in self.remote_at.items() if now - at > REMOTE_CARETS}
        self.remote_at = {client: at for client, at in self.remote_at.items() if client not in silent}
        self.forget_carets(silent)

    def beat_soon(self) -> None:
        if self.beating is None:
            self.beating = asyncio.get_running_loop().call_later(BEAT, self.beat)

    def beat(self) -> None:
        """Send everybody what is new since the last beat, and hand it over to the scribe."""
        if self.beating is not None:
            self.beating.cancel()
            self.beating = None
        typed, elsewhere, self.typed, self.from_elsewhere = self.typed, self.from_elsewhere, {}, []
        mine = {who: merged(updates) for who, updates in typed.items()}
        self.tell_new(list(mine.items()), elsewhere)
        awareness = self.tell_carets()
        self.answer_askers()
        if mine or self.shares.claimed:
            changes = tuple((update, who.person) for who, update in mine.items())
            counts = {who: len(updates) for who, updates in typed.items()}
            self.hand_over(Rows(self.note, self.epoch, changes, self.when_kept(counts), self.shares.to_store()))
        if mine or elsewhere:
            self.try_load_soon()
        if mine or awareness:
            self.publish(self.note, self.epoch, merged(list(mine.values())), awareness)

    def try_load_soon(self) -> None:
        """Have the document tried when it may have become slow to load for who comes in."""
        passed = self.extent.most_passed_in_all
        if passed > self.tried + SAFE and not self.is_ending:
            self.start_trial(passed)

    def tell_new(self, mine: list[tuple[NoteConnection, bytes]], elsewhere: list[bytes]) -> None:
        """Send everybody one frame of what is new; a visitor who alone typed does not receive their own updates."""
        updates = [update for _who, update in mine] + elsewhere
        if not updates:
            return
        alone = mine[0][0] if len(mine) == 1 and not elsewhere else None
        frame = yjs_frames.sync(Step.UPDATE, merged(updates))
        for who in self.members:
            if who is not alone:
                who.tell(frame)

    def tell_carets(self) -> bytes:
        """Send everybody the carets that moved, and return the bytes for other processes."""
        if not self.moved:
            return b""
        moved, self.moved = [self.carets[client] for client in self.moved], set()
        elsewhere = [caret for caret in moved if caret.client not in self.remote_at]
        frame = yjs_frames.awareness(presence.awareness_bytes(moved))
        for who in self.members:
            who.tell(frame)
        for caret in moved:
            if not caret.state:
                del self.carets[caret.client]
        self.carets_frame = b""
        return presence.awareness_bytes(elsewhere) if elsewhere else b""

    def answer_askers(self) -> None:
        """Send all the carets to those who asked: one frame for all, however often they did."""
        frame = self.all_carets() if self.askers and self.carets else b""
        for who in self.askers:
            if frame and who.weight <= MOST_UNREAD:
                who.pieces += 1 + len(frame) // A_PIECE
                who.tell(frame)
        self.askers.clear()

    def all_carets(self) -> bytes:
        """Return one frame, whose bytes all share who come or ask until a caret moves."""
        if not self.carets_frame:
            self.carets_frame = yjs_frames.awareness(presence.awareness_bytes(list(self.carets.values())))
        return self.carets_frame

    def when_kept(self, counts: dict[NoteConnection, int]) -> Callable[[Fate], None]:
        """Return the function that the scribe calls, from its thread, with the fate of the rows."""
        loop = asyncio.get_running_loop()

        def done(fate: Fate) -> None:
            loop.call_soon_threadsafe(self.kept, counts, fate)

        return done

    def kept(self, counts: dict[NoteConnection, int], fate: Fate) -> None:
        if fate is not Fate.KEPT:
            self.close(4404 if fate is Fate.GONE else ANEW)
            return
        for who, count in counts.items():
            who.count_saved(count)

    def is_written_down(self, revision: int) -> None:
        if revision != self.revision:
            self.revision = revision
            self.length = len(str(self.text))
            for who in self.members:
                who.tell(yjs_frames.number_frame(Kind.REVISION, revision))

    def close(self, code: int) -> None:
        """End every connection with this code."""
        for who in list(self.members):
            who.end(code)
