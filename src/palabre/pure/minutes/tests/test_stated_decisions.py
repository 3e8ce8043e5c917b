"""An act said in so many words is a fact; what is told of it, or of others, is a proposal or nothing."""

from __future__ import annotations

import pytest

from palabre.pure.minutes import read_minutes

HEAD = "# Réunion du 3 mars 2025\n\n"


def decided(text):
    return [(one.text, one.sure) for one in read_minutes(HEAD + text).decisions]


@pytest.mark.parametrize(
    "act",
    [
        "Le compte rendu de la séance précédente est validé.",
        "Le groupe serre acte que la pompe reste au local.",
        "Pour la fête, le comité de quartier décide de louer une scène.",
        "Le CA ne retient pas l'idée d'un second four.",
        "On décide d'acheter le rabot.",
        "Il est convenu que chacun apporte un plat.",
        "Le budget est adopté à l'unanimité.",
        "Budget voté.",
        "Le pad adopté comme carnet commun est validé.",
        "Deux devis reçus, pas d'objection => validation par le bureau",
    ],
)
def test_the_act_itself_is_a_fact(act):
    assert decided(act) == [(act, True)]


@pytest.mark.parametrize(
    "told",
    [
        "Le projet de serre a été validé par la fédération en janvier.",
        "Le CA a voté l'ouverture du compte.",
        "Zoé Le Du est désignée secrétaire de séance.",
        "On garde la salle des fêtes.",
        "ok pour le second four",
        "Le four est désormais fermé le lundi.",
        "Le gaz est préféré au bois.",
        "La serre ne sera pas reconduite.",
        "Le groupe four privilégie le bois sec.",
        "Point reporté au printemps",
        "Tout le monde est d'accord pour louer la scène.",
        "Le choix se porte sur le devis de Zéphyr.",
        "Finalement, ce sera le samedi 12 avril.",
    ],
)
def test_what_is_told_is_a_proposal(told):
    assert decided(told) == [(told, False)]


@pytest.mark.parametrize(
    "text",
    [
        "Le groupe se demande s'il convient de louer une scène.",
        "Le devis doit être validé avant juin.",
        "L'an passé, le comité a décidé de geler les tarifs.",
        "Les bénévoles souhaitent être entendus avant que ce soit décidé.",
        "Voici ce qu'on a retenu.",
        "Le conseil municipal vote le budget en avril.",
        "Ana présente les points validés",
    ],
)
def test_what_is_no_act_is_no_fact(text):
    assert [one for one in decided(text) if one[1]] == []


def test_a_verb_and_a_colon_head_a_list_of_decisions():
    text = "Le four fume trop. On décide de :\n\n- demander un devis\n- prévenir la mairie\n\nLa suite est calme."

    assert decided(text) == [("demander un devis", True), ("prévenir la mairie", True)]


def test_a_table_may_hold_decisions_and_actions():
    table = "| Lieu | Décision | Action | Responsables |\n|---|---|---|---|\n| Four | Le garder | Ramoner | Ana Gil |"
    read = read_minutes(HEAD + table)

    assert [(one.text, one.sure) for one in read.decisions] == [("Le garder", True)]
    assert [(one.text, one.owners) for one in read.tasks] == [("Ramoner", ("Ana Gil",))]


def test_a_vote_is_no_decision_and_what_it_adopts_is_one():
    assert decided("Vote : pour 8, contre 1, abstention 2. Le budget est adopté.") == [("Le budget est adopté.", True)]
    assert decided("Résultat du vote : 12 pour. Résolution adoptée.") == []


def test_a_decision_may_end_an_item_after_an_arrow():
    found = read_minutes(HEAD + "## Actions\n\n- Le four fume → Décision : le garder\n- Ramoner")

    assert [(one.text, one.sure) for one in found.decisions] == [("le garder", True)]
    assert [one.text for one in found.tasks] == ["Ramoner"]
