"""Each form that is saved keeps its whole text for good: one person does not fill the disk with them."""

import datetime

import pytest

from palabre.notes import note_save
from palabre.notes.models import Note, Revision
from palabre.notes.note_save import begin_note, save_note
from palabre.refusal import Refusal
from tests.builders import a_member, a_space, readers_of

pytestmark = pytest.mark.django_db
LONG = "Une ligne de la page.\n" * 200


def save(note, text, *, by):
    now = Note.objects.select_related("space").get(pk=note.pk)
    return save_note(now, text, base=now.revision, by=by)


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès")


@pytest.fixture
def note(ines, monkeypatch):
    monkeypatch.setattr(note_save, "MOST_SAVED", 5 * len(LONG), raising=False)
    return begin_note(ines.space, readers_of(ines.space), "Bonjour", None)


def test_who_saves_a_long_text_again_and_again_waits_and_others_do_not(note, ines):
    for number in range(4):
        save(note, f"{number}\n{LONG}", by=ines)

    with pytest.raises(Refusal) as refused:
        save(note, f"Encore.\n{LONG}", by=ines)

    assert refused.value.status == 429
    save(note, "Peu de mots.", by=ines)
    save(note, f"Malo.\n{LONG}", by=a_member(ines.space, "Malo"))
    Revision.objects.update(at=note.changed_at - datetime.timedelta(hours=2))
    save(note, f"Plus tard.\n{LONG}", by=ines)


def test_what_was_typed_together_is_not_counted(note, ines):
    for number in range(10):
        Revision.objects.create(note=note, number=100 + number, by=ines, began_at=note.changed_at)

    save(note, LONG, by=ines)


def test_short_texts_leave_the_room_of_a_long_one(note, ines):
    """Who ticked boxes and wrote a line here and there all along a workshop still saves its long page."""
    for number in range(12):
        save(note, f"Case {number}.", by=ines)

    save(note, LONG, by=ines)


def test_texts_count_for_their_length(note, ines):
    for number in range(8):
        save(note, f"{number}\n{LONG[: len(LONG) // 2]}", by=ines)

    with pytest.raises(Refusal):
        save(note, f"{LONG}{LONG}", by=ines)


def test_who_begins_a_long_text_again_and_again_waits_too(note, ines):
    for number in range(4):
        begin_note(ines.space, readers_of(ines.space), f"{number}\n{LONG}", ines)

    with pytest.raises(Refusal) as refused:
        begin_note(ines.space, readers_of(ines.space), f"Encore.\n{LONG}", ines)

    assert refused.value.status == 429
