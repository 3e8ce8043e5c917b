"""Layouts of many houses, invented one by one: an agenda, decisions, tasks and people as each house writes them."""

from __future__ import annotations

from datetime import date

from palabre.pure.minutes import as_json, read_minutes

ON = date(2025, 3, 6)
HEAD = "# Compte rendu de la réunion du 4 mars 2025\n\nPrésents : Ada Bihan, Bo Kervran\n\n"
BODY = "\n\n## Le four\n\nIl chauffe mal depuis l'hiver et fume un peu.\n"
POINTS = ["Le toit", "Le four", "La fête"]
LISTED = "- Le toit\n- Le four\n- La fête"
AGENDAS = (
    f"Déroulé de la séance\n\n{LISTED}",
    f"Attendus de la séance :\n{LISTED}",
    f"La réunion avait pour objet :\n\n{LISTED}",
    f"Trois points étaient à l'ordre du jour :\n{LISTED}",
    f"Les points suivants ont été abordés :\n\n{LISTED}",
    "Le conseil s'est réuni pour délibérer sur l'ordre du jour suivant :\n\n- Le toit,\n- Le four,\n- La fête.",
    "## Déroulé\n\n- 9h00 : Le toit\n- 9h30 : Le four\n- 10h15 : La fête",
    "## Programme de la matinée\n\n9h30 – 10h : Le toit\n10h – 11h : Le four\n11h – 12h : La fête",
    "## Programme\n\n- 14h-14h15 Le toit\n- 14h15-15h Le four\n- 15h-16h La fête",
    "## Programme de la journée\n\n**Matin**\n\n- Le toit\n- Le four\n\n**Après-midi**\n\n- La fête",
    "Ordre du jour\n\n- Point n°1 - Le toit\n- Point n°2 - Le four\n- Point n°3 - La fête",
    "## Ordre du jour\n\nPoint 1 : Le toit\n\nPoint 2 : Le four\n\nPoint 3 : La fête",
    "## Ordre du jour\n\n| Durée | Sujet | Qui |\n|---|---|---|\n| 10 min | Le toit | Ada |\n| 5 min | Le four | Bo |\n"
    "| 5 min | La fête | Ada |",
    "| Séquence | Horaire |\n|---|---|\n| Le toit | 9h |\n| Le four | 10h |\n| La fête | 11h |",
    f"La réunion portait sur les points suivants :\n{LISTED}",
    f"Nous avons abordé les points suivants :\n{LISTED}",
    f"### Programme prévisionnel\n\n{LISTED}",
    "Ordre du jour :\n\nLe toit\n\nLe four\n\nLa fête\n\nLe toit\n\nIl fuit depuis l'hiver.",
    "Sujets abordés\n\n1/ Le toit\nIl fuit depuis l'hiver.\n\n2/ Le four\nIl fume.\n\n3/ La fête\nOn danse.",
    "- Ordre du jour\n  - Le toit\n  - Le four\n  - La fête\n- Le toit\n  - il fuit",
    f"La présidente donne lecture de l'ordre du jour :\n{LISTED}",
    f"L'assemblée a été convoquée avec pour ordre du jour :\n\n{LISTED}",
    f"L'ordre du jour comporte trois points :\n\n{LISTED}",
    "## Ordre du jour\n\n**1. Le toit**\n\nIl fuit.\n\n**2. Le four**\n\nIl fume.\n\n**3. La fête**\n\nOn danse.",
    "## Ordre du jour et compte rendu\n\n* Le toit\n  * il fuit\n* Le four\n  * il fume\n* La fête",
    f"Cette réunion vise à :\n{LISTED}",
    f"## Objectifs de la réunion\n\n{LISTED}",
)
NO_AGENDAS = (
    "## Le toit\n\nIl fuit.\n\n## La fête\n\nElle vient.",
    "Le conseil adopte l'ordre du jour.\n\nLe toit fuit.",
    "## Ordre du jour de la prochaine réunion\n\n- Le toit\n- Le four",
    "| Points | Échanges | Décisions |\n|---|---|---|\n| Le four | Il fume | Le ramoner |\n| Le toit | Il fuit | - |",
)
DECISIONS = {
    "DÉCISION – on le ramone.": ["on le ramone."],
    "Validé : achat d'une grille": ["achat d'une grille"],
    "- Ramonage chaque année (acté)\n- Il fume.": ["Ramonage chaque année (acté)"],
    "Points d'accord :\n- garder le four ;\n- louer la scène": ["garder le four", "louer la scène"],
    "## Ce que nous avons décidé\n\n- garder le four": ["garder le four"],
    "Le conseil, après en avoir délibéré, décide de louer.": ["Le conseil, après en avoir délibéré, décide de louer."],
    "| Thème | Discussion | Décision prise / suite |\n|---|---|---|\n| Four | Il fume | Le ramoner |": ["Le ramoner"],
    "RELEVÉ DES DÉCISIONS\n\nRamoner le four.\n\nCouvrir le toit.": ["Ramoner le four.", "Couvrir le toit."],
    "## Résolution n°1 : les comptes\n\nVote : unanimité. La résolution est adoptée.": ["les comptes"],
    "## Résolution n°2 : le bail\n\nVote : 3 contre. La résolution est rejetée.": [],
    "Les décisions suivantes ont été prises :\n\n- garder le four": ["garder le four"],
    "Décisions\n\nrien": [],
    "Décision :\nrien": [],
    "- Décisions : néant": [],
    "**Décisions**\n\nSans objet": [],
    "Validé.": [],
    "### À retenir\n\n- la collecte sur rendez-vous marche mieux": [],
    "## Décisions\n\nAucune décision n'a été prise lors de cette longue séance.": [],
}
RAMONER, COUVRIR = ("Ramoner le four", ("Ada",)), ("Couvrir le toit", ("Bo",))
TASKS = {
    "| Tâches à réaliser | Personne responsable | Date butoir |\n|---|---|---|\n| Ramoner le four | Ada | 15 mars |": [
        RAMONER
    ],
    "| Sujet | Suites à donner | Qui |\n|---|---|---|\n| Four | Ramoner le four | Ada |": [RAMONER],
    "| Point | Remarques | Action / Responsable |\n|---|---|---|\n| Four | Il fume | Ramoner le four (Ada) |": [
        RAMONER
    ],
    "## Le four\n\n- Ramoner le four [Ada]\n- Il fume encore [Ada]\n- Couvrir le toit (Bo)": [RAMONER, COUVRIR],
    "**Action (Ada)** : Ramoner le four": [RAMONER],
    "## Actions\n\n- Ramoner le four (resp. : Ada)": [RAMONER],
    "| Description de l'action | Qui s'en charge | Pour quand |\n|---|---|---|\n| Ramoner le four | Ada | mars |": [
        RAMONER
    ],
    "TODO Ada : Ramoner le four": [RAMONER],
    "- Note pour Ada : Ramoner le four": [RAMONER],
    "## Plan d'action\n\n1. Ramoner le four – Ada – 15 mars\n2. Couvrir le toit – Bo – 3 avril": [RAMONER, COUVRIR],
    "## Étapes suivantes\n\n- Ramoner le four (Ada)": [RAMONER],
    "Suites à donner :\n\nRamoner le four (Ada)\n\nCouvrir le toit (Bo)\n\nLa salle ferme tard.": [RAMONER, COUVRIR],
    "## Le livre\n\n1. La page de garde => FAIT\n2. Demander le numéro\n3. Écrire la suite": [
        ("Demander le numéro", ()),
        ("Écrire la suite", ()),
    ],
    "## Actions\n\nrien": [],
}
AB = [("Ada Bihan", "Ville de Brume"), ("Bo Kervran", "Les Amis du lac")]
PEOPLE = {
    "| Nom | Structure |\n|---|---|\n| Ada Bihan | Ville de Brume |\n| Bo Kervran | Les Amis du lac |": AB,
    "Participants   Structure\n\nAda Bihan        Ville de Brume\nBo Kervran       Les Amis du lac": AB,
    "Participants :\n- Ville de Brume : Ada Bihan\n- Les Amis du lac : Bo Kervran": AB,
    "Présents :\n\nCollège des habitants : Ada Bihan\nCollège des élus : Bo Kervran": [(name, None) for name, _ in AB],
    "PRÉSENTS              EXCUSÉS\nAda Bihan             Luc Séné\nBo Kervran\n                      Zoé Le Du": [
        ("Ada Bihan", None),
        ("Luc Séné", None),
        ("Bo Kervran", None),
        ("Zoé Le Du", None),
    ],
    "## Participants\n\n| Nom |\n|---|\n| Ada BIHAN Bo KERVRAN |": [("Ada BIHAN", None), ("Bo KERVRAN", None)],
    "Participants :\n- Ada BIHAN-Centre d'études du lac\n- Bo KERVRAN, Chaire de l'eau, Université de Brume": [
        ("Ada BIHAN", "Centre d'études du lac"),
        ("Bo KERVRAN", "Université de Brume"),
    ],
    "| Date | 4 mars 2025 |\n|---|---|\n| Participants | Ada Bihan, Bo Kervran |\n| Rédacteur | Bo Kervran |\n\n"
    "| N° | Sujet | Discussion / Décision |\n|---|---|---|\n| 1 | Stand | Le petit stand |": [
        ("Ada Bihan", None),
        ("Bo Kervran", None),
    ],
    "Bonjour, voici les nouvelles. On était trois : Ada, Bo et Colette.": [
        ("Ada", None),
        ("Bo", None),
        ("Colette", None),
    ],
    "Présents : Ada / Bo / Colette": [("Ada", None), ("Bo", None), ("Colette", None)],
}


