"""A room: what one types, the others read, and nobody passes for another. Nothing here is a network."""

import functools
import json

import pytest
from pycrdt import Doc, Text

from palabre.live.broadcaster import Full
from palabre.live.lib0 import Bytes, Malformed
from palabre.live.live_visitors import LiveVisitor
from palabre.live.visitor_rights import Right
from palabre.notes.live import awareness, note_websocket, yjs_frames
from palabre.notes.live.awareness import Caret
from palabre.notes.live.log_writer import Fate
from palabre.notes.live.note_arrival import Arrival
from palabre.notes.live.note_connection import MOST_HELD, MOST_WAITING, NoteConnection, TooLarge
from palabre.notes.live.note_room import LONGEST, MOST_UNREAD, Room
from palabre.notes.live.visitor_quotas import TooMuch
from palabre.notes.live.yjs_frames import Kind, Step
from tests.apart import run_apart


class Client:
    """A browser: its document, and its connection to a room."""

    def __init__(self, room, person=1, name="Inès", *, may_write=True, is_guest=False):
        self.room, self.who = room, NoteConnection(person, name, may_write=may_write, is_guest=is_guest)
        self.doc = Doc()
        self.text = self.doc.get("content", type=Text)
        room.enter(self.who)
        room.hear(self.who, yjs_frames.read_frame(yjs_frames.sync(Step.ONE, self.doc.get_state())))

    def type(self, words, at=None):
        before = self.doc.get_state()
        self.text.insert(len(self.text) if at is None else at, words)
        self.room.hear(self.who, yjs_frames.read_frame(yjs_frames.sync(Step.UPDATE, self.doc.get_update(before))))

    def point(self, state, client=7, clock=1):
        body = awareness.awareness_bytes([Caret(client, clock, json.dumps(state))])
        self.room.hear(self.who, yjs_frames.read_frame(yjs_frames.awareness(body)))

    def heard(self):
        """Take in what was sent, and return it as frames."""
        sent = []
        while (message := self.who.next_message()) is not None:
            sent.append(message["bytes"])
        for frame in sent:
            if frame[0] == Kind.SYNC and frame[1] != Step.ONE:
                self.doc.apply_update(yjs_frames.read_frame(frame).body)
        return sent

    def carets(self):
        bodies = [Bytes(frame[1:]).piece() for frame in self.heard() if frame[0] == Kind.AWARENESS]
        return [caret for body in bodies for caret in awareness.read_awareness(body)]


def try_at_once(room, trial):
    """Find that it loads quickly."""
    room.has_tried(trial, is_quick=True)


def a_room(text="", *, handed=None):
    doc = Doc()
    content = doc.get("content", type=Text)
    content += text
    take = (handed if handed is not None else []).append
    return Room(1, 0, 1, doc, content, hand_over=take, publish=lambda *told: None, try_load=try_at_once)


def in_a_loop(test):
    """Run a test in a loop, as rooms do."""

    async def run():
        test()

    @functools.wraps(test)
    def run_it():
        run_apart(run())

    return run_it


@pytest.mark.parametrize(("link", "is_guest"), [(None, False), (3, True)])
def test_who_comes_by_a_link_is_a_guest(monkeypatch, link, is_guest):
    came = []

    class Place:
        async def enter(self, guest, who):
            came.append(who.is_guest)
            raise Full

    async def ignored(message):
        pass

    monkeypatch.setattr(note_websocket, "hub", Place)
    run_apart(note_websocket.come_in(Arrival(LiveVisitor(1, 2, link), "Inès", Right.WRITE, None), ignored, ignored))

    assert came == [is_guest]


@in_a_loop
def test_who_comes_gets_the_text():
    ines = Client(a_room("Bonjour é🙂"))

    ines.heard()

    assert str(ines.text) == "Bonjour é🙂"


@in_a_loop
def test_of_who_asks_for_the_document_and_reads_nothing_no_answer_is_kept():
    ines = Client(a_room("a" * LONGEST))

    for _time in range(50):
        ines.room.hear(ines.who, yjs_frames.read_frame(yjs_frames.sync(Step.ONE, b"\0")))

    assert ines.who.weight < 100
    answers = [frame for frame in ines.heard() if frame[:2] == bytes([Kind.SYNC, Step.TWO])]
    assert (len(answers), str(ines.text)) == (1, "a" * LONGEST)


