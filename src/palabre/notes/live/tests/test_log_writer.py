"""What rooms hand over is written, whatever became of who typed it."""

import pytest
from pycrdt import Doc, Text

from palabre.notes.live.log_writer import Fate, Rows, Scribe
from palabre.notes.models import Update
from palabre.notes.yjs import update_log
from palabre.notes.yjs.client_owners import owners_of
from palabre.notes.yjs.epochs import begin_anew
from tests.builders import a_member, a_page, a_space

pytestmark = pytest.mark.django_db


def rows_by(note, *hands, epoch=0):
    doc = Doc()
    doc.get("content", type=Text).insert(0, "mot")
    return Rows(note.pk, epoch, tuple((doc.get_update(), by) for by in hands), done=lambda fate: None)


@pytest.fixture
def note():
    page = a_page(a_space(), "Notes", "Bonjour")
    update_log.open_live(page.note)
    return page.note


@pytest.fixture
def scribe(monkeypatch):
    monkeypatch.setattr("threading.Thread.start", lambda thread: None)
    monkeypatch.setattr("palabre.notes.live.log_writer.close_old_connections", lambda: None)  # the test's own is in use
    return Scribe("here", written_down=lambda note, revision: None)


def test_the_words_of_who_is_gone_are_kept_and_hold_nobody_back(scribe, note):
    ines = a_member(note.space, "Inès")

    fates = scribe.appended([rows_by(note, ines.pk, ines.pk + 1000)])

    assert fates == [Fate.KEPT]
    assert list(Update.objects.order_by("pk").values_list("by", flat=True)) == [ines.pk, None]


def test_what_was_typed_in_an_epoch_that_ended_is_not_written(scribe, note):
    assert scribe.appended([rows_by(note, None, epoch=7)]) == [Fate.ANEW]
    assert not Update.objects.exists()


def test_whose_number_it_is_is_written_with_the_words_once(scribe, note):
    ines, changes = a_member(note.space, "Inès"), rows_by(note, None).changes

    def claiming(epoch, *claims):
        return Rows(note.pk, epoch, changes, lambda fate: None, claims)

    for some in (claiming(0, (7, ines.pk), (8, ines.pk)), claiming(0, (7, ines.pk + 1)), claiming(9, (9, ines.pk))):
        scribe.appended([some])

    assert owners_of(note.pk) == {7: ines.pk, 8: ines.pk}


def test_a_note_just_begun_anew_is_not_told_as_gone(scribe, note):
    begin_anew(note)

    assert scribe.appended([rows_by(note, None), rows_by(note, None, epoch=note.epoch)]) == [Fate.ANEW, Fate.ANEW]
    assert not Update.objects.exists()


def test_what_was_typed_in_a_note_that_is_gone_holds_nothing_back(scribe, note):
    gone = rows_by(note, None)
    gone = Rows(note.pk + 1, 0, gone.changes, gone.done)

    assert scribe.appended([gone, rows_by(note, None)]) == [Fate.GONE, Fate.KEPT]


def test_a_note_that_was_left_as_it_was_is_not_loaded_again(scribe, note, monkeypatch):
    loaded, opened = [], update_log.opened
    monkeypatch.setattr(update_log, "opened", lambda one: loaded.append(one.pk) or opened(one))

    scribe.write_down(note.pk, folding=True)
    nothing, loaded[:] = list(loaded), []
    scribe.appended([rows_by(note, None)])
    scribe.write_down(note.pk, folding=True)

    assert (nothing, set(loaded)) == ([], {note.pk})
