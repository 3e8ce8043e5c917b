"""Writing: a save is never lost, and never counted twice."""

from unittest import mock

import pytest

from palabre.notes import note_save
from palabre.notes.models import Note
from palabre.notes.note_save import Conflict, begin_note, save_note
from palabre.notes.revision_restore import restore_revision
from tests.at_once import at_once
from tests.builders import a_member, a_space, readers_of

pytestmark = pytest.mark.postgres

BASE = "# Réunion\n\n- un\n- deux\n- trois"


@pytest.fixture
def space(db):
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo")


@pytest.fixture
def note(space, ines):
    return begin_note(space, readers_of(space), BASE, ines)


def texts(note):
    return list(note.revisions.order_by("number").values_list("body_md", flat=True))


def test_a_note_begins_with_its_first_revision(note):
    assert (note.revision, texts(note)) == (1, [BASE])


def test_a_save_is_a_revision_rendered(note, ines):
    written = save_note(note, "Bonjour", base=1, by=ines, words="tout")

    kept = Note.objects.get()
    assert (written.revision, kept.revision, kept.body_md) == (2, 2, "Bonjour")
    assert kept.body_html == '<p><span data-f="1-1">Bonjour</span><span data-l="1-1"></span></p>\n'
    assert [(row.by, row.words) for row in note.revisions.filter(number=2)] == [(ines, "tout")]


def test_the_same_save_sent_twice_is_one_revision(note, ines):
    save_note(note, "Bonjour", base=1, by=ines)

    again = save_note(note, "Bonjour", base=1, by=ines)

    assert (again.is_new, texts(note)) == (False, [BASE, "Bonjour"])


def test_line_ends_of_a_form_change_nothing(note, ines):
    assert save_note(note, BASE.replace("\n", "\r\n"), base=1, by=ines).is_new is False


def test_two_saves_from_one_revision_are_joined(note, ines, malo):
    save_note(note, BASE.replace("- un", "- un, fait"), base=1, by=ines)

    written = save_note(note, BASE.replace("- trois", "- trois, promis"), base=1, by=malo)

    assert written.is_merged is True
    assert Note.objects.get().body_md == "# Réunion\n\n- un, fait\n- deux\n- trois, promis"


def test_the_same_line_written_by_two_is_a_conflict_that_loses_nothing(note, ines, malo):
    theirs, mine = BASE.replace("deux", "elle"), BASE.replace("deux", "moi")
    save_note(note, theirs, base=1, by=ines)

    with pytest.raises(Conflict) as conflict:
        save_note(note, mine, base=1, by=malo)

    found = conflict.value
    assert (found.theirs, found.mine, found.revision) == (theirs, mine, 2)
    assert found.draft == "# Réunion\n\n- un\n- elle\n- moi\n- trois"
    assert texts(note) == [BASE, theirs]


def test_a_conflict_is_finished_by_saving_from_the_latest_revision(note, ines, malo):
    save_note(note, BASE.replace("deux", "elle"), base=1, by=ines)

    written = save_note(note, BASE.replace("deux", "elle et moi"), base=2, by=malo)

    assert (written.revision, written.is_merged) == (3, False)


def test_what_goes_with_a_save_is_done_with_it_or_neither_is(note, ines):
    def fails(written):
        raise RuntimeError("planted")

    with pytest.raises(RuntimeError, match="planted"):
        save_note(note, "Bonjour", base=1, by=ines, then=fails)

    assert (Note.objects.get().body_md, texts(note)) == (BASE, [BASE])


def test_who_was_overtaken_while_rendering_is_merged_all_the_same(note, ines, malo):
    real, calls = note_save.prepare, []

    def overtaken(text):
        calls.append(text)
        if len(calls) == 1:
            save_note(note, BASE + "\n- elle", base=1, by=ines)
        return real(text)

    with mock.patch.object(note_save, "prepare", overtaken):
        save_note(note, BASE.replace("- un", "- moi"), base=1, by=malo)

    assert Note.objects.get().body_md == "# Réunion\n\n- moi\n- deux\n- trois\n- elle"


def test_an_earlier_text_comes_back_as_a_new_revision(note, ines):
    save_note(note, "Bonjour", base=1, by=ines)

    restore_revision(note, 1, by=ines)
    restore_revision(note, 1, by=ines)

    assert texts(note) == [BASE, "Bonjour", BASE]


@pytest.mark.django_db(transaction=True)
def test_people_who_save_at_once_lose_nothing():
    space = a_space()
    people = [a_member(space, f"Personne {number}") for number in range(6)]
    note = begin_note(space, readers_of(space), "Début", None)

    faults = at_once(*[lambda by=by: save_note(note, f"Début\n- {by.name}", base=1, by=by) for by in people])

    assert faults == []
    first, *lines = Note.objects.get().body_md.split("\n")
    assert (first, sorted(lines)) == ("Début", [f"- {person.name}" for person in people])
    assert note.revisions.count() == 1 + len(people)
