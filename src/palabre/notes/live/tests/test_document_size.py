"""The bounds of a live document, and of what one visitor brings: honest writing passes, the rest ends or waits."""

import contextlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text

from palabre.live.lib0 import Malformed, number, piece
from palabre.notes.live import document_size as bounds
from palabre.notes.live.document_size import Extent, Swollen
from palabre.notes.live.note_connection import ANEW, NoteConnection, TooLarge
from palabre.notes.live.tests.test_note_room import Client, a_room, in_a_loop
from palabre.notes.live.visitor_quotas import GUESTS, NUMBERS_AT_ONCE, Shares, TooMuch
from palabre.notes.live.yjs_updates import check, check_state

WORDS = "Honnête é🙂. "
REFUSED = (Malformed, TooLarge, TooMuch, Swollen)


def made_up(kind, place, chance):
    """Return a hostile struct: of some kind, under some number, that hangs on something or on nothing."""
    words = piece("x🙂".encode()) if kind == 4 else number(chance.choice([1, 2, 1000, 2**30]))
    where = b"\1" + piece(b"content")
    flags = chance.choice([0, 0, 0x80, 0x40, 0xC0])
    if flags:
        where = b"".join(number(chance.choice([1, 2, place])) + number(chance.randrange(4)) for _ in range(flags // 64))
    return bytes([kind | flags]) + where + words


def hostile(seed):
    """Return a made-up update: structs of many clients, and ranges that take away what nobody wrote."""
    chance = random.Random(seed)
    clients = chance.sample(range(1000, 9000), chance.choice([0, 1, 3, 300]))
    structs = b"".join(
        b"\1" + number(one) + number(chance.choice([0, 0, 1])) + made_up(chance.choice([0, 1, 1, 10]), one, chance)
        for one in clients
    )
    taken = chance.choice([0, 1, 50])
    ranges = b"".join(
        number(place) + b"\1\0" + number(chance.choice([1, 2**20])) for place in range(9000, 9000 + taken)
    )
    return number(len(clients)) + structs + number(taken) + ranges


@given(st.lists(st.integers(0, 2**32), max_size=30))
@settings(max_examples=25, deadline=None)
def test_hostile_updates_leave_the_text_of_honest_people_and_a_small_document(seeds):
    @in_a_loop
    def played():
        room = a_room()
        ines, malo = Client(room), Client(room, 2, "Malo")
        for seed in seeds:
            ines.type(WORDS)
            try:
                room.take(malo.who, hostile(seed), claims=True)
            except REFUSED:
                malo = Client(room, 2, "Malo")
        assert str(room.text) == WORDS * len(seeds)
        assert room.extent.known == check_state(room.doc.get_state())
        assert len(room.extent.known) <= NUMBERS_AT_ONCE + 1
        assert len(room.doc.get_update()) <= bounds.MOST_BESIDE + len(str(room.text).encode())

    played()


KEYS = st.tuples(st.integers(0, 1), st.booleans(), st.sampled_from(["a", "é🙂", "", "mot\n"]))


@given(st.lists(KEYS, max_size=40))
@settings(max_examples=30, deadline=None)
def test_the_state_vector_that_is_kept_is_that_of_the_document(keys):
    doc = Doc()
    kept = Extent(doc, doc.get("content", type=Text))
    writers = [Doc(), Doc()]
    for turn, tells, words in keys:
        writer, before = writers[turn], writers[turn].get_state()
        text = writer.get("content", type=Text)
        (text.insert(0, words) if words else text.clear())
        update = writer.get_update(before)
        brought = check(update, kept.known)
        assert brought.is_ready(kept.known)
        doc.apply_update(update)
        kept.grow(brought)
        if tells:
            writers[1 - turn].apply_update(doc.get_update(writers[1 - turn].get_state()))

    assert kept.known == check_state(doc.get_state())
    assert kept.beside >= len(doc.get_update()) - len(str(kept.text).encode())


def split_text(pieces):
    """Return a document in which every other letter is taken away: many structs."""
    doc = Doc(client_id=7)
    doc.get("content", type=Text).insert(0, "ab" * pieces)
    ranges = b"".join(number(2 * place) + b"\1" for place in range(pieces))
    doc.apply_update(b"\0\1\7" + number(pieces) + ranges)
    return doc


def test_what_would_be_too_large_is_refused_before_it_is_applied(monkeypatch):
    whole, more = split_text(40_000), b"\2" + struct(8) + struct(9) + b"\0"
    kept = Extent(whole, whole.get("content", type=Text))
    before = whole.get_update()
    assert kept.is_beyond(0.5)
    monkeypatch.setattr(bounds, "MOST_BESIDE", kept.beside + 20)

    with pytest.raises(Swollen):
        kept.admit(check(more, kept.known))
    assert whole.get_update() == before


def struct(client):
    return b"\1" + number(client) + b"\0\4\1" + piece(b"content") + piece(b"x" * 10)


def test_the_whole_of_what_was_taken_away_may_be_said_again():
    """As a browser that comes back does each time."""
    doc = split_text(20_000)
    kept = Extent(doc, doc.get("content", type=Text))
    again, who = doc.get_update(doc.get_state()), NoteConnection(1, "Inès", may_write=True)

    for _time in range(5):
        brought = check(again, kept.known)
        who.share.spend(brought, kept)
        kept.admit(brought)
        kept.grow(brought)


def type_here_and_there(who):
    for _time in range(200):
        who.type("ab", at=0)
        who.type("c", at=1)


def test_who_swells_a_document_waits_and_others_write_on(monkeypatch):
    monkeypatch.setattr("palabre.notes.live.visitor_quotas.MOST_BESIDE", 2_000)

    @in_a_loop
    def played():
        room = a_room()
        ines, malo = Client(room), Client(room, 2, "Malo")
        malo.who.share.weight.most = malo.who.share.weight.left = 500
        with pytest.raises(TooMuch):
            type_here_and_there(malo)
        ines.type(WORDS)
        assert WORDS in str(room.text)

    played()


def test_guests_together_are_held_back_before_a_note_begins_anew_and_a_member_writes_on(monkeypatch):
    for module in ("document_size", "visitor_quotas"):
        monkeypatch.setattr(f"palabre.notes.live.{module}.MOST_BESIDE", 4_000)

    @in_a_loop
    def played():
        room = a_room()
        ines = Client(room)
        for number_of_hers in range(2, 7):
            with pytest.raises(TooMuch):
                type_here_and_there(Client(room, number_of_hers, "Malo", is_guest=True))
        room.extent.count()
        assert room.extent.beside <= 4_000 * GUESTS
        ines.type(WORDS)
        assert WORDS in str(room.text)

    played()


@pytest.mark.parametrize(
    ("clients", "is_guest", "refused"),
    [((6,), True, TooMuch), ((6, 7), False, None), ((6, 7, 8), False, Swollen), ((5,), True, None)],
)
def test_the_last_quarter_of_the_numbers_is_the_members(monkeypatch, clients, is_guest, refused):
    monkeypatch.setattr(bounds, "MOST_CLIENTS", 8)
    doc = Doc()
    doc.apply_update(many_structs(range(6)))
    kept, update = Extent(doc, doc.get("content", type=Text)), many_structs(clients)
    expected = pytest.raises(refused) if refused else contextlib.nullcontext()

    with expected:
        NoteConnection(1, "Malo", may_write=True).share.admit(check(update, kept.known), kept, is_guest=is_guest)


def many_structs(clients):
    return number(len(clients)) + b"".join(map(struct, clients)) + b"\0"


def test_who_has_much_read_waits_by_whichever_connection_she_comes():
    @in_a_loop
    def played():
        room = a_room()
        ines, malo = Client(room), Client(room, 2, "Malo")
        again = Client(room, 2, "Malo")
        malo.who.pieces = 300_000

        assert malo.who.paused() > 60
        with pytest.raises(TooMuch):
            again.type(WORDS)
        ines.type(WORDS)

    played()


def test_nobody_writes_under_the_number_of_another():
    """Her next words would be taken for known ones, and be lost."""

    @in_a_loop
    def played():
        room = a_room()
        ines, malo = Client(room), Client(room, 2, "Malo")
        ines.type("oui")
        forged = Doc(client_id=ines.doc.client_id)
        forged.apply_update(room.doc.get_update())
        before = forged.get_state()
        forged.get("content", type=Text).insert(3, "FAUX")
        room.take(malo.who, forged.get_update(before), claims=True)
        ines.type(" bien sûr")
        assert str(room.text) == "oui bien sûr"

    played()


def test_nor_where_the_first_words_came_as_a_difference():
    """Typed before the connection opened: they come before any caret."""

    @in_a_loop
    def played():
        room = a_room()
        ines, malo = Client(room), Client(room, 2, "Malo")
        ines.doc.get("content", type=Text).insert(0, "oui")
        room.take(ines.who, ines.doc.get_update(room.doc.get_state()))
        forged = Doc(client_id=ines.doc.client_id)
        forged.apply_update(room.doc.get_update())
        before = forged.get_state()
        forged.get("content", type=Text).insert(3, "FAUX")
        room.take(malo.who, forged.get_update(before))
        ines.type(" bien sûr")
        assert str(room.text) == "oui bien sûr"

    played()


def test_a_caret_with_the_number_of_somebody_keeps_none_of_their_next_words_out():
    """The process that knew whose number it is may have ended since."""

    @in_a_loop
    def played():
        room = a_room()
        ines, malo = Client(room), Client(room, 2, "Malo")
        ines.type("oui")
        room.shares = Shares()
        malo.point({}, client=ines.doc.client_id)
        ines.type(" bien sûr")
        assert str(room.text) == "oui bien sûr"

    played()


def test_who_comes_with_a_number_that_another_reserved_begins_with_a_new_one():
    @in_a_loop
    def played():
        room = a_room()
        ines, malo = Client(room), Client(room, 2, "Malo")
        malo.point({}, client=7)
        ines.point({}, client=7)
        assert (ines.who.ended, malo.who.ended) == (ANEW, None)

    played()
