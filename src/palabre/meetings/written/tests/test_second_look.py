"""Moods and private numbers, wherever a sentence tells them, deserve a second look."""

from string import ascii_lowercase

import pytest

from palabre.meetings.written import second_look
from palabre.meetings.written.second_look import FIGURE, MOOD, PERSON, looks_at
from palabre.people import name_forms
from palabre.people.models import Person
from palabre.people.name_forms import lines_naming
from palabre.pure.french import flat
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
