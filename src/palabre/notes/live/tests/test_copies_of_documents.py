"""No frame makes the loop load a document, or hold the process again and again, in whichever notes it is sent."""

import asyncio
import random
from itertools import batched
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text

from palabre.live.lib0 import number
from palabre.notes.live import document_size, note_websocket, yjs_frames
from palabre.notes.live.awareness import Caret, awareness_bytes
from palabre.notes.live.document_size import MOST_BESIDE, Extent
from palabre.notes.live.note_connection import NoteConnection
from palabre.notes.live.taken_ranges import TakenRanges
from palabre.notes.live.tests.test_document_size import split_text, struct
from palabre.notes.live.tests.test_note_room import Client, a_room, in_a_loop
from palabre.notes.live.visitor_quotas import TIME_AT_ONCE, TooMuch, shares_of
from palabre.notes.live.yjs_frames import Step
from palabre.notes.live.yjs_updates import check
from tests.apart import run_apart

LETTERS, PLACES = 40_000, 115
AGAIN = b"\0\1\7" + number(40) + b"".join(number(2 * place) + b"\1" for place in range(40))
MORE = b"\1" + struct(8) + b"\0"
QUIET = SimpleNamespace(scribe=SimpleNamespace(is_overloaded=False))


@pytest.mark.parametrize(("update", "is_taken"), [(AGAIN, True), (MORE, False)], ids=["again", "more"])
def test_the_frames_of_who_has_spent_their_part_load_no_copy(monkeypatch, update, is_taken):
    """A document that takes a second to load made each of them wait a second for everybody."""
    doc, copies = split_text(40_000), []
    kept, share = Extent(doc, doc.get("content", type=Text)), NoteConnection(1, "Malo", may_write=True).share
    assert kept.beside > MOST_BESIDE // 2
    monkeypatch.setattr(document_size, "Doc", lambda: copies.append(1) or Doc())
    share.weight.left = share.weight.rate = 0

    taken = []
    for _frame in range(3):
        try:
            share.spend(check(update, kept.known), kept)
            taken.append(True)
        except TooMuch:
            taken.append(False)

    assert (taken, copies) == ([is_taken] * 3, [])


KEYS = st.lists(st.tuples(st.integers(0, 1), st.sampled_from(["", "a", "mots"]), st.floats(0, 1)), max_size=60)


@given(KEYS)
@settings(max_examples=30, deadline=None)
def test_what_is_taken_away_again_costs_nothing_and_the_rest_no_less_than_it_adds(keys):
    doc, writers = Doc(), [Doc(), Doc()]
    kept = Extent(doc, doc.get("content", type=Text))
    for turn, words, place in keys:
        writer, before = writers[turn], writers[turn].get_state()
        text = writer.get("content", type=Text)
        at = round(place * len(text))
        if words:
            text.insert(at, words)
        elif at < len(text):
            del text[at : min(at + 2, len(text))]
        update = writer.get_update(before)
        brought = check(update, kept.known)
        kept.most_added(brought)
        doc.apply_update(update)
        kept.grow(brought)
        writers[1 - turn].apply_update(doc.get_update(writers[1 - turn].get_state()))

    said_again = check(doc.get_update(doc.get_state()), kept.known)
    assert kept.most_added(said_again) <= said_again.size
    assert kept.beside >= len(doc.get_update()) - len(str(kept.text).encode())


@given(st.integers(0, 2**32))
@settings(max_examples=30, deadline=None)
def test_ranges_are_kept_as_the_document_keeps_them(seed):
    chance = random.Random(seed)
    doc = Doc(client_id=7)
    doc.get("content", type=Text).insert(0, "a" * 60)
    kept = TakenRanges(doc)
    for _time in range(12):
        first = chance.randrange(60)
        update = b"\0\1\7\1" + number(first) + number(chance.randint(1, 60 - first))
        brought = check(update)
        before, is_new = len(str(doc.get("content", type=Text))), kept.count_beyond(brought)
        doc.apply_update(update)
        kept.learn(brought)
        assert bool(is_new) == (len(str(doc.get("content", type=Text))) < before)
    assert kept.of == TakenRanges(doc).of


