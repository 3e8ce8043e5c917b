"""A sentence that a pasted mail broke over several lines is shown, corrected and taken out whole."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import RoleCall
from palabre.home.statements import statement_corrections
from palabre.home.statements.statements import said_of
from palabre.meetings.models import Decision
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import brought
from palabre.people.models import Person
from palabre.pure.minutes.text.wrapped_lines import MOST, WholeLines
from palabre.wiki.lines.earlier_text import restore_page_text
from palabre.wiki.models import Page, Passage
from palabre.wiki.page_text import save_page_text
from tests.builders import a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db
TEXT = """# Réunion du four

Date : 19 novembre 2026
Présents : Ana Tual, Cléo Marzin

## Besoins

- Ana Tual cherche du bois.
- Cléo Marzin cherche un logement, car elle
  déménage en mars.
- Le pain est bon.

## Décisions

- Cléo Marzin garde la clef jusqu’à son
  opération du genou.
"""
SAID = "Cléo Marzin garde la clef jusqu’à son opération du genou."


@pytest.fixture
def ana():
    return a_member(a_space(public=True), "Ana Tual")


@pytest.fixture
def cleo(ana):
    return a_member(ana.space, "Cléo Marzin")


@pytest.fixture
def reading(ana, cleo):
    reading = brought(ana, TEXT)
    open_to_space(reading, by=ana, at=timezone.now())
    return reading


def page():
    return Page.objects.select_related("note", "audience", "space").get()


def gesture(person, words, new=None, *, line=None):
    shown = next(one for one in said_of(Person.objects.get(pk=person.pk)).sentences if words in one.words)
    facts = {"base": page().note.revision, "by": person, "at": timezone.now()}
    if new is None:
        statement_corrections.refuse(page(), line or shown.line, **facts)
    else:
        statement_corrections.correct(page(), line or shown.line, new, **facts)


def test_the_screen_says_all_of_its_lines(reading, cleo):
    shown = entered(Client(), cleo).get(reverse("you:said", args=[cleo.space.slug])).content.decode()

    assert ("Lignes 15 à 16" in shown, "Ligne 4" in shown) == (True, True)


def test_it_is_shown_whole(reading, cleo):
    assert SAID in [one.words for one in said_of(cleo).sentences]


@pytest.mark.parametrize("step", [0, 1])
def test_it_is_taken_out_whole_from_whichever_line(reading, cleo, step):
    at = page().note.body_md.split("\n").index("- Cléo Marzin cherche un logement, car elle") + 1

    gesture(cleo, "logement", line=at + step)

    assert "- Ana Tual cherche du bois.\n- Le pain est bon." in page().note.body_md
    assert "déménage" not in page().note.body_md
    assert not RoleCall.objects.filter(words__contains="Cléo").exists()


def test_it_is_corrected_whole_and_what_was_read_there_follows(reading, cleo):
    gesture(cleo, "genou", "Cléo Marzin garde la clef jusqu’à lundi.")

    assert page().note.body_md.rstrip().endswith("## Décisions\n\n- Cléo Marzin garde la clef jusqu’à lundi.")
    assert Decision.objects.get().text == "Cléo Marzin garde la clef jusqu’à lundi."


@pytest.mark.parametrize("wrapped", [True, False])
def test_neither_an_older_revision_nor_a_file_wrapped_otherwise_brings_it_back(reading, ana, cleo, wrapped):
    gesture(cleo, "genou")

    restore_page_text(page(), 1, by=ana, is_writer=True)
    assert "genou" not in page().note.body_md

    brought(ana, (TEXT if wrapped else TEXT.replace("\n  ", " ")) + "- Merci.\n")
    assert "genou" not in page().note.body_md
    assert not Decision.objects.filter(text__contains="Cléo").exists()


def test_a_page_written_by_hand_too(ana, cleo):
    a_page(ana.space, "Un mot", "Bonjour.\n\nCléo Marzin part le lundi matin pour une opération du\ngenou.\n\nMerci.")

    gesture(cleo, "genou")

    assert page().note.body_md == "Bonjour.\n\n\nMerci."


def test_shortened_to_its_first_line_it_stays_so(reading, ana, cleo):
    gesture(cleo, "genou", "Cléo Marzin garde la clef jusqu’à son")

    restore_page_text(page(), 1, by=ana, is_writer=True)

    assert "genou" not in page().note.body_md


def test_it_stays_away_from_a_file_in_which_another_line_is_longer(ana, cleo):
    """How wide a text is tells where its lines go on, if they begin by a capital."""
    broken = "- Cléo Marzin cherche un logement pour elle, loin de la maison de son\n  Paul, depuis un an.\n"
    text = f"# Réunion du four\n\nDate : 19 novembre 2026\nPrésents : Ana Tual, Cléo Marzin\n\n## Besoins\n\n{broken}"
    open_to_space(brought(ana, text), by=ana, at=timezone.now())
    gesture(cleo, "logement")
    assert "Paul" not in page().note.body_md

    brought(ana, text + f"\n{'Une ligne plus longue que toutes les autres. ' * 3}\n")

    assert "Une ligne plus longue" in page().note.body_md
    assert not [word for word in ("logement", "Paul") if word in page().note.body_md]


def test_a_long_run_of_lines_is_read_once(ana, cleo):
    lines = [f"{number} Cléo Marzin note le point {number}" for number in range(3_000)]
    a_page(ana.space, "Un mot", "\n".join([*lines, "Cléo Marzin part pour une opération du", "genou."]))
    whole = WholeLines(page().note.body_md.split("\n"))

    found = {whole.at(number) for number in range(1, len(lines) + 3)}

    assert max(last - first for first, last in found) < MOST
    assert (3_001, 3_002) in found


def test_the_words_kept_beside_a_thing_go_too_where_the_line_was_broken_otherwise_since(reading, ana, cleo):
    save_page_text(page(), TEXT.replace("\n  ", " "), base=page().note.revision, by=ana, is_writer=True)
    assert Passage.objects.filter(words=SAID).exists()

    gesture(cleo, "genou")

    assert not Passage.objects.filter(words__contains="genou").exists()
    assert not Passage.objects.filter(words="").exists()
