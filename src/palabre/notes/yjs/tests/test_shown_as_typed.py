"""What people type while a name is removed: a long text is rendered once nobody waits."""

import datetime

import pytest

from palabre.notes import names as note_names
from palabre.notes.models import Note
from palabre.notes.yjs import shown_as_typed, update_log
from palabre.people.erasures import delayed_erasure, name_erasure
from palabre.people.models import Erasure
from palabre.spaces.models import Space
from tests.builders import a_page, a_person

NOW = datetime.datetime(2026, 11, 27, 10, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
LONG = "- un *mot* & un autre\n" * 40


@pytest.fixture
def notes(space, ines, monkeypatch):
    """Three notes in which somebody types, of which two are rendered under one lock."""
    pages = [a_page(space, f"Page {number}", LONG) for number in range(3)]
    for page in pages:
        live = update_log.open_live(page.note)
        before = live.doc.get_state()
        live.text += "- trois"
        update_log.append(page.note, [(live.doc.get_update(before), ines.pk)], origin="room")
    monkeypatch.setattr(shown_as_typed, "AT_ONCE", 2 * shown_as_typed.weight(LONG) + 100)
    return [page.note for page in pages]


def shown(notes):
    found = Note.objects.in_bulk([note.pk for note in notes])
    assert {one.body_md for one in found.values()} == {f"{LONG}- trois"}
    return [found[note.pk].body_html for note in notes]


def test_what_is_beyond_the_bound_is_shown_as_typed_then_rendered_by_the_worker(notes, malo):
    name_erasure.erase(malo, at=NOW)
    *rendered, last = shown(notes)
    version = Space.objects.get(pk=malo.space_id).version

    shown_as_typed.render_those_as_typed(NOW + MINUTE)
    again = shown(notes)
    shown_as_typed.render_those_as_typed(NOW + MINUTE)

    assert last == f"<pre data-as-typed>{LONG.replace('&', '&amp;')}- trois</pre>"
    assert again == [*rendered, rendered[0]]
    assert "<em>mot</em>" in rendered[0]
    assert Space.objects.get(pk=malo.space_id).version > version


def test_what_changed_meanwhile_is_rendered_as_it_is_now(notes, malo, monkeypatch):
    name_erasure.erase(malo, at=NOW)
    number, render = notes[-1].pk, shown_as_typed.rendered

    def rendered_late(text):
        Note.objects.filter(pk=number).update(body_md="# Autre", body_html="<h2>Autre</h2>")
        return render(text)

    monkeypatch.setattr(shown_as_typed, "rendered", rendered_late)
    shown_as_typed.render_those_as_typed(NOW + MINUTE)

    assert Note.objects.get(pk=number).body_html == "<h2>Autre</h2>"


@pytest.mark.parametrize("removed", [None, NOW + MINUTE, NOW - shown_as_typed.RECENT])
def test_no_text_is_looked_through_where_no_name_was_removed_lately(notes, malo, removed, django_assert_num_queries):
    name_erasure.erase(malo, at=NOW)
    Erasure.objects.update(at=removed) if removed else Erasure.objects.all().delete()

    with django_assert_num_queries(1):
        shown_as_typed.render_those_as_typed(NOW)


def test_a_note_in_which_people_type_begins_anew_once_however_many_pages_say_the_name(space, monkeypatch):
    live = a_page(space, "Vive", "On y tape.").note
    pages = [a_page(space, f"Le four {number}", "Zéphyrine Quillévéré s’en occupe.") for number in range(5)]
    name_erasure.erase(a_person(space, "Zéphyrine Quillévéré"), at=NOW)
    render = note_names.render

    def rendered_while_they_come_back(text):
        update_log.open_live(Note.objects.get(pk=live.pk))
        return render(text)

    monkeypatch.setattr(note_names, "render", rendered_while_they_come_back)
    delayed_erasure.finish_due(NOW + datetime.timedelta(days=1))

    assert Note.objects.get(pk=live.pk).epoch == 1
    assert {Note.objects.get(pk=page.note_id).body_md for page in pages} == {"Une personne s’en occupe."}
