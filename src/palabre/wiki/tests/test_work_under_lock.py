"""Nobody else writes while the space is held: a new text is rendered, and removed names looked for, before."""

from dataclasses import replace

import pytest
from django.db import connection

from palabre.notes.hooks import uses
from palabre.notes.yjs import update_log
from palabre.notes.yjs.log_catch_up import catch_up
from palabre.people.erasures import refused_names
from palabre.people.models import Audience, RefusedName
from palabre.spaces.models import Space
from palabre.wiki import page_text
from palabre.wiki.lines import passage_moves
from palabre.wiki.models import Passage
from palabre.wiki.readers.reader_circles import PageCircle
from tests.builders import a_member, a_need, a_passage, a_space, readers_of

pytestmark = pytest.mark.django_db
WORDS = " ".join(f"A{number:03}" for number in range(300))


@pytest.fixture
def ines():
    space = a_space()
    RefusedName.objects.create(space=space, digest="a name that was taken away")
    return a_member(space, "Inès")


@pytest.fixture
def under_lock(monkeypatch):
    """Return the words whose digests were made, and the texts that were rendered, since the space was held."""
    held, done = [], []
    hold, digest, prepare = Space.hold, refused_names.digest, page_text.prepare

    def held_now(number):
        held.append(number)
        hold(number)

    def digested(space, kind, pieces, secret):
        done.extend([pieces] * bool(held))
        return digest(space, kind, pieces, secret)

    def prepared(text):
        done.extend([text] * (bool(held) and isinstance(text, str)))
        return prepare(text)

    monkeypatch.setattr(Space, "hold", held_now)
    monkeypatch.setattr(refused_names, "digest", digested)
    monkeypatch.setattr(page_text, "prepare", prepared)
    return done


def test_a_page_of_a_circle_is_read_before_the_space_is_held(ines, under_lock):
    circle = PageCircle("mine", "", (), "", None, lambda: Audience.of_persons(ines))

    page_text.begin_among(circle, ines.space, "Titre", WORDS, by=ines)

    assert under_lock == []


@pytest.fixture
def page(ines):
    return page_text.begin_page(ines.space, "Notes", "un\nune salle", audience=readers_of(ines.space), by=ines)


@pytest.fixture
def passage(page):
    return a_passage(page, a_need(page.space), line=2, words="une salle")


@pytest.fixture
def compared(monkeypatch):
    """Return, for each comparison of two texts, whether a transaction had begun."""
    outside, seen, real = len(connection.savepoint_ids), [], passage_moves.kept_lines

    def kept(before, after):
        seen.append(len(connection.savepoint_ids) > outside)
        return real(before, after)

    monkeypatch.setattr(passage_moves, "kept_lines", kept)
    return seen


def lines_of(passage):
    return Passage.objects.values_list("first_line", "revision").get(pk=passage.pk)


def test_the_lines_of_a_saved_text_are_compared_before_the_space_is_held(page, passage, compared, ines):
    page_text.save_page_text(page, "un\ndeux\nune grande salle", base=1, by=ines)

    assert (compared, lines_of(passage)) == ([False], (3, 2))


def test_the_lines_of_a_text_that_people_type_are_compared_before_the_space_is_held(page, passage, compared, ines):
    update_log.write_text_update(page.note, update_log.open_live(page.note), "un\ndeux\nune salle", by=ines)

    catch_up(page.note_id)

    assert (compared, lines_of(passage)) == ([False], (3, 2))


def test_the_lines_of_a_text_in_which_nothing_was_read_are_not_compared(page, compared, ines):
    page_text.save_page_text(page, "un\ndeux\nune salle", base=1, by=ines)

    assert compared == []


def test_words_read_in_a_text_while_another_one_is_compared_follow_it(page, compared, ines, monkeypatch):
    read = []

    def meanwhile(note, after):
        read.append(a_passage(page, a_need(page.space), line=2, words="une salle"))
        return passage_moves.LineMoves("another text", after, {})

    monkeypatch.setitem(uses, passage_moves.KIND, replace(uses[passage_moves.KIND], ahead=meanwhile))

    page_text.save_page_text(page, "un\ndeux\nune salle", base=1, by=ines)

    assert (compared, lines_of(read[0])) == ([True], (3, 2))