@in_a_loop
def test_who_leaves_much_unread_may_not_ask_for_the_document():
    room = a_room()
    ines = Client(room)
    ines.who.tell(b"x" * (MOST_UNREAD + 1))

    with pytest.raises(TooMuch):
        room.hear(ines.who, yjs_frames.read_frame(yjs_frames.sync(Step.ONE, b"\0")))


@in_a_loop
def test_an_answer_tells_what_came_since_it_was_asked_for():
    room = a_room("a")
    ines, malo = Client(room), Client(room, 2, "Malo")
    ines.heard()

    ines.type("b")
    room.beat()
    malo.heard()

    assert str(malo.text) == "ab"


@in_a_loop
def test_what_one_types_the_others_read_at_the_next_beat():
    room = a_room("a")
    ines, malo = Client(room), Client(room, 2, "Malo")
    ines.heard(), malo.heard()

    ines.type("é🙂")
    room.beat()
    malo.heard()

    assert str(malo.text) == "aé🙂"


@in_a_loop
def test_two_who_type_at_once_read_the_same():
    room = a_room("a")
    ines, malo = Client(room), Client(room, 2, "Malo")
    ines.heard(), malo.heard()

    ines.type("ici", at=0)
    malo.type("là")
    room.beat()
    ines.heard(), malo.heard()

    assert str(ines.text) == str(malo.text) == str(room.text) == "icialà"


@in_a_loop
def test_each_hand_is_handed_over_with_her_own():
    handed = []
    room = a_room(handed=handed)
    ines, malo = Client(room), Client(room, 2, "Malo")

    ines.type("a"), ines.type("b"), malo.type("c")
    room.beat()

    assert [by for _change, by in handed[0].changes] == [1, 2]


@in_a_loop
def test_saved_is_said_once_it_is_kept_and_not_before():
    room = a_room()
    ines = Client(room)
    ines.type("a"), ines.type("b")
    room.beat()
    before = [frame for frame in ines.heard() if frame[0] == Kind.SAVED]

    room.kept({ines.who: 2}, Fate.KEPT)

    assert (before, ines.heard()) == ([], [yjs_frames.number_frame(Kind.SAVED, 2)])


@in_a_loop
def test_what_was_begun_anew_ends_every_connection():
    room = a_room()
    ines = Client(room)

    room.kept({ines.who: 1}, Fate.ANEW)

    assert ines.who.ended == 4409


@in_a_loop
def test_who_only_reads_changes_nothing():
    room = a_room("a")
    passer = Client(room, 3, "Paul", may_write=False)

    passer.type("x")
    room.beat()

    assert (str(room.text), room.typed) == ("a", {})


@in_a_loop
def test_a_name_is_what_the_server_knows():
    room = a_room()
    ines, malo = Client(room), Client(room, 2, "Malo")
    malo.heard()

    ines.point({"user": {"name": "Malo", "admin": True}, "cursor": {"head": 1}})
    room.beat()

    assert json.loads(malo.carets()[0].state) == {
        "cursor": {"head": 1},
        "user": {"name": "Inès", "colour": 1},
        "told": True,
    }


@in_a_loop
def test_nobody_moves_the_caret_of_another():
    room = a_room()
    ines, malo = Client(room), Client(room, 2, "Malo")
    ines.point({"cursor": 1})
    room.beat(), malo.heard()

    malo.point({"cursor": 9}, clock=5)
    room.beat()

    assert malo.carets() == []


@in_a_loop
def test_whose_caret_it_is_is_written_before_their_first_word():
    handed = []
    room = a_room(handed=handed)
    ines = Client(room)
    ines.point({"cursor": 1})
    room.beat()
    ines.point({"cursor": 2}, clock=2)
    room.beat()

    assert [(rows.changes, rows.claims) for rows in handed] == [((), ((7, 1),))]


@in_a_loop
def test_the_caret_of_who_leaves_goes():
    room = a_room()
    ines, malo = Client(room), Client(room, 2, "Malo")
    ines.point({"cursor": 1})
    room.beat(), malo.heard()

    room.leave(ines.who)

    assert ([caret.state for caret in malo.carets()], room.carets) == ([""], {})


