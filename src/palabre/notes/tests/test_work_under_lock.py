"""Nobody else writes while a note is locked: what takes its time is done before."""

import contextlib
import datetime

import pytest

from palabre.notes import note_save
from palabre.notes.note_save import begin_note, save_note
from palabre.people.erasures import refused_names
from palabre.people.erasures.looked_lines import LookedLines
from palabre.people.models import RefusedName
from tests.builders import a_member, a_person, a_space, readers_of
from tests.erasing import erase

NOW = datetime.datetime(2024, 4, 2, 10, tzinfo=datetime.UTC)


@pytest.mark.django_db
def test_names_that_were_taken_away_are_looked_for_before_the_note_is_locked(monkeypatch):
    space = a_space()
    ines = a_member(space, "Inès")
    note = begin_note(space, readers_of(space), "Bonjour", ines)
    RefusedName.objects.create(space=space, digest="a name that was taken away")
    locked, looked = [], []
    lock, digest = note_save.lock, refused_names.digest

    def counted_lock(one):
        locked.append(one)
        return lock(one)

    def counted_digest(*told):
        looked.extend(locked[:1])
        return digest(*told)

    monkeypatch.setattr(note_save, "lock", counted_lock)
    monkeypatch.setattr(refused_names, "digest", counted_digest)

    save_note(note, "A b " * 1_000, base=1, by=ines)

    assert locked
    assert len(looked) <= 100


@pytest.fixture
def looked(monkeypatch):
    """Return the words whose digests were made."""
    found, digest = [], refused_names.digest

    def kept(space, kind, pieces, secret):
        found.append(" ".join(pieces))
        return digest(space, kind, pieces, secret)

    monkeypatch.setattr(refused_names, "digest", kept)
    return found


@pytest.mark.django_db
def test_only_lines_that_changed_are_looked_at_and_each_word_once(looked):
    space = a_space()
    ines = a_member(space, "Inès")
    lines = [f"Ligne{at} dite" for at in range(30)]
    note = begin_note(space, readers_of(space), "\n".join(lines), ines)
    RefusedName.objects.create(space=space, digest="a name that was taken away")

    save_note(note, "\n".join([*lines, "Encore Encore Encore"]), base=1, by=ines)

    assert looked.count("encore encore") == looked.count("ligne27 dite") == 2  # as a full name, and as a part of one
    assert not any("ligne20" in words for words in looked)


@pytest.mark.django_db
def test_names_taken_away_while_the_text_was_looked_at_are_looked_for_too(monkeypatch):
    space = a_space()
    ines = a_member(space, "Inès")
    note = begin_note(space, readers_of(space), "Bonjour", ines)
    lock, taken = note_save.lock, a_person(space, "Marie-Jo Le Goff")

    def lock_late(one):
        if taken.erased_at is None:
            erase(taken, at=NOW)
        return lock(one)

    monkeypatch.setattr(note_save, "lock", lock_late)

    with pytest.raises(refused_names.NameRefused):
        save_note(note, "Avec Marie-Jo Le Goff", base=1, by=ines)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "now", "is_refused"),
    [
        ("Avec Marie-Jo", "Avec Marie-Jo\nLe Goff", True),
        ("Marie-Jo\nici\nLe Goff", "Marie-Jo\nLe Goff", True),  # no line is new
        ("a\nMarie-Jo Le Goff\nb\nc\nd\ne\nf", "a\nMarie-Jo Le Goff\nb\nc\nd\ne\nF", False),  # it is there
        ("a", "a\n\n" + "b\n" * 9 + "Mme Le Goff", True),
        ("a", "a\nb", False),
    ],
)
def test_a_name_is_found_over_the_lines_that_changed(before, now, is_refused):
    space = a_space()
    erase(a_person(space, "Marie-Jo Le Goff"), at=NOW)
    expected = pytest.raises(refused_names.NameRefused) if is_refused else contextlib.nullcontext()

    with expected:
        LookedLines(space).keep_out(before, now)