@in_a_loop
def test_a_document_that_takes_most_of_a_second_to_load_is_tried_apart_first():
    room, tried = a_room(), []
    room.try_load = lambda room, trial: tried.append(trial.update)
    malo = Client(room, 2, "Malo")
    room.take(malo.who, b"\1\1\5\0\4\1\7content" + number(LETTERS) + b"a" * LETTERS + b"\0")
    for places in batched(range(2, LETTERS, 2), 2_000):
        taken = b"".join(number(place) + b"\1" for place in places)
        room.take(malo.who, b"\0\1\5" + number(len(places)) + taken)
    room.take(malo.who, b"\1\1\6\0\x84\5" + number(LETTERS - 1) + b"\1x\0")
    places = b"\1" + number(PLACES) + b"\6\1" + b"\x84\5\0\1x" * PLACES + b"\0"

    room.take(malo.who, places)

    assert tried == [places]


def test_what_the_frames_of_one_take_is_deducted_in_all_their_notes():
    one, other = shares_of(1_001).share(77), shares_of(1_002).share(77)
    stranger = shares_of(1_001).share(78)
    one.processor.left = -TIME_AT_ONCE

    assert other.wait > 10
    assert (stranger.wait, shares_of(1_001).share(77) is one) == (0, True)


def test_the_time_that_an_update_takes_is_deducted_from_who_sent_it(monkeypatch):
    clock = iter([10.0, 40.0])

    @in_a_loop
    def played():
        room = a_room()
        ines, malo = Client(room), Client(room, 2, "Malo")
        monkeypatch.setattr("palabre.notes.live.visitor_quotas.time.thread_time", lambda: next(clock))
        malo.type("Bonjour")
        assert malo.who.share.wait > 60
        assert ines.who.share.wait == 0

    played()


@pytest.mark.parametrize(
    "frame",
    [
        yjs_frames.sync(Step.ONE, b"\0"),
        yjs_frames.sync(Step.ONE, b"\1\5\1"),  # of a document that was begun anew
        yjs_frames.sync(Step.ONE, b"\2\7\1\7\1"),  # malformed
        yjs_frames.awareness(awareness_bytes([Caret(7, 1, "{}")])),
    ],
    ids=["state", "former state", "malformed state", "carets"],
)
def test_the_time_that_other_frames_take_is_deducted_too(monkeypatch, frame):
    """Those of a reader were read in the process that serves all pages, at nobody's cost: it did nothing else."""
    clock = iter(range(0, 1_000, 30))

    @in_a_loop
    def played():
        room = a_room()
        room.former_clients = frozenset({5})
        who = Client(room, 91, may_write=False).who
        monkeypatch.setattr("palabre.notes.live.visitor_quotas.time.thread_time", lambda: next(clock))
        note_websocket.heard(QUIET, room, who, frame)
        assert who.share.wait > 60

    played()


def test_the_time_that_an_answer_takes_to_be_made_is_deducted_from_who_asked(monkeypatch):
    clock = iter([10.0, 40.0])

    @in_a_loop
    def played():
        malo = Client(a_room("Bonjour"), 92, "Malo")
        monkeypatch.setattr("palabre.notes.live.visitor_quotas.time.thread_time", lambda: next(clock))
        malo.heard()
        assert malo.who.share.wait > 60

    played()


def test_who_has_spent_their_time_is_not_heard_in_another_note_before_it_comes_back(monkeypatch):
    heard, waits = [], []
    who = NoteConnection(1, "Malo", may_write=True)
    messages = iter([{"type": "websocket.receive", "bytes": b"x"}, {"type": "websocket.disconnect"}])

    async def receive():
        who.share.processor.left = -0.16  # another of their connections was heard meanwhile
        return next(messages)

    async def sleep(seconds):
        if seconds:
            waits.append((seconds, list(heard)))
            who.share.processor.left = 1.0

    monkeypatch.setattr(asyncio, "sleep", sleep)
    monkeypatch.setattr(note_websocket, "heard", lambda place, room, who, data: heard.append(data) or 0)
    run_apart(note_websocket.listen(None, None, who, receive))

    assert heard == [b"x"]
    assert [(round(seconds), before) for seconds, before in waits] == [(2, [])]
