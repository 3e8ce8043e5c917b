"""Things to do that a tool of Palabre does."""

import pytest

from palabre.pure.action_tools import DATE, RHYTHM, invites_to, is_for_each_group, tool_of


@pytest.mark.parametrize(
    ("words", "tool"),
    [
        ("Proposer un sondage pour la prochaine réunion", DATE),
        ("Lancer un Framadate", DATE),
        ("Fixer la prochaine date", DATE),
        ("Se retrouver tous les quinze jours", RHYTHM),
        ("Publier la lettre tous les 15 jours", RHYTHM),
        ("Se voir une fois par mois", RHYTHM),
        ("Appeler le maçon avant vendredi", ""),
        ("Noter la date de plantation", ""),
    ],
)
def test_the_words_tell_the_tool(words, tool):
    assert tool_of(words) == tool


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("Chaque équipe va chercher quelle est la forme, la trace pour raconter son sujet.", "object"),
        ("Chaque groupe s’attache à dire quel est son livrable", "object"),
        ("Chaque groupe apporte une photo et un nom", "intention"),
        ("Each group chooses a date", "intention"),
        ("Chaque groupe lance un sondage", "date"),
    ],
)
def test_what_is_said_to_each_group_invites_it_to_something(words, way):
    assert is_for_each_group(words)
    assert invites_to(words) == way


@pytest.mark.parametrize("words", ["Appeler chaque groupe", "Chaque semaine, relire", "Le groupe propose", ""])
def test_what_is_not_said_to_each_group_invites_nobody(words):
    assert not is_for_each_group(words)
