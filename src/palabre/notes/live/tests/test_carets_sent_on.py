"""Some editors, as y-websocket's own, send on what they are told of others: they stay, and move nobody's caret."""

from palabre.notes.live import awareness, yjs_frames
from palabre.notes.live.awareness import MOST_CARETS, MOST_SENT_ON
from palabre.notes.live.note_connection import ANEW
from palabre.notes.live.tests.test_note_room import Client, a_room, in_a_loop


def send_on(client, carets):
    frame = yjs_frames.awareness(awareness.awareness_bytes(carets))
    client.room.hear(client.who, yjs_frames.read_frame(frame))


@in_a_loop
def test_who_sends_on_the_caret_of_one_who_only_reads_stays():
    room = a_room()
    silent, malo = Client(room), Client(room, 2, "Malo")
    silent.point({})
    room.beat()
    [told] = malo.carets()

    send_on(malo, [told])
    silent.point({"cursor": None}, clock=2)
    room.beat()
    send_on(malo, [told])  # late

    assert (malo.who.ended, silent.who.ended, room.carets[7].clock) == (None, None, 2)


@in_a_loop
def test_who_sends_on_that_another_left_takes_no_number():
    room = a_room()
    ines, malo = Client(room), Client(room, 2, "Malo")
    ines.point({})
    room.beat()
    room.leave(ines.who)
    gone = [caret for caret in malo.carets() if not caret.state]

    send_on(malo, gone)

    assert (len(gone), malo.who.ended) == (1, None)
    ines = Client(room)
    ines.point({}, clock=9)
    assert ines.who.ended is None


@in_a_loop
def test_who_is_told_of_many_at_once_sends_them_on_and_no_more_of_their_own():
    room = a_room()
    for number in range(MOST_CARETS + 1):
        Client(room, number, f"Personne {number}").point({}, client=100 + number)
    room.beat()
    malo = Client(room, 50, "Malo")
    told = malo.carets()

    send_on(malo, told)

    assert (MOST_CARETS < len(told) <= MOST_SENT_ON, malo.who.ended) == (True, None)


@in_a_loop
def test_a_caret_of_ones_own_under_the_number_of_another_begins_anew():
    room = a_room()
    ines, malo = Client(room), Client(room, 2, "Malo")
    ines.point({})
    room.beat()

    malo.point({"cursor": None}, clock=5)

    assert malo.who.ended == ANEW


@in_a_loop
def test_the_number_of_who_only_reads_is_written_nowhere():
    handed = []
    room = a_room(handed=handed)
    Client(room, may_write=False).point({})
    room.beat()

    assert (len(room.carets), handed) == (1, [])
