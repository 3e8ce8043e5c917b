"""Sentences in which carriers recall the votes of their question, and those that recall none."""

from pathlib import Path

import pytest

from palabre.pure.minutes import read_minutes
from palabre.pure.minutes.votes import speaks_of_votes

TWIN = (Path(__file__).parent / "twin.md").read_text()
SAID = "Le jour du forum, la table était pourtant comble et les bras levés nombreux."


@pytest.mark.parametrize(
    "sentence",
    [
        SAID,
        "Au forum, cette idée avait eu beaucoup de gommettes.",
        "Pendant la restitution, ce sujet avait récolté pas mal de votes !",
        "Notre question avait obtenu 14 voix.",
        "Cette question avait recueilli de nombreux suffrages.",
        "At the open space, this topic got many dots.",
    ],
)
def test_votes_that_were_given_are_recalled(sentence):
    assert speaks_of_votes(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Le budget du collège a été voté à 12 voix.",
        "Lors de la présentation, le devis a recueilli 12 votes.",
        "Combien de votes ce sujet avait-il obtenus au forum ?",
        "Les votes du prochain forum se feront sur papier.",
        "Au forum, ce sujet n'avait pas eu de votes.",
        "Ce sujet avait recueilli peu de votes.",
        "Ce sujet n'a obtenu aucune gommette.",
        "Ce sujet n'a pas obtenu beaucoup de voix.",
        "Notre question aura plus de votes au forum.",
        "Le forum a réuni quarante personnes.",
        "On entend la voix des habitants.",
        "Ce sujet a reçu un bon accueil. " + "x" * 300 + " votes",
    ],
)
def test_what_recalls_no_votes_of_the_question_is_left_alone(sentence):
    assert not speaks_of_votes(sentence)


def test_the_twin_has_one_such_sentence_said_by_who_carries_the_question():
    (found,) = read_minutes(TWIN).votes

    assert (found.text, found.lines, found.who) == (SAID, (51, 51), ("Nadège Pélissol", "Ismaël Berthou"))


def test_who_is_not_listed_recalls_nothing():
    text = TWIN.replace("Nadège et Ismaël", "Voisines et voisins")

    assert read_minutes(text).votes == ()
