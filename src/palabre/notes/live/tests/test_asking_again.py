"""What one person makes everybody else receive, or wait for, by asking again: it counts for all their connections."""

import asyncio
import json

import pytest

from palabre.live.lib0 import Malformed
from palabre.live.token_bucket import FRAMES_AT_ONCE
from palabre.notes.live import awareness, note_websocket, yjs_frames
from palabre.notes.live.awareness import LARGEST_SENT, Caret
from palabre.notes.live.note_connection import NoteConnection
from palabre.notes.live.note_room import A_PIECE
from palabre.notes.live.tests.test_note_room import Client, a_room, in_a_loop
from palabre.notes.live.visitor_quotas import CARETS_AT_ONCE, PIECES_AT_ONCE
from palabre.notes.live.yjs_frames import Kind, Step
from tests.apart import run_apart

FAR = "é" * 200


@in_a_loop
def test_who_asks_for_the_carets_many_times_is_told_once_at_the_next_beat():
    room = a_room()
    ines, malo = Client(room), Client(room, 2, "Malo")
    ines.point({"cursor": 1})
    room.beat(), malo.heard()

    for _time in range(50):
        room.hear(malo.who, yjs_frames.read_frame(bytes([Kind.QUERY_AWARENESS])))
    room.beat()

    assert [caret.client for caret in malo.carets()] == [7]


@in_a_loop
def test_who_left_after_asking_for_the_carets_is_told_nothing():
    room = a_room()
    ines, malo = Client(room), Client(room, 2, "Malo")
    ines.point({"cursor": 1})
    room.beat(), malo.heard()

    room.hear(malo.who, yjs_frames.read_frame(bytes([Kind.QUERY_AWARENESS])))
    room.leave(malo.who)

    assert malo.carets() == []


@in_a_loop
def test_the_carets_of_one_person_are_bounded_over_all_their_connections():
    room = a_room()
    malo, crowd = Client(room, 2, "Malo"), [Client(room) for _tab in range(20)]
    sent = 0
    for clock in range(1, 20):
        for number, one in enumerate(crowd):
            one.point({"cursor": "x" * 400}, client=100 + number, clock=clock)
            room.beat()
        sent += sum(len(frame) for frame in malo.heard() if frame[0] == Kind.AWARENESS)

    assert sent < 2 * CARETS_AT_ONCE


@in_a_loop
def test_a_caret_is_as_short_as_a_browser_sends_it():
    room = a_room()
    ines = Client(room)

    with pytest.raises(Malformed):
        ines.point({"cursor": "x" * LARGEST_SENT})
    with pytest.raises(Malformed):
        awareness.caret_with_name(Caret(1, 1, '{"cursor": "\\ud800"}'), name="Inès", colour=1)


@pytest.mark.parametrize("cursor", ['{"item": {"client": 1, "clock": 3.5}}', '[{"clock": 0.5}]', "1e2"])
def test_no_caret_stands_between_two_signs(cursor):
    """An editor that drew it there would read wrong, and change, what others type."""
    with pytest.raises(Malformed):
        awareness.caret_with_name(Caret(1, 1, f'{{"cursor": {{"anchor": null, "head": {cursor}}}}}'), name="", colour=1)


@in_a_loop
def test_a_caret_is_sent_on_as_long_as_it_came():
    told = awareness.caret_with_name(Caret(1, 1, json.dumps({"cursor": FAR}, ensure_ascii=False)), name="", colour=1)

    assert len(told.state.encode()) < 2 * len(FAR) + 100


@in_a_loop
def test_who_asks_for_the_whole_document_pays_for_it():
    room = a_room("Ce qui reste à dire. " * 5_000)
    ines = Client(room)

    for _time in range(200):
        room.hear(ines.who, yjs_frames.read_frame(yjs_frames.sync(Step.ONE, b"\0")))
        ines.heard()

    assert ines.who.paused() > (200 * 100_000 / A_PIECE - PIECES_AT_ONCE) / 2_000 / 2


@in_a_loop
def test_who_asks_for_the_carets_at_each_beat_pays_for_them():
    room = a_room()
    ines, malo = Client(room), Client(room, 2, "Malo")
    ines.point({"cursor": "x" * 400})

    for _beat in range(10):
        room.hear(malo.who, yjs_frames.read_frame(bytes([Kind.QUERY_AWARENESS])))
        room.beat()

    assert malo.who.pieces > 10 * 400 / A_PIECE


@in_a_loop
def test_who_asks_for_what_they_lack_each_half_minute_does_not_wait():
    room = a_room("Ce qui reste à dire. " * 5_000)
    ines = Client(room)
    ines.heard()

    for _tab in range(20):
        room.hear(ines.who, yjs_frames.read_frame(yjs_frames.sync(Step.ONE, ines.doc.get_state())))

    assert ines.who.paused() == 0


def test_who_comes_again_waits_for_what_they_sent_before(monkeypatch):
    waited = []

    async def sleep(seconds):
        waited.append(seconds)

    async def received():
        return {"type": "websocket.disconnect"}

    async def come_again():
        room = a_room()
        first, second = (NoteConnection(1, "Inès", may_write=True) for _tab in range(2))
        room.enter(first), room.enter(second)
        await note_websocket.listen(None, room, first, received)
        first.share.allowance.frames = -FRAMES_AT_ONCE
        await note_websocket.listen(None, room, second, received)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    run_apart(come_again())

    assert (waited[0], waited[1] > 4) == (0, True)
