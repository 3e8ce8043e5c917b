"""A document that grew cheaply and loads slowly is begun anew before anybody loads it; an honest one is kept."""

import contextlib
import io
import random
from types import SimpleNamespace

import pytest
from django.db import connection
from pycrdt import Doc, Text

from palabre.live.connection import TRY_AGAIN
from palabre.live.lib0 import number
from palabre.notes import http_sync
from palabre.notes.live.document_trial import Trial
from palabre.notes.live.open_rooms import OpenRooms
from palabre.notes.live.tests.test_note_room import Client, a_room, in_a_loop
from palabre.notes.live.tests.test_words_at_one_place import edit_for_an_hour
from palabre.notes.models import Note, Snapshot, Update
from palabre.notes.note_save import begin_note
from palabre.notes.yjs import document_loader, load_trial, log_fold, update_log
from palabre.notes.yjs.document_loader import loaded
from palabre.notes.yjs.load_trial import UNTRIED, loads_quickly, most_passed
from palabre.notes.yjs.log_catch_up import catch_up
from palabre.notes.yjs.log_fold import fold_log
from palabre.web import sandbox
from tests.apart import run_apart
from tests.builders import a_member, a_space, readers_of

LETTERS, PLACES = 40_000, 1_500


def slow_frames(client=5):
    """Return four frames: a long text, words after its first letter that hang on its last, every other letter taken."""
    one, other = number(client), number(client + 1)
    first = b"\1\1" + one + b"\0\4\1\7content" + number(LETTERS) + b"a" * LETTERS + b"\0"
    last = b"\1\1" + other + b"\0\x84" + one + number(LETTERS - 1) + b"\1x\0"
    places = b"\1" + number(PLACES) + other + b"\1" + (b"\x84" + one + b"\0\1x") * PLACES + b"\0"
    taken = b"".join(number(2 * place) + b"\1" for place in range(1, LETTERS // 2))
    return first, last, places, b"\0\1" + one + number(LETTERS // 2 - 1) + taken


@pytest.fixture(autouse=True)
def nobody_tried():
    load_trial.turns.at.clear()


@pytest.fixture
def note(db):
    space = a_space()
    return begin_note(space, readers_of(space), "- un", a_member(space, "Inès"))


@in_a_loop
@pytest.mark.long
def test_frames_that_make_a_slow_document_are_tried_before_anybody_has_them():
    """Once in the log, whoever writes the text down or begins the note anew loads it, and every thread waits."""
    handed, said = [], []
    room = a_room(handed=handed)

    def try_now(room, trial):
        said.append(loads_quickly(trial.state, trial.update))
        room.has_tried(trial, is_quick=said[-1])

    room.try_load = try_now
    ines, malo = Client(room), Client(room, 2, "Malo", is_guest=True)
    for frame in slow_frames():
        room.take(malo.who, frame)
    ines.heard()
    ines.type("Bonjour")
    room.beat()

    kept, _text = update_log.document(b"\0\0", [change for rows in handed for change, _by in rows.changes])
    assert "Bonjour" in str(room.text)
    assert (said[-1], malo.who.ended, room.holders) == (False, TRY_AGAIN, set())
    assert most_passed(kept.get_update()) <= 2 * UNTRIED


@in_a_loop
def test_what_waits_for_a_trial_is_taken_in_after_it_with_what_follows():
    room, tried = a_room("Une ligne de la note.\n" * 500), []
    room.try_load = lambda room, trial: tried.append(trial)
    malo = Client(room, 2, "Malo", is_guest=True)
    malo.heard()
    room.take(malo.who, edit_for_an_hour(malo.doc, random.Random(1)))
    malo.type("fin")
    assert (len(tried), "fin" in str(room.text)) == (1, False)

    room.has_tried(tried[0], is_quick=True)

    assert str(room.text) == str(malo.text)


def test_a_slow_update_by_http_is_tried_while_nothing_is_locked(note, monkeypatch):
    held, here = [], len(connection.savepoint_ids)
    monkeypatch.setattr(
        load_trial, "loads_quickly", lambda state, update: held.append(len(connection.savepoint_ids) - here)
    )
    by = http_sync.Writer(a_member(note.space, "Malo"), is_guest=True)
    first, last, *slow = slow_frames()
    for frame in (first, last):
        http_sync.exchange(Note.objects.get(), b"\0", frame, by=by, epoch=None)
    with pytest.raises(http_sync.NotYet):
        http_sync.exchange(Note.objects.get(), b"\0", slow[0], by=by, epoch=None)

    assert held == [0]
    assert most_passed(update_log.opened(Note.objects.get()).doc.get_update()) <= 2 * UNTRIED


def slow_by_http(note, by, *, nth=0):
    """Each person writes under numbers of their own."""
    for frame in slow_frames(5 + 2 * nth)[:3]:
        with contextlib.suppress(http_sync.NotYet):
            http_sync.exchange(Note.objects.get(), b"\0", frame, by=http_sync.Writer(by, is_guest=True), epoch=None)


def test_who_sends_a_slow_update_again_and_again_leaves_the_place_to_others(note, monkeypatch):
    """There is one place: whoever keeps it stops all who write in notes that are long enough to be tried."""
    tried = []
    monkeypatch.setattr(load_trial, "loads_quickly", lambda state, update: tried.append(update) or False)
    malo, zoe = a_member(note.space, "Malo"), a_member(note.space, "Zoé")

    for _time in range(5):
        slow_by_http(note, malo)
    slow_by_http(note, zoe, nth=1)

    assert len(tried) == 2


def test_a_second_note_gives_no_second_turn(monkeypatch):
    monkeypatch.setattr(load_trial, "loads_quickly", lambda state, update: True)
    turns = load_trial.Turns()

    assert [turns.try_for(person, b"", b"") for person in (1, 1, 2, 1)] == [True, None, True, None]


def test_what_was_there_takes_nothing_from_the_time_of_what_is_tried(monkeypatch):
    """Else a note that takes a second to load, which is quick, would take in nothing more that has to be tried."""
    doc, done = Doc(), []
    text = doc.get("content", type=Text)
    text += "Bonjour"
    state, before = doc.get_update(), doc.get_state()
    text += "."
    given = io.BytesIO(state + doc.get_update(before))
    monkeypatch.setattr(document_loader.sys, "stdin", SimpleNamespace(buffer=given))
    monkeypatch.setattr(document_loader, "loaded", lambda given: done.append("load") or loaded(given))
    monkeypatch.setattr(document_loader, "limit_processor", lambda seconds: done.append(seconds))

    document_loader.main(f"0.25 {len(state)}", io.StringIO())

    assert done == ["load", 0.25, "load"]


@pytest.mark.parametrize("status", [1, sandbox.TOO_LONG])
def test_a_process_that_does_not_come_to_read_says_nothing_of_the_document(monkeypatch, status):
    monkeypatch.setattr(load_trial, "SAFE", -1)
    monkeypatch.setattr(sandbox, "run_apart", lambda *asked: (status, b""))

    assert loads_quickly(Doc().get_update()) is None


@pytest.mark.long
def test_what_three_wrote_for_an_hour_loads_quickly():
    doc = Doc()
    doc.get("content", type=Text).insert(0, "Une ligne de la note.\n" * 500)
    for person in range(3):
        one = Doc()
        one.apply_update(doc.get_update())
        doc.apply_update(edit_for_an_hour(one, random.Random(person)))

    assert loads_quickly(doc.get_update())


def test_only_one_document_is_tried_at_once(monkeypatch):
    monkeypatch.setattr(load_trial, "SAFE", -1)

    with load_trial.ONE_AT_ONCE:
        assert loads_quickly(Doc().get_update()) is None


def type_words(note, words):
    live = update_log.open_live(note)
    before = live.doc.get_state()
    live.text += words
    update_log.append(note, [(live.doc.get_update(before), None)], origin="")


@pytest.mark.parametrize(("is_quick", "epochs"), [(True, 0), (False, 1), (None, 0)])
def test_a_slow_document_is_begun_anew_instead_of_folded_and_keeps_its_words(note, monkeypatch, is_quick, epochs):
    monkeypatch.setattr(log_fold, "loads_quickly", lambda state: is_quick)
    type_words(note, "\n- deux")
    former = Snapshot.objects.get().state

    catch_up(note.pk)
    fold_log(note.pk)

    now = Note.objects.get()
    assert (now.body_md, now.epoch - note.epoch) == ("- un\n- deux", epochs)
    assert str(update_log.open_live(now).text) == "- un\n- deux"
    assert (Snapshot.objects.get().state == former) == (is_quick is None)


def test_words_saved_while_the_document_is_tried_stay(note, monkeypatch):
    def try_while_typed(state):
        type_words(Note.objects.get(), "\n- trois")
        catch_up(note.pk)
        return False

    monkeypatch.setattr(log_fold, "loads_quickly", try_while_typed)
    type_words(note, "\n- deux")

    fold_log(note.pk)

    assert (Note.objects.get().epoch, Update.objects.count()) == (note.epoch, 2)


@pytest.mark.parametrize("is_quick", [True, False])
def test_an_open_room_is_begun_anew_when_its_document_became_slow(monkeypatch, is_quick):
    monkeypatch.setattr("palabre.notes.live.open_rooms.TRIED_EVERY", 0)
    monkeypatch.setattr("palabre.notes.live.open_rooms.loads_quickly", lambda state, update: is_quick)
    begun = []

    async def tried():
        place, room = OpenRooms(), a_room("Bonjour")
        monkeypatch.setattr(place, "begin_anew", begun.append)
        before = room.tried
        await place.tried(room, Trial(before + 7, room.doc.get_update()))
        assert (room.tried - before, begun) == ((7, []) if is_quick else (0, [room]))

    run_apart(tried())
