"""Updates are read before the library reads them: a text passes, whatever else or broken does not."""

import pytest
from pycrdt import Doc, Map, Text

from palabre.notes.live.frames import Malformed, number, piece
from palabre.notes.live.updates import check, check_state

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


@pytest.mark.parametrize("state", [b"", number(2**30), b"\1\7", b"\1\7\1\0", b"\1" + number(2**60) + b"\1"])
def test_what_is_no_state_does_not_pass(state):
    with pytest.raises(Malformed):
        check_state(state)
