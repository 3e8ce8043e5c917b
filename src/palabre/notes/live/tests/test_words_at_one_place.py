"""Words that many updates put at one same place: the library looks through all of them for each new one."""

import contextlib
import random

import pytest
from pycrdt import Doc, Text

from palabre.live.lib0 import Malformed, number
from palabre.notes.live.document_size import Swollen
from palabre.notes.live.note_connection import TooLarge
from palabre.notes.live.note_room import Room
from palabre.notes.live.tests.test_note_room import Client, a_room, in_a_loop
from palabre.notes.live.visitor_quotas import TooMuch
from palabre.notes.live.yjs_updates import check

REFUSED = (Malformed, TooLarge, TooMuch, Swollen)
MOST_COMPARED = 20_000_000  # a second of processor; the whole process waits for it
PLACES = 15_000  # structs of one frame of 75 KB
CUT = 100_000


def after_one_letter(client, count):
    """Return an update of `count` letters of `client`, each right after the first letter of client 5."""
    return b"\1" + number(count) + number(client) + b"\0" + b"\x84\5\0\1x" * count + b"\0"


def test_two_frames_at_one_place_do_not_hold_the_process(monkeypatch):
    taken = []
    monkeypatch.setattr(Room, "apply", lambda self, update: taken.append(update))  # which would take its time

    @in_a_loop
    def played():
        room = a_room()
        room.doc.apply_update(b"\1\1\5\0\4\1\7content\1a\0")
        room.extent.read_again()
        malo = Client(room, 2, "Malo", is_guest=True)
        for client in (6, 8):
            with contextlib.suppress(*REFUSED):
                room.take(malo.who, after_one_letter(client, PLACES), claims=True)

    played()

    compared = PLACES * PLACES if len(taken) == 2 else 0
    assert compared <= MOST_COMPARED


def test_ranges_taken_away_backwards_wait():
    """Each moves all the items after it: fifty thousand of them held the process for five seconds."""

    @in_a_loop
    def played():
        room = a_room()
        malo = Client(room, 2, "Malo")
        malo.type("ab" * 10_000)
        ranges = b"".join(number(2 * place) + b"\1" for place in reversed(range(10_000)))
        with pytest.raises(TooMuch):
            room.take(malo.who, b"\0\1" + number(malo.doc.client_id) + number(10_000) + ranges)

    played()


def test_ranges_taken_away_before_many_words_wait():
    """Each cuts the long word that they all follow: fifty thousand of them held the process for three seconds."""

    @in_a_loop
    def played():
        room = a_room()
        malo = Client(room, 2, "Malo", is_guest=True)
        room.take(malo.who, b"\1\1\5\0\4\1\7content" + number(CUT) + b"a" * CUT + b"\0")
        one_of_two_taken = b"".join(
            b"\x84\5" + number(CUT + place) + b"\1x\x81\5" + number(CUT + place + 1) + b"\1"
            for place in range(-1, PLACES * 2 - 1, 2)
        )
        room.take(malo.who, b"\1" + number(PLACES * 2) + b"\5" + number(CUT) + one_of_two_taken + b"\0")
        ranges = b"".join(number(2 * place) + b"\1" for place in range(CUT // 2))
        with pytest.raises(TooMuch):
            room.take(malo.who, b"\0\1\5" + number(CUT // 2) + ranges)

    played()


def edit_for_an_hour(doc, chance):
    """Come back a thousand times to some place: a few words, a letter corrected. Return the update."""
    before, text = doc.get_state(), doc.get("content", type=Text)
    for _time in range(1_000):
        at = chance.randrange(len(text))
        text.insert(at, "mots")
        del text[at + 3 : at + 4]
        text.insert(at + 3, "t")
    return doc.get_update(before)


def test_an_hour_of_edits_made_offline_by_three_passes():
    @in_a_loop
    def played():
        room = a_room()
        Client(room).type("Une ligne de la note.\n" * 500)
        for person in (2, 3, 4):
            one = Client(room, person, "Malo", is_guest=True)
            one.doc.apply_update(room.doc.get_update())
            room.take(one.who, edit_for_an_hour(one.doc, random.Random(person)))
        assert str(room.text).count("mot") > 2_000

    played()


def test_words_typed_or_pasted_at_the_caret_look_for_one_place():
    doc, found = Doc(), 0
    text = doc.get("content", type=Text)
    text.insert(0, "début, fin")
    for words in [*"mot à mot", "é" * 190_000, " ", "🙂"]:
        before = doc.get_state()
        text.insert(len("début".encode()) + found, words)
        found += len(words.encode())
        assert check(doc.get_update(before)).jumps == (found == 1)
