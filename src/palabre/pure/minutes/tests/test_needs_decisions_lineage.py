"""Needs, decisions, and what becomes of groups."""

from __future__ import annotations

import pytest

from palabre.pure.minutes import read_minutes


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Il nous faut du renfort !", "people"),
        ("On recherche donc un binôme à la médiathèque", "role"),
        ("Besoin d'un coup de main pour choisir", "method"),
        ("Nécessité de trouver un jardinier du réseau.", "role"),
        ("Avoir un passeur de méthode dans chaque groupe", "method"),
        ("We need more volunteers", "people"),
    ],
)
def test_sentences_that_open_on_a_need_are_needs(line, kind):
    assert [(one.text, one.kind, one.sure) for one in read_minutes(f"## Échange libre\n\n{line}").needs] == [
        (line, kind, True)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Besoins d'intervenants de l'IRTAV : Sur appel des groupes",
        "Besoin d'un relieur : à la demande de chaque atelier.",
        "Besoin de clés : au cas par cas",
        "We need volunteers: on request",
    ],
)
def test_what_says_how_needs_are_met_is_a_rule(line):
    assert [one.kind for one in read_minutes(f"## Échange libre\n\n{line}").needs] == ["rule"]


@pytest.mark.parametrize(
    "line",
    [
        "Besoin de bras : à la demande générale, samedi, dès huit heures du matin",
        "Besoin d'une salle : la demande est faite",
        "Besoin de renfort sur appel à volontaires",
    ],
)
def test_a_need_that_only_has_such_words_is_a_need(line):
    assert [one.kind == "rule" for one in read_minutes(f"## Échange libre\n\n{line}").needs] == [False]


@pytest.mark.parametrize("line", ["Pas besoin de renfort.", "De quoi avons-nous besoin ?", "Il faut décider."])
def test_what_is_denied_or_asked_is_no_need(line):
    assert read_minutes(f"## Échange libre\n\n{line}").needs == ()


def test_labelled_decisions_and_acts_are_facts():
    found = read_minutes("## Budget\n\nIl est décidé d'attendre.\n\n→ Décision : on garde le four\n")

    assert [(one.text, one.sure) for one in found.decisions] == [
        ("Il est décidé d'attendre.", True),
        ("on garde le four", True),
    ]


def test_decisions_recalled_from_another_meeting_are_left_out():
    assert read_minutes("## Rappel des décisions du 2 mai\n\n- Acheter un four\n").decisions == ()


def test_decisions_and_actions_in_one_list_are_told_apart():
    found = read_minutes("**Décision / Actions**\n\n- *Décision :* on garde le four\n- Acheter du bois (tous)\n")

    assert [one.text for one in found.decisions] == ["on garde le four"]
    assert [one.text for one in found.tasks] == ["Acheter du bois"]


def test_a_merge_names_what_and_into_whose_group():
    later = "## Après la réunion, rencontre avec Zoé Le Du"

    found = read_minutes(
        f"Présents : Ana Gil\n\n{later}\n\n> Sur les quais, fusion avec le groupe d'Ana, car proche.\n"
    )

    assert [(one.what, one.into) for one in found.merges] == [("les quais", "Ana Gil")]
    assert [one.who for one in found.addenda] == ["Zoé Le Du"]


def test_what_goes_on_is_told():
    assert [one.text for one in read_minutes("> Sur les jardins, continue avec deux voisines\n").carried_on] == [
        "les jardins"
    ]


def test_two_spellings_of_one_organisation_are_doubted():
    found = read_minutes(
        "## Présents\n\n- Ana Gil, Ville de Brume\n- Luc Noé, Agglomération de Brume\n- Zoé Le Du, CAF\n"
    )

    assert [one.kind for one in found.doubts] == ["organisation_spelling"]


def test_links_are_kept_once_without_the_stop_that_ends_a_sentence():
    assert read_minutes("Voir https://a.example/x-, et <https://a.example/x->.").links == ("https://a.example/x-",)


def test_a_noun_that_heads_a_list_is_a_topic_and_no_sure_need():
    text = "# Réunion\n\n## Divers\n\n- Recherche de locaux\n  - Malo visite la grange.\n- Besoin de chaises\n"

    needs = read_minutes(text).needs

    assert [(need.text, need.sure) for need in needs] == [("Recherche de locaux", False), ("Besoin de chaises", True)]


@pytest.mark.parametrize(
    "line",
    [
        "Sur les jardins de rue, continue avec deux voisines",
        "Sur la halle couverte, on continue avec portage.",
        "Sur les vergers, le groupe continue mais avec un pilote",
        "Sur le four : se poursuit avec d'autres personnes.",
        "About the orchard, we carry on with a new host",
    ],
)
def test_who_carries_what_goes_on_is_asked_where_the_text_names_nobody(line):
    found = read_minutes(f"## Après la réunion\n\n> {line}\n")

    assert [(one.kind, one.text) for one in found.doubts] == [("carrier", found.carried_on[0].text)]


@pytest.mark.parametrize(
    "line",
    [
        "Sur les jardins de rue, on continue.",
        "Sur les jardins de rue, continue avec Maëlle Quintard",
        "Sur les jardins de rue, continue avec le portage de la mairie",
        "Sur les jardins de rue, continue avec un pilote, Ismaël",
        "Sur les jardins de rue, on continue avec des outils libres",
        "Sur les jardins de rue, continue avec deux réunions par mois",
    ],
)
def test_nothing_is_asked_where_it_says_who_or_does_not_speak_of_people(line):
    found = read_minutes(f"## Après la réunion\n\n> {line}\n")

    assert (len(found.carried_on), found.doubts) == (1, ())
