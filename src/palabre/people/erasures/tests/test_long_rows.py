"""The HTML of a page that loses a name is made while the space is not held, and only for words that go."""

import datetime

import pytest

from palabre.notes import names as note_names
from palabre.notes.models import Note, Revision
from palabre.people.erasures import delayed_erasure, name_erasure, things_read
from palabre.people.erasures.tests.scene import entering
from palabre.people.models import Audience, Erasure, RefusedName
from palabre.wiki.page_text import begin_page
from tests.builders import a_member, a_page, a_person, a_space
from tests.transactions import noted_calls

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

NOW = datetime.datetime(2026, 11, 27, 10, tzinfo=datetime.UTC)
TOMORROW = NOW + datetime.timedelta(days=1)
NAME = "Zéphyrine Quillévéré"


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def rendered(monkeypatch):
    """For each text that was rendered for a removal: was a transaction open?"""
    return noted_calls(monkeypatch, note_names, "render")


def text_of(page):
    return Note.objects.get(pk=page.note_id).body_md


def test_pages_are_rendered_while_the_space_is_not_held(space, rendered):
    pages = [a_page(space, title, f"{NAME} s’en occupe.") for title in ("Le four", "Le moulin")]

    name_erasure.erase(a_person(space, NAME), at=NOW)
    delayed_erasure.finish_due(TOMORROW)

    assert rendered == [False, False]
    assert {text_of(page) for page in pages} == {"Une personne s’en occupe."}
    assert "Une personne" in Note.objects.get(pk=pages[0].note_id).body_html
    assert not Revision.objects.filter(body_md__contains="Quillévéré").exists()


def test_one_of_which_the_words_are_kept_meanwhile_keeps_them(space, monkeypatch):
    page, odile = a_page(space, "Le four", f"{NAME} s’en occupe."), a_member(space, "Odile Tanneguy")
    name_erasure.erase(a_person(space, NAME), at=NOW)
    render = note_names.render

    def render_late(text):
        delayed_erasure.keep_page_words(space, by=odile)
        return render(text)

    monkeypatch.setattr(note_names, "render", render_late)
    delayed_erasure.finish_due(TOMORROW)

    assert text_of(page) == f"{NAME} s’en occupe."


def test_one_that_changes_meanwhile_loses_the_name_all_the_same_and_no_word_else(space, monkeypatch):
    page = a_page(space, "Le four", f"{NAME} s’en occupe.")
    name_erasure.erase(a_person(space, NAME), at=NOW)
    render, late = note_names.render, []

    def render_late(text):
        if not late:
            late.append(Note.objects.filter(pk=page.note_id).update(body_md=f"{NAME} s’en occupe. Et du moulin."))
        return render(text)

    monkeypatch.setattr(note_names, "render", render_late)
    delayed_erasure.finish_due(TOMORROW)

    assert text_of(page) == "Une personne s’en occupe. Et du moulin."


def test_a_typed_name_that_such_a_page_alone_said_is_refused_as_before(space):
    her = entering(space, NAME)
    a_page(space, "Le four", f"{NAME} s’en occupe.")

    name_erasure.erase(her, at=NOW)
    delayed_erasure.finish_due(TOMORROW)

    assert RefusedName.objects.filter(space=space).exists()


def test_what_they_wrote_alone_goes_at_the_next_round_where_it_is_long(space, rendered, monkeypatch):
    monkeypatch.setattr(things_read, "MOST_AT_ONCE", 60)
    her = a_member(space, NAME)
    pages = [
        begin_page(space, f"Page {number}", f"{NAME} s’en occupe.", audience=Audience.of_space(space), by=her)
        for number in range(3)
    ]
    rendered.clear()

    name_erasure.erase(her, at=NOW)
    at_once = [text_of(page) for page in pages]
    delayed_erasure.finish_due(NOW)

    assert at_once == ["Une personne s’en occupe.", *[f"{NAME} s’en occupe."] * 2]
    assert {text_of(page) for page in pages} == {"Une personne s’en occupe."}
    assert rendered == [True, False, False]
    assert Erasure.objects.get().own_rows == []
