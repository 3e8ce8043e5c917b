"""Moods and private numbers, wherever a sentence tells them, deserve a second look."""

import itertools
from contextlib import suppress
from string import ascii_lowercase
from types import SimpleNamespace

import pytest
from django.db import transaction

from palabre.meetings.models import Asked
from palabre.meetings.written import minutes_redaction, second_look
from palabre.meetings.written.minutes_completion import Item, MeetingOutcome
from palabre.meetings.written.minutes_redaction import KEEP, WITHDRAW, told_without
from palabre.meetings.written.second_look import FIGURE, MOOD, PERSON, looks_at, note_second_look
from palabre.meetings.written.tests.meeting_held import NOW
from palabre.people import name_forms
from palabre.people.models import Person
from palabre.people.name_forms import lines_naming
from palabre.pure.french import flat
from palabre.refusal import Refusal
from tests import builders as make
from tests.builders import a_space

TEXT = """## Échange libre

Le préau reste ouvert. Solveig est épuisée. Le digicode est 45B7.

- Le groupe est motivé
"""


@pytest.mark.django_db
def test_a_mood_and_a_code_in_the_middle_of_a_text_are_asked_about():
    found = [(one.kind, one.words, one.line) for one in looks_at(TEXT, a_space(), page=None)]

    assert found == [(MOOD, "Solveig est épuisée.", 3), (FIGURE, "digicode est 45B7", 3)]


def named(space, number):
    """Import this many people who never came, and return a text that names them all."""
    names = [f"Prénom{letter} Nom{letter}" for letter in ascii_lowercase[:number]]
    Person.objects.bulk_create(Person(space=space, name=one) for one in names)
    return "\n".join(names)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [4, 8])
def test_a_text_is_made_plain_once_for_all_the_names(monkeypatch, number):
    """It was made plain once for each person who never came."""
    space, read = a_space(), []
    text = named(space, number)
    monkeypatch.setattr(name_forms, "flat", lambda said: read.append(said) or flat(said))

    found = [one.words for one in looks_at(text, space, page=None) if one.kind == PERSON]

    assert (found, read.count(text)) == (text.split("\n"), 1)


@pytest.mark.django_db
def test_no_name_is_searched_once_there_are_questions_enough(monkeypatch):
    space, searched = a_space(), []
    text = named(space, 8)
    monkeypatch.setattr(second_look, "MOST", 3)
    monkeypatch.setattr(second_look, "lines_naming", lambda *said: searched.append(said) or lines_naming(*said))

    assert len(looks_at(text, space, page=None)) == len(searched) == 3


@pytest.fixture
def compiled(monkeypatch):
    """Return the names of which the patterns are compiled."""
    names, compile_forms = [], name_forms.forms_from

    def counted(spelling):
        names.append(spelling.name.written)
        return compile_forms(spelling)

    monkeypatch.setattr(name_forms, "forms_from", counted)
    return names


def page_with(space, text):
    page = make.a_page(space, "Réunion", text)
    page.note.space = space
    return page


@pytest.mark.django_db
def test_a_name_that_was_answered_is_not_compiled_again(compiled):
    space = a_space()
    page = page_with(space, named(space, 4))
    facts = {"answer": KEEP, "kind": PERSON, "at": NOW}
    Asked.objects.bulk_create(Asked(page=page, words=f"Prénom{one} Nom{one}", **facts) for one in "abc")

    found = [one.words for one in looks_at(page.note.body_md, space, page=page) if not one.answered]

    assert (found, compiled) == (["Prénomd Nomd"], ["Prenomd Nomd"])


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "words", "read"), [(MOOD, "Rien.", 0), (PERSON, "Prénomb Nomb", 1)])
def test_an_answer_compiles_its_own_name_alone(compiled, kind, words, read):
    """One about words that are not in the page compiled all the names that it says."""
    space = a_space()
    page = page_with(space, named(space, 8))
    her = make.a_member(space, "Inès Courtois")

    with transaction.atomic(), suppress(Refusal):
        note_second_look(page, kind, words, KEEP, by=her, at=NOW)

    assert len(compiled) == read


@pytest.mark.django_db
def test_names_are_looked_for_while_there_is_time_and_the_rest_of_the_text_is_read(monkeypatch):
    space, clock = a_space(), itertools.count()
    text = f"{named(space, 8)}\n\nLe digicode est 45B7."
    monkeypatch.setattr(minutes_redaction, "time", SimpleNamespace(thread_time=lambda: next(clock)))
    monkeypatch.setattr(second_look, "SPENT_ON_NAMES", 3)

    assert [one.kind for one in looks_at(text, space, page=None)] == [PERSON] * 3 + [FIGURE]


@pytest.mark.django_db
def test_so_many_names_are_compiled_at_most(monkeypatch, compiled):
    space = a_space()
    text = named(space, 8)
    monkeypatch.setattr(second_look, "MOST_NAMES", 5)
    monkeypatch.setattr(second_look, "lines_naming", lambda *_said: [])

    assert looks_at(text, space, page=None) == []
    assert len(compiled) == 5


@pytest.mark.django_db
@pytest.mark.parametrize("number", [2, 6])
def test_names_taken_out_are_looked_for_once_in_all_that_a_meeting_left(number, compiled, django_assert_num_queries):
    """They were in each line of it: two queries and 5 ms for each name and each line."""
    space = a_space()
    page = page_with(space, "Rien.")
    names = named(space, number).split("\n")
    taken = (Asked(page=page, kind=PERSON, words=one, answer=WITHDRAW, at=NOW) for one in names)
    Asked.objects.bulk_create(taken)
    told = MeetingOutcome(needs=tuple(Item(f"Une salle, dit {one}") for one in names), actions=(Item(names[0]),))

    with django_assert_num_queries(4):
        left = told_without(told, page)

    assert left.needs == (Item("Une salle, dit une personne"),) * number
    assert left.actions == (Item("Une personne"),)
    assert len(compiled) == number
