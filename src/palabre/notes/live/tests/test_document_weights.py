"""What all open documents hold beside their text is bounded: first those of who holds most are begun anew."""

import asyncio
from types import SimpleNamespace

import pytest

from palabre.live.connection import TRY_AGAIN
from palabre.notes.live import open_rooms
from palabre.notes.live.document_size import MOST_BESIDE, WORN, Extent
from palabre.notes.live.document_weights import LOOSE, MOST_OF_ALL, MOST_OF_ONE, those_to_begin_anew
from palabre.notes.live.open_rooms import OpenRooms
from palabre.notes.live.tests.test_document_size import split_text
from palabre.notes.live.tests.test_note_room import Client, a_room
from palabre.notes.live.visitor_quotas import Share
from palabre.notes.models import Note
from palabre.notes.note_save import begin_note
from palabre.notes.yjs import epochs, update_log
from palabre.notes.yjs.epochs import open_slim
from palabre.notes.yjs.log_catch_up import lock
from tests.apart import run_apart
from tests.builders import a_member, a_space, readers_of

HALF = MOST_BESIDE // 2
OF_ONE, OF_ALL = MOST_OF_ONE // HALF, MOST_OF_ALL // HALF  # notes half full


class Weighed(SimpleNamespace):
    """A room: who is there, and what its document holds beside its text, as estimated and as counted."""

    __hash__ = object.__hash__

    def __init__(self, *persons, beside=HALF, exact=None):
        members = [SimpleNamespace(person=person) for person in persons]
        extent = SimpleNamespace(beside=beside, exact=beside if exact is None else exact, count=self.count)
        super().__init__(members=members, extent=extent, is_ending=False, counts=0)

    def count(self):
        self.counts += 1
        self.extent.beside = self.extent.exact


def test_sixty_who_write_and_correct_six_long_notes_are_within_the_bounds():
    rooms = [Weighed(*range(10 * note, 10 * note + 10)) for note in range(6)]

    assert those_to_begin_anew(rooms) == []


def test_nor_do_ten_who_have_all_of_sixteen_open():
    assert those_to_begin_anew([Weighed(*range(10)) for _note in range(16)]) == []


def test_of_who_alone_holds_too_much_the_heaviest_are_begun_anew():
    rooms = [Weighed(7, beside=HALF + place) for place in range(OF_ONE + 3)]
    others = [Weighed(1, 2, 3), Weighed(4)]

    assert those_to_begin_anew([*others, *rooms]) == rooms[::-1][:3]


def test_of_all_those_of_who_holds_most_are_begun_anew():
    """Each is within the bound of one, and they have their notes open together."""
    many = [Weighed(*range(10, 20)) for _note in range(OF_ALL)]
    honest = [Weighed(1, 2, 3), Weighed(4)]

    found = those_to_begin_anew([*honest, *many])

    assert len(found) == 2
    assert set(found) <= set(many)


def test_an_estimate_far_above_is_counted_before_anything_is_begun_anew():
    """What was typed is estimated from above: an hour of keys is counted as megabytes, and holds little."""
    typed = [Weighed(1, beside=MOST_OF_ONE, exact=1_000), Weighed(1, beside=2_000 + LOOSE, exact=2_000)]

    assert those_to_begin_anew(typed) == []
    assert [room.counts for room in typed] == [1, 0]
    assert those_to_begin_anew(typed) == []
    assert [room.counts for room in typed] == [1, 0]


def test_many_light_notes_are_left_alone():
    """There is nothing to be won."""
    assert those_to_begin_anew([Weighed(note, beside=LOOSE // 2) for note in range(2 * MOST_OF_ALL // LOOSE + 2)]) == []


def test_a_room_that_is_too_heavy_closes_and_opens_again_once_it_is_begun_anew(monkeypatch):
    done = []

    async def played():
        place, room = OpenRooms(), a_room("Bonjour")
        malo = Client(room, 2, "Malo")
        place.rooms[room.note] = room
        monkeypatch.setattr(open_rooms, "those_to_begin_anew", list)
        monkeypatch.setattr(place, "ask", told_nothing)
        monkeypatch.setattr(open_rooms, "begun_anew", lambda note, epoch: done.append((note, epoch)))
        monkeypatch.setattr(open_rooms, "opened", lambda note, share: done.append("opened") or stop())
        with pytest.raises(KeyError):
            await place.look()
        assert (malo.who.ended, place.rooms) == (TRY_AGAIN, {})
        await asyncio.sleep(0)
        with pytest.raises(Note.DoesNotExist):
            await place.room_of(room.note, Share())

    run_apart(played())

    assert done == [(1, 0), "opened"]


async def told_nothing(*asked):
    raise KeyError


def stop():
    raise Note.DoesNotExist


@pytest.mark.parametrize(("text", "epoch"), [("", 1), ("mot " * 8_000, 0)])
def test_a_note_of_which_little_is_left_but_its_past_is_begun_anew_by_who_opens_it(db, monkeypatch, text, epoch):
    space = a_space()
    note = begin_note(space, readers_of(space), "- un", a_member(space, "Inès"))
    live = update_log.open_live(note)
    live.doc.apply_update(split_text(12_000).get_update())
    live.text += text
    monkeypatch.setattr(epochs.update_log, "open_live", lambda locked: live)
    monkeypatch.setattr(epochs, "caught_up", lambda *_: live)
    assert WORN < Extent(live.doc, live.text).beside < HALF

    locked = lock(note)
    open_slim(locked)

    assert locked.epoch == epoch
