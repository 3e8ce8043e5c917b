"""A sign of two units, such as 🙂, is never cut in two: the words typed after it would be lost at the next opening."""

import contextlib

import pytest
from pycrdt import Doc, Text

from palabre.live.lib0 import Malformed, piece
from palabre.notes.live.document_size import Extent
from palabre.notes.live.tests.test_note_room import Client, a_room, in_a_loop
from palabre.notes.live.yjs_updates import check

SIGNS = "a🙂b 🙂🙂c"  # ten units, of client 5
SAID = b"\1\1\5\0\4\1" + piece(b"content") + piece(SIGNS.encode()) + b"\0"
FOLLOWING = b"\1\1\5\x0a\x84\5\x09\1z\0"
OVERLAPPING = b"\1\1\6\0\x84\5\x09" + piece("yy🙂".encode()) + b"\0"  # over three units that are known


@pytest.mark.parametrize(
    "cutting",
    [
        b"\0\1\5\1\1\1",
        b"\0\1\5\1\2\1",
        b"\0\1\5\2\1\1\4\3",
        b"\1\1\6\0\x84\5\1\1x\0",
        b"\1\1\6\0\x44\5\6\1x\0",
        b"\1\1\6\0\xc4\5\0\5\2\1x\0",
    ],
    ids=["half-taken", "other-half", "ranges", "after-half", "before-half", "between"],
)
def test_words_typed_after_a_sign_that_somebody_cuts_stay(cutting):
    @in_a_loop
    def played():
        room = a_room()
        room.take(Client(room).who, SAID)
        with contextlib.suppress(Malformed):
            room.take(Client(room, 2, "Malo", is_guest=True).who, cutting)
        again = opened_again(room)
        again.apply_update(FOLLOWING)
        assert str(again.get("content", type=Text)).replace("x", "") == left(room)

    played()


def left(room):
    return str(room.text).replace("x", "") + "z"


def opened_again(room):
    again = Doc()
    again.get("content", type=Text)
    again.apply_update(room.doc.get_update())
    assert again.get_state() == room.doc.get_state()
    return again


def test_a_sign_half_of_which_is_known_is_not_taken_in():
    @in_a_loop
    def played():
        room = a_room()
        malo = Client(room, 2, "Malo", is_guest=True)
        room.take(malo.who, SAID)
        room.take(malo.who, b"\1\1\6\0\x84\5\x09" + piece(b"yyy") + b"\0")
        with contextlib.suppress(Malformed):
            room.take(malo.who, OVERLAPPING)
        opened_again(room)

    played()


def test_signs_are_whole_in_a_document_that_is_opened_again():
    doc = Doc()
    text = doc.get("content", type=Text)
    doc.apply_update(SAID)

    kept = Extent(doc, text)

    assert kept.would_be_cut(check(b"\0\1\5\1\1\1", kept.known))
    assert not kept.would_be_cut(check(b"\0\1\5\1\1\2", kept.known))


def test_words_said_again_by_somebody_tell_nothing_of_those_of_another():
    """The library ignores them: what they say of another's clocks would have honest words refused."""
    brought = check(b"\1\1\5\0\4\1" + piece(b"content") + piece("🙂🙂🙂🙂🙂".encode()) + b"\0", {5: 10})

    assert not any(brought.halves.values())


def test_signs_that_were_taken_away_are_remembered_no_longer():
    """Else who types and takes away pages of them, in turn, fills the memory: a gigabyte in some minutes."""

    @in_a_loop
    def played():
        room = a_room("a🙂b")
        malo = Client(room, 2, "Malo", is_guest=True)
        malo.heard()
        for _time in range(20):
            malo.type("🙂" * 500)
            before = malo.doc.get_state()
            del malo.text[len("a🙂b".encode()) : len(malo.text)]
            room.take(malo.who, malo.doc.get_update(before))
        assert str(room.text) == "a🙂b"
        assert sum(map(len, room.extent.halves.values())) <= 501

    played()


def test_signs_beside_those_that_were_taken_away_stay_whole():
    @in_a_loop
    def played():
        room = a_room()
        malo = Client(room)
        room.take(malo.who, SAID)
        room.take(malo.who, b"\0\1\5\1\5\2")  # the first of the two that follow each other
        assert room.extent.would_be_cut(check(b"\0\1\5\1\1\1", room.extent.known))
        assert room.extent.would_be_cut(check(b"\1\1\6\0\x84\5\7\1x\0", room.extent.known))
        assert not room.extent.would_be_cut(check(b"\1\1\6\0\x84\5\x08\1x\0", room.extent.known))

    played()
