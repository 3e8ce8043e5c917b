"""The Watch ends the rooms of what is gone or begun anew, and no other."""

from types import SimpleNamespace

import pytest

from palabre.notes.live.watch import Found, Watch


def ended_by(found, rooms):
    """Return which rooms a look ends, and by which code, with these rooms open (note → epoch)."""
    ended = {}
    hub = SimpleNamespace(
        rooms={note: SimpleNamespace(epoch=epoch) for note, epoch in rooms.items()},
        end_room=ended.__setitem__,
        judge=lambda rights: None,
    )
    Watch(hub).take_in(found)
    return ended


def a_look(asked, epochs):
    return Found(tuple(asked), [], 0, epochs, {}, {})


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
