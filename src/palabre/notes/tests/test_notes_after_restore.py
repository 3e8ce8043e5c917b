"""A browser that was left open on a note of the database that was replaced writes nothing in the copy."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from pycrdt import Doc, Text

from palabre.live.lib0 import piece
from palabre.notes.models import Note
from palabre.upkeep.backups.backup import back_up
from palabre.upkeep.backups.restore import restore_backup
from tests.builders import a_member, a_page, a_space, entered

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("data_with_secret"),
]


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Kersauze")


class OpenTab:
    """A browser that says the epoch of the page that it was given, as ours does."""

    def __init__(self, page, person):
        note, self.person = Note.objects.get(pk=page.note_id), person
        self.address = f"/s/{person.space.slug}/notes/{note.pk}/sync/?epoch={note.epoch}"
        self.doc = Doc()
        self.text = self.doc.get("content", type=Text)

    def types(self, words):
        self.text += words
        said = piece(self.doc.get_state()) + piece(self.doc.get_update())
        device = entered(Client(), self.person)
        return device.post(self.address, said, content_type="application/octet-stream").status_code


@pytest.mark.parametrize("was_live", [False, True])
def test_the_text_of_the_copy_is_not_joined_to_that_of_the_tab(ines, was_live):
    page = a_page(ines.space, "Notes", "Bonjour")
    if was_live:
        assert OpenTab(page, ines).types(" à tout le monde.") == 200
    file, tab = back_up(at=timezone.now()), OpenTab(page, ines)
    tab.types("Il pleut.")

    restore_backup(file, at=timezone.now())

    before = Note.objects.get().body_md
    assert (tab.types(" Il neige."), Note.objects.get().body_md) == (409, before)
    assert OpenTab(page, ines).types("Il vente.") == 200


def test_a_note_that_is_made_after_it_is_none_that_a_tab_knows(ines):
    file = back_up(at=timezone.now())
    lost = a_page(ines.space, "Mon médecin", "Bonjour").note_id

    at = datetime.datetime.fromtimestamp(lost + 60, tz=datetime.UTC)  # the tests before restored too, maybe later
    restore_backup(file, at=max(timezone.now(), at))

    assert a_page(ines.space, "Fête", "Bonjour").note_id > lost


def test_restoring_twice_tells_three_databases_apart(ines):
    a_page(ines.space, "Notes", "Bonjour")
    file, at = back_up(at=timezone.now()), timezone.now()
    epochs = {Note.objects.get().epoch}

    for minutes in (1, 2):
        restore_backup(file, at=at + timezone.timedelta(minutes=minutes))
        epochs.add(Note.objects.get().epoch)

    assert len(epochs) == 3
