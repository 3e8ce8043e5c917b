"""Moods and private numbers, wherever a sentence tells them, deserve a second look."""

import pytest

from palabre.meetings.written.second_look import FIGURE, MOOD, looks_at
from tests.builders import a_space

TEXT = """## Échange libre

Le préau reste ouvert. Solveig est épuisée. Le digicode est 45B7.

- Le groupe est motivé
"""


@pytest.mark.django_db
def test_a_mood_and_a_code_in_the_middle_of_a_text_are_asked_about():
    found = [(one.kind, one.words, one.line) for one in looks_at(TEXT, a_space(), page=None)]

    assert found == [(MOOD, "Solveig est épuisée.", 3), (FIGURE, "digicode est 45B7", 3)]
