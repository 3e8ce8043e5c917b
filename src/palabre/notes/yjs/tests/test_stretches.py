"""Stretches of typing: the history shows one revision of each, and the texts before what was taken away in it."""

import datetime

import pytest
from django.utils import timezone

from palabre.notes import revision_cleanup
from palabre.notes.models import Revision
from palabre.notes.note_save import begin_note
from palabre.notes.yjs import stretches, update_log
from palabre.notes.yjs.log_catch_up import catch_up
from tests.builders import readers_of

BASE = "# Réunion\n\n"
LINES = [f"- ce que la réunion a dit, point {number}, en une phrase\n" for number in range(8)]


@pytest.fixture
def note(space, ines):
    return begin_note(space, readers_of(space), BASE, ines)


def typed(note, change, *, by):
    """Have somebody change the live text as a room would write it in the log, and save it."""
    note.refresh_from_db()
    live = update_log.open_live(note)
    before = live.doc.get_state()
    change(live.text)
    update_log.append(note, [(live.doc.get_update(before), by.pk)], origin="room")
    catch_up(note.pk)


def add(words):
    def change(text):
        text += words

    return change


def take(words):
    def change(text):
        at = str(text).index(words)
        del text[len(str(text)[:at].encode()) : len(str(text)[: at + len(words)].encode())]

    return change


def in_the_history(note):
    return list(
        Revision.objects.filter(note=note, is_passing=False).order_by("number").values_list("body_md", flat=True)
    )


def test_what_another_deletes_within_the_same_stretch_stays_in_the_history(note, ines, malo):
    for line in LINES:
        typed(note, add(line), by=ines)
    typed(note, take("".join(LINES)), by=malo)
    typed(note, add("rien"), by=malo)

    revision_cleanup.sweep(timezone.now() + datetime.timedelta(days=2))

    assert in_the_history(note) == [BASE, BASE + "".join(LINES), BASE + "rien"]


def test_what_is_deleted_little_by_little_stays_in_the_history(note, ines, malo):
    for line in LINES:
        typed(note, add(line), by=ines)
    for line in LINES:
        for half in (line[:20], line[20:]):
            typed(note, take(half), by=malo)

    revision_cleanup.sweep(timezone.now() + datetime.timedelta(days=2))

    assert BASE + "".join(LINES) in in_the_history(note)


def test_the_text_before_a_slow_deletion_is_kept_however_long_it_is(note, ines, malo, monkeypatch):
    monkeypatch.setattr(revision_cleanup, "MOST_PASSING", 1)
    typed(note, add("".join(LINES)), by=ines)
    for line in LINES:
        for half in (line[:20], line[20:]):
            typed(note, take(half), by=malo)

    assert BASE + "".join(LINES) in in_the_history(note)


def test_typing_and_mending_a_word_make_one_revision(note, ines, malo):
    for by, words in ((ines, "\n- un mot"), (malo, " de trop"), (ines, "\n- et la suite")):
        typed(note, add(words), by=by)
        typed(note, take(words[-4:]), by=by)

    assert len(in_the_history(note)) == 2


def test_a_note_keeps_so_much_in_an_hour(note, ines, malo, monkeypatch):
    monkeypatch.setattr(stretches, "MOST_KEPT", 3_000)
    for _turn in range(30):
        typed(note, add("".join(LINES)), by=malo)
        typed(note, take("".join(LINES)), by=malo)

    assert sum(map(len, in_the_history(note))) < 5_000


@pytest.mark.parametrize(
    ("before", "after", "gone"),
    [
        ("un\ndeux\n", "un\ndeux\ntrois\n", 0),
        ("- bonj\n- et", "- bonjour\n- et toi", 0),
        ("un\ndeux\ntrois\n", "un\ntrois\n", 5),
        ("un deux trois", "un trois", 5),
        ("a" * 9_000 + "b" * 9_000, "a" * 9_000 + "c" + "b" * 9_000, 0),
        ("un deux " * 200 + "fin", "zut un deux " + "un deux " * 199 + "fin de tout", 0),
    ],
)
def test_what_was_taken_away_is_counted_and_what_goes_on_is_not(before, after, gone):
    assert stretches.taken_away(before, after) == gone


def test_texts_that_take_long_to_compare_are_all_taken_away():
    before, after = "ab" * 5_000, "ba" * 5_000

    assert stretches.taken_away(before, after) == len(before)


def test_what_people_type_in_a_line_each_takes_nothing_away():
    """As one text, ten long lines that changed were megabytes to compare, and beyond the steps that are counted."""
    lines = [f"Ligne {number} : {'des mots ' * 1_000}" for number in range(10)]
    after = [f"{line}et encore" for line in lines]

    assert stretches.taken_away("\n".join(lines), "\n".join(after)) == 0
    assert stretches.taken_away("\n".join(after), "\n".join(lines)) == 10 * len("et encore")
