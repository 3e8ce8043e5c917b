"""The Watch ends the rooms of what is gone or begun anew, and no other."""

from types import SimpleNamespace

import pytest

from palabre.notes.live.database_watch import LOOKS_AFTER_OPENING, Watch, WatchQuery, WatchResult, new_rows
from palabre.notes.models import Update
from tests.builders import a_page, a_space


def ended_by(found, rooms):
    """Return which rooms a look ends, and by which code, with these rooms open (note → epoch)."""
    ended = {}
    hub = SimpleNamespace(
        rooms={note: SimpleNamespace(epoch=epoch) for note, epoch in rooms.items()},
        end_room=ended.__setitem__,
    )
    Watch(hub).take_in(found)
    return ended


def a_look(asked, epochs):
    return WatchResult(tuple(asked), [], [], 0, epochs)


@pytest.mark.parametrize(
    ("asked", "epochs", "ended"),
    [
        ([1], {1: 0}, {}),
        ([1], {}, {1: 4404}),
        ([1], {1: 1}, {1: 4409}),
    ],
)
def test_a_room_ends_with_its_note_or_its_epoch(asked, epochs, ended):
    assert ended_by(a_look(asked, epochs), {1: 0}) == ended


def test_a_room_that_opened_since_the_look_is_not_ended_by_it():
    assert ended_by(a_look([1], {1: 0}), {1: 0, 2: 0}) == {}


def test_a_room_that_opened_anew_since_the_look_is_not_ended_by_it():
    assert ended_by(a_look([1], {1: 0}), {1: 1}) == {}


def test_the_whole_log_of_a_room_just_opened_is_looked_at_for_a_while():
    watch = Watch(SimpleNamespace(rooms={1: None, 2: None}, origin="here"))
    watch.looks = 1
    watch.begin(2)

    repaired = []
    for _look in range(LOOKS_AFTER_OPENING + 1):
        repaired.append(watch.asked().repair)
        watch.take_in(WatchResult((), [], [], 0, {}))

    assert repaired == [(2,)] * LOOKS_AFTER_OPENING + [()]


@pytest.mark.django_db
def test_rows_of_our_own_rooms_are_not_read_again():
    note = a_page(a_space()).note
    ours, theirs = (Update.objects.create(note=note, epoch=0, change=b"x", origin=name) for name in ("here", "pages"))

    rows = new_rows(WatchQuery((note.pk,), ours.pk - 1, "here", ()))

    assert [number for number, *_rest in rows] == [theirs.pk]