def test_an_agenda_is_announced_in_many_layouts():
    read = {
        text: [one["text"] for one in as_json(read_minutes(HEAD + text + BODY, on=ON))["agenda"]] for text in AGENDAS
    }

    assert read == dict.fromkeys(AGENDAS, POINTS)


def test_headings_and_reports_announce_no_agenda():
    assert [read_minutes(HEAD + text + BODY, on=ON).agenda for text in NO_AGENDAS] == [()] * len(NO_AGENDAS)


def test_an_aim_is_a_point_only_where_nothing_else_is_announced():
    told = as_json(
        read_minutes(f"{HEAD}## Objectifs\n\n- Se voir\n- Choisir\n\n## Ordre du jour\n\n{LISTED}{BODY}", on=ON)
    )

    assert [one["text"] for one in told["agenda"]] == POINTS
    assert [one["text"] for one in told["objectives"]] == ["Se voir", "Choisir"]


def test_decisions_are_stated_in_many_layouts():
    read = {text: [one.text for one in read_minutes(HEAD + text, on=ON).decisions if one.sure] for text in DECISIONS}

    assert read == DECISIONS


def test_tasks_are_stated_in_many_layouts():
    found = {text: read_minutes(HEAD + text, on=ON).tasks for text in TASKS}
    read = {
        text: [(one.text, one.owners) for one in tasks if one.sure and not one.done] for text, tasks in found.items()
    }

    assert read == TASKS


def test_a_question_in_a_list_of_actions_is_only_proposed():
    (task,) = read_minutes(f"{HEAD}## Actions\n\n- Que devient le four du voisin ? Il dort.", on=ON).tasks

    assert not task.sure


def test_people_are_listed_in_many_layouts():
    top = "# Réunion du 4 mars 2025\n\n"
    found = {text: read_minutes(top + text + BODY, on=ON).participants for text in PEOPLE}

    assert {text: [(one.name, one.organisation) for one in people] for text, people in found.items()} == PEOPLE
