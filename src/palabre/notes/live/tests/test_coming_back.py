"""Who comes back to a note that many wrote for hours says again all that was ever taken away in it: it is known."""

from pycrdt import Doc, Text

from palabre.live.lib0 import number
from palabre.notes.live import yjs_frames
from palabre.notes.live.tests.test_note_room import Client, a_room, in_a_loop
from palabre.notes.live.yjs_frames import Step

CORRECTED = 24_000  # letters typed, taken away and typed again, among two hundred thousand


def written_for_hours(letters):
    """Return a document in which one letter of two was taken away."""
    words = b"\1\1\5\0\4\1\7content" + number(2 * letters) + b"ab" * letters + b"\0"
    taken = b"".join(number(2 * place) + b"\1" for place in range(letters))
    doc = Doc()
    doc.get("content", type=Text)
    doc.apply_update(words)
    doc.apply_update(b"\0\1\5" + number(letters) + taken)
    return doc


def test_words_typed_out_of_reach_come_back_to_a_long_note():
    @in_a_loop
    def played():
        room = a_room()
        room.doc.apply_update(written_for_hours(CORRECTED).get_update())
        room.__post_init__()
        ines = Client(room)
        ines.heard()
        known = room.doc.get_state()
        ines.text += " enfin"
        room.hear(ines.who, yjs_frames.read_frame(yjs_frames.sync(Step.TWO, ines.doc.get_update(known))))
        room.beat()
        assert ines.who.ended is None
        assert str(room.text).endswith(" enfin")

    played()
