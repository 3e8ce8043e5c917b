"""Tasks in the shapes of real minutes; legends, states and what is said of a point are none."""

from __future__ import annotations

import pytest

from palabre.pure.minutes import read_minutes

HEAD = "# Réunion du 3 mars 2025\n\nPrésents : Ana Gil, Luc Roc, Zoé Le Du\n\n"


def tasks(text):
    return [(one.text, one.sure) for one in read_minutes(HEAD + text).tasks]


def test_a_label_within_a_list_takes_what_is_below_it_and_nothing_beside():
    text = (
        "## Four\n\n- Devis\n   - Luc : pas eu le temps\n   - **Action** : relancer le maçon\n   - Le maçon hésite\n"
        "- Terrain\n   - Actions\n      - appeler la mairie\n      - payer le géomètre\n   - Rien de neuf"
    )

    assert tasks(text) == [("relancer le maçon", True), ("appeler la mairie", True), ("payer le géomètre", True)]


def test_what_details_a_labelled_action_is_no_other_action():
    [task] = read_minutes(HEAD + "- Action : prêter le four\n   - Mars : pas bougé\n   - il faut un camion").tasks

    assert (task.text, task.children) == ("prêter le four", ("Mars : pas bougé", "il faut un camion"))


def test_a_label_at_the_end_of_a_broken_line_is_none():
    text = "La fête du four s’inscrit dans un projet du quartier, qui réunit\nd’autres actions :\n- le marché\n- le bal"

    assert tasks(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "## Actions\n\nÉtat\n\n- ❌ Pas commencé\n- ⏳ En cours\n- ✅ Terminé",
        "## Actions\n\n- Luc : pas pu voir le devis\n- Avril : pas bougé depuis le gel",
        "## À faire\n\nFin de la séance vers 19h30.",
        "## À faire\n\nLa séance est levée à 20h.",
    ],
)
def test_legends_states_and_last_words_are_no_tasks(text):
    assert [one for one in read_minutes(HEAD + text).tasks if not one.done] == []


def test_an_arrow_before_what_is_to_be_done_states_a_task():
    arrows = "→ Prévenir la mairie\n→ bail à signer avant juin\n→ payer deux loyers ?\n→ loyer stable\n→ à suivre"
    text = f"Le bail arrive à sa fin.\n{arrows}"

    assert tasks(text) == [("Prévenir la mairie", True), ("bail à signer avant juin", True)]


@pytest.mark.parametrize("note", ["Devis à signer", "Mail à envoyer par Luc", "À vérifier avec la mairie"])
def test_a_note_of_what_is_to_be_done_is_a_proposal(note):
    assert tasks(f"## Serre\n\n- La serre tient bon\n- {note}") == [(note, False)]


@pytest.mark.parametrize(
    "note", ["Les appels commencent à arriver", "Reste-t-il un mur à peindre ?", "Rien à signaler"]
)
def test_other_words_before_an_infinitive_are_no_task(note):
    assert [one for one in tasks(f"## Serre\n\n- La serre tient bon\n- {note}") if one[1]] == []


@pytest.mark.parametrize("told", ["Ana doit rappeler la mairie.", "Luc se charge du four.", "Zoé prévoit d’écrire."])
def test_someone_listed_who_will_do_is_a_proposal(told):
    assert tasks(told) == [(told, False)]


@pytest.mark.parametrize(
    "head",
    [
        "Actions à mener | Pilote | Date d'échéance", "Fait quoi | Qui | Pour quand",
        "Actions prévues | Personnes en charge | Échéance",
    ],
)  # fmt: skip
def test_a_table_of_tasks_is_known_by_its_head(head):
    [task] = read_minutes(f"{HEAD}| {head} |\n|---|---|---|\n| Ramoner le four | Ana | 15 mars |").tasks

    assert (task.text, task.owners, task.due) == ("Ramoner le four", ("Ana",), "2025-03-15")


def test_a_table_of_tasks_without_a_head_tells_who_and_when():
    table = "Actions :\n\n| Ramoner le four | Ana Gil | 15 mars |\n| Payer le bois | Luc Roc | 2 avril |"

    assert [(one.text, one.owners, one.due) for one in read_minutes(HEAD + table).tasks] == [
        ("Ramoner le four", ("Ana Gil",), "2025-03-15"),
        ("Payer le bois", ("Luc Roc",), "2025-04-02"),
    ]


def test_who_does_it_comes_first_or_last():
    told = "@zoe : ramoner le four\n\nAna : payer le bois"
    found = read_minutes(f"{HEAD}{told}\n\n→ Zoé crée un carnet\n\nÀ faire :\n- Ranger : Luc").tasks

    assert {(one.text, one.owners) for one in found} == {
        ("ramoner le four", ("@zoe",)),
        ("payer le bois", ("Ana",)),
        ("Zoé crée un carnet", ("Zoé",)),
        ("Ranger", ("Luc",)),
    }


def test_boxes_need_no_list():
    assert [(one.text, one.done) for one in read_minutes(f"{HEAD}[ ] ramoner le four\n[x] payer").tasks] == [
        ("ramoner le four", False),
        ("payer", True),
    ]


def test_a_table_of_topics_and_speakers_is_no_list_of_tasks():
    assert tasks("| Sujet | Qui | Durée |\n|---|---|---|\n| Le four | Ana | 10 min |\n| La scène | Luc | 5 min |") == []


def test_a_numeral_in_a_square_numbers_a_heading():
    assert tasks("1️⃣ Bilan\n\nTout va bien.\n\n2️⃣ Actions à mener\n\n- ramoner le four") == [("ramoner le four", True)]


def test_what_somebody_does_below_a_decision_is_a_task():
    text = "Décision : on change la bâche.\n- Luc commande la corde avant le 1er avril\n- Le local reste ouvert le soir"
    read = read_minutes(HEAD + text)

    assert [(one.text, one.owners) for one in read.tasks] == [("Luc commande la corde avant le 1er avril", ("Luc",))]
    assert [one.text for one in read.decisions] == ["on change la bâche.", "Le local reste ouvert le soir"]