@in_a_loop
def test_a_text_that_would_be_too_long_is_refused_and_shortening_is_not():
    room = a_room("a" * (LONGEST - 10))
    ines = Client(room)
    ines.heard()

    with pytest.raises(TooLarge):
        ines.type("b" * 50)
    before = ines.doc.get_state()
    del ines.text[0:5]
    room.hear(ines.who, yjs_frames.read_frame(yjs_frames.sync(Step.UPDATE, ines.doc.get_update(before))))


@in_a_loop
def test_what_hangs_on_words_that_are_not_here_waits_for_them_and_is_in_no_text():
    room = a_room("a")
    ines = Client(room)
    ines.heard()
    ines.text += "un "
    first, between = ines.doc.get_update(room.doc.get_state()), ines.doc.get_state()
    ines.text += "deux"

    room.hear(ines.who, yjs_frames.read_frame(yjs_frames.sync(Step.UPDATE, ines.doc.get_update(between))))
    before = (str(room.text), dict(room.typed), ines.who.held != [])
    room.hear(ines.who, yjs_frames.read_frame(yjs_frames.sync(Step.TWO, first)))

    assert (before, str(room.text), len(room.typed[ines.who])) == (("a", {}, True), "aun deux", 2)


@in_a_loop
def test_what_waits_for_words_that_never_come_has_an_end():
    ines = Client(a_room("a"))
    ines.heard()
    ines.text += "lost"
    before = ines.doc.get_state()
    ines.text += "x" * (MOST_HELD // 2)
    hanging = yjs_frames.read_frame(yjs_frames.sync(Step.UPDATE, ines.doc.get_update(before)))

    ines.room.hear(ines.who, hanging)
    with pytest.raises(TooLarge):
        ines.room.hear(ines.who, hanging)


@in_a_loop
def test_who_reads_too_slowly_is_sent_away_to_come_back():
    who = NoteConnection(1, "Inès", may_write=True)

    who.tell(b"x" * (MOST_WAITING + 1))

    assert (who.ended, list(who.waiting)) == (1013, [])


@in_a_loop
def test_what_another_process_wrote_is_read_here_and_not_written_twice():
    handed = []
    room = a_room("a", handed=handed)
    ines = Client(room)
    ines.heard()
    other = Doc()
    other.apply_update(room.doc.get_update())
    other.get("content", type=Text).insert(0, "b")

    room.hear_elsewhere(other.get_update(room.doc.get_state()))
    room.beat()
    ines.heard()

    assert (str(ines.text), handed) == ("ba", [])


@in_a_loop
def test_a_whole_log_that_says_nothing_new_is_told_to_nobody():
    room = a_room("a")
    ines = Client(room)
    ines.heard()

    room.hold_against([room.doc.get_update(), room.doc.get_update()])
    room.beat()

    assert ines.heard() == []


@pytest.mark.parametrize(
    ("act", "text"), [(lambda text: text.insert(1, "é🙂"), "aé🙂b"), (lambda text: text.clear(), "")]
)
def test_what_a_whole_log_holds_and_the_room_lacks_is_told(act, text):
    @in_a_loop
    def told():
        room = a_room("ab")
        ines = Client(room)
        ines.heard()
        other = Doc()
        other.apply_update(room.doc.get_update())
        before = other.get_state()
        act(other.get("content", type=Text))

        room.hold_against([room.doc.get_update(), other.get_update(before)])
        room.beat()
        ines.heard()

        assert (str(room.text), str(ines.text)) == (text, text)

    told()


@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"\x00\x09\x00", b"\x01\x05ab", b"\xff" * 12, b"\x00\x02\xff\xff\xff\xff\x0f"]
)
def test_what_is_no_frame_is_malformed(data):
    with pytest.raises(Malformed):
        yjs_frames.read_frame(data)


def test_a_frame_of_a_kind_that_nobody_knows_is_passed_over():
    assert yjs_frames.read_frame(b"\x63abc") is None


@in_a_loop
def test_a_broken_update_is_malformed_and_leaves_the_text():
    room = a_room("a")
    ines = Client(room)

    with pytest.raises(Malformed):
        room.hear(ines.who, yjs_frames.read_frame(yjs_frames.sync(Step.UPDATE, b"\x01\x05rubbish")))
    assert str(room.text) == "a"
