"""Updates are read before the library reads them: a text passes, whatever else or broken does not."""

import pytest
from pycrdt import Doc, Map, Text

from palabre.live.lib0 import Malformed, number, piece
from palabre.notes.live import yjs_updates
from palabre.notes.live.document_size import MOST_CLIENTS, check_sent_state
from palabre.notes.live.yjs_updates import check, check_state

ITEM = b"\1\1\7\0\4\1" + piece(b"content") + piece(b"oui")
NOTHING_TAKEN = b"\0"


def a_text():
    doc = Doc()
    return doc, doc.get("content", type=Text)


def test_what_people_type_and_take_away_passes():
    doc, text = a_text()
    other, _text = a_text()
    for _turn in range(50):
        before = doc.get_state()
        text.insert(0, "é🙂 mot\n")
        del text[0:2]
        check(doc.get_update(before))
        other.apply_update(doc.get_update(before))

    check(doc.get_update())
    check(other.get_update())
    check_state(doc.get_state())


def test_an_item_made_by_hand_passes():
    check(ITEM + NOTHING_TAKEN)


@pytest.mark.parametrize(
    "update",
    [
        b"",
        ITEM,  # cut
        ITEM + NOTHING_TAKEN + b"\0",  # something after it
        number(2**30) + b"\0",  # more clients than there are bytes
        b"\1" + number(2**30) + b"\7\0",  # more pieces than there are bytes
        b"\1\0\7\0\0",  # a client without a piece
        b"\1\1\7\0\4\1" + piece(b"content") + piece(b"") + b"\0",  # of no length
        b"\1\1\7\0\4\1" + piece(b"elsewhere") + piece(b"oui") + b"\0",
        b"\1\1\7\0\0\1\0",  # a struct without content
        b"\1\2\7\0\4\1" + piece(b"content") + piece(b"oui") + b"\x0a\1\0",  # one that is skipped
        b"\1\1\7\0\x84\7\0" + piece(b"oui") + b"\0",  # hangs on itself
        b"\2" + (ITEM[1:]) * 2 + b"\0",  # one client twice
        b"\1\1\7\0\4\1" + piece(b"content") + piece(b"\xff") + b"\0",  # no UTF-8
        b"\1\1\7\0\4\1" + piece(b"content") + piece(b"oui\r") + b"\0",  # a carriage return, which editors do not count
        b"\1\1\7\0\1\1" + piece(b"content") + number(2**40) + b"\0",
        b"\1\1\7" + number(2**31) + b"\4\1" + piece(b"content") + piece(b"oui") + b"\0",
        b"\0\1\7\1\0\0",  # takes away a stretch of no length
        b"\0\1\7" + number(2**30),
    ],
)
def test_what_is_no_update_of_a_text_does_not_pass(update):
    with pytest.raises(Malformed):
        check(update)


def test_another_kind_of_document_does_not_pass():
    doc = Doc()
    doc.get("map", type=Map)["key"] = "value"

    with pytest.raises(Malformed):
        check(doc.get_update())


@pytest.mark.parametrize(
    "state", [b"", number(2**30), b"\1\7", b"\1\7\1\0", b"\1" + number(2**60) + b"\1", b"\2\7\1\7\2"]
)
def test_what_is_no_state_does_not_pass(state):
    with pytest.raises(Malformed):
        check_state(state)


@pytest.mark.parametrize(("entries", "most_read"), [(["\1\0"] * 131_000, 0), (["\1\0"] * 2_000, 2)])
def test_a_state_of_too_many_clients_or_of_one_twice_is_not_read_to_its_end(monkeypatch, entries, most_read):
    """A frame of one client 131 000 times was read for half a second, in which the process did nothing else."""
    read = []
    monkeypatch.setattr(yjs_updates, "check_client", lambda given: read.append(given) or given.number())

    with pytest.raises(Malformed):
        check_sent_state(number(len(entries)) + "".join(entries).encode())
    assert len(read) <= most_read


def test_a_state_of_as_many_clients_as_a_document_may_hold_is_read():
    state = number(MOST_CLIENTS) + b"".join(number(2**32 + client) + b"\1" for client in range(MOST_CLIENTS))

    assert len(check_sent_state(state)) == MOST_CLIENTS


def struct(client, clock, after, words):
    return b"\1" + number(client) + number(clock) + b"\x84" + number(after[0]) + number(after[1]) + piece(words)


@pytest.mark.parametrize(
    ("update", "known", "is_ready"),
    [
        (ITEM + NOTHING_TAKEN, {}, True),
        (b"\1" + struct(7, 3, (7, 2), b"x") + b"\0", {7: 3}, True),
        (b"\1" + struct(7, 3, (7, 2), b"x") + b"\0", {7: 2}, False),  # a gap before it
        (b"\1" + struct(8, 0, (7, 2), b"x") + b"\0", {7: 3}, True),
        (b"\1" + struct(8, 0, (7, 2), b"x") + b"\0", {}, False),  # hangs on nothing
        (b"\2" + struct(8, 0, (7, 2), b"x") + ITEM[1:] + b"\0", {}, True),  # on what comes with it
        (b"\2" + struct(8, 0, (9, 0), b"x") + struct(9, 0, (8, 0), b"x") + b"\0", {}, False),  # each on the other
        (b"\0\1\7\1\0\3", {7: 3}, True),
        (b"\0\1\7\1\0\3", {7: 2}, False),  # takes away what is not there
    ],
)
def test_what_can_be_applied_is_known_before_it_is(update, known, is_ready):
    assert check(update, known).is_ready(known) is is_ready


def test_two_who_answered_each_other_offline_can_be_taken_in_at_once():
    (one, text), (other, its_text) = a_text(), a_text()
    for _turn in range(20):
        text += "é🙂"
        other.apply_update(one.get_update(other.get_state()))
        its_text += "oui"
        one.apply_update(other.get_update(one.get_state()))

    brought = check(one.get_update())

    assert (brought.is_ready({}), brought.ends) == (True, check_state(one.get_state()))
