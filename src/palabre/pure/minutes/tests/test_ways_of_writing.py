"""The many ways in which people write the same thing: each line below was written for this test."""

from __future__ import annotations

from datetime import date

import pytest

from palabre.pure.minutes import read_minutes

ON = date(2024, 3, 4)
BOTH = [("Ana Gil", "present"), ("Luc Noé", "present")]
HTML = "<table><tr><th>Nom</th><th>Structure</th></tr><tr><td>Ana Gil</td><td>Le Bac</td></tr></table>"
HTML_IN_LINES = (
    "<table>\n<tr>\n<th>Nom</th>\n<th>Structure</th>\n</tr>\n<tr>\n<td>Ana Gil</td>\n<td>Le Bac</td>\n</tr>\n</table>"
)
MEDIAWIKI = '{| class="wikitable"\n! Nom !! Structure\n|-\n| Ana Gil || Le Bac\n|}'
MEDIAWIKI_IN_CELLS = '{|\n! Nom\n! Structure\n|-\n| Ana Gil\n| style="color: red" | Le Bac\n|}'
DOKUWIKI = "^ Nom ^ Structure ^\n| Ana Gil | Le Bac |"


def presences(text):
    return [(one.name, one.presence) for one in read_minutes(text, on=ON).participants]


@pytest.mark.parametrize(
    "label",
    [
        "Nous étions deux",
        "On était 2",
        "Étaient connectés",
        "Participaient à la réunion",
        "Il y avait",
        "En visio",
        "Sur place",
        "Ont participé",
        "Autour de la table",
        "Nous étions 2 personnes",
    ],
)
def test_those_present_are_told_in_many_words(label):
    assert presences(f"{label} : Ana Gil, Luc Noé") == BOTH


@pytest.mark.parametrize(
    "label",
    [
        "Absents ayant donné pouvoir",
        "Ont donné procuration",
        "Absents excusés",
        "Empêchée",
        "Représentés",
        "N'ont pas pu être là",
        "Manquaient",
        "Se sont excusées",
    ],
)
def test_those_away_are_told_in_many_words(label):
    assert presences(f"{label} : Ana Gil") == [("Ana Gil", "excused")]


@pytest.mark.parametrize("between", [". ", " ; ", " / ", " – ", " | ", ", "])
def test_those_away_may_follow_on_the_same_line(between):
    assert presences(f"Étaient là : Ana Gil, Zoé (jusqu'à 19 h){between}Excusés : Luc Noé") == [
        ("Ana Gil", "present"),
        ("Zoé", "present"),
        ("Luc Noé", "excused"),
    ]


@pytest.mark.parametrize("initials", ["SdH", "SDH", "SH", "S.d.H."])
def test_initials_beside_a_name_are_no_organisation(initials):
    (person,) = read_minutes(f"Présents :\n- Sara d'Ho ({initials})").participants

    assert (person.name, person.organisation) == ("Sara d'Ho", None)


@pytest.mark.parametrize("aside", ["élue, Ville de Brume", "Ville de Brume, élue", "élue – Ville de Brume"])
def test_brackets_may_hold_a_role_and_an_organisation(aside):
    (person,) = read_minutes(f"Présents :\n- Ana Gil ({aside})").participants

    assert (person.role, person.organisation) == ("élue", "Ville de Brume")


@pytest.mark.parametrize("table", [HTML, HTML_IN_LINES, MEDIAWIKI, MEDIAWIKI_IN_CELLS, DOKUWIKI])
def test_tables_of_every_make_are_read(table):
    (person,) = read_minutes(f"## Présents\n\n{table}").participants

    assert (person.name, person.organisation) == ("Ana Gil", "Le Bac")


def test_people_may_be_parted_by_blank_lines():
    text = "Présents :\n\nAna Gil, mairie\n\nLuc Noé, habitant\n\nOn commence à l'heure."

    assert presences(text) == BOTH


def test_a_line_that_a_pdf_repeats_on_each_page_breaks_no_list():
    head = "Le Bac – Compte rendu de la commission – 3 mai 2018"
    text = f"{head}\n1\n\nPrésents : Ana Gil,\n{head}\n2\nLuc Noé"

    assert presences(text) == BOTH


@pytest.mark.parametrize(
    "label",
    ["Points à évoquer", "Sujets abordés", "On a parlé de", "À l'ordre du jour", "Points du jour", "Thèmes prévus"],
)
def test_an_agenda_is_told_in_many_words(label):
    assert [one.text for one in read_minutes(f"{label} :\n- budget\n- fête").agenda] == ["budget", "fête"]


def test_a_heading_may_hold_its_agenda():
    assert [one.text for one in read_minutes("## Ordre du jour : budget, fête\n\n## Budget\n\nRien.").agenda] == [
        "budget",
        "fête",
    ]


def test_other_business_is_the_last_item_of_an_agenda():
    text = "Ordre du jour :\n\n1. Budget\n\n2. Fête\n\n3. Divers\n\n**1. Budget**\n\nRien."

    assert [one.text for one in read_minutes(text).agenda] == ["Budget", "Fête", "Divers"]


@pytest.mark.parametrize("label", ["Décidé", "Acté", "C'est décidé", "On retient", "Validé et acté", "Convenu"][:4])
def test_a_decision_may_be_told_by_a_participle(label):
    assert [one.text for one in read_minutes(f"**{label} :** on garde le four").decisions if one.sure] == [
        "on garde le four"
    ]


@pytest.mark.parametrize(
    "label",
    ["Nouvelles actions", "Nouvelles tâches", "À ne pas oublier", "On s'engage à", "Reste à régler", "Pense-bête"],
)
def test_tasks_are_told_in_many_words(label):
    assert [one.text for one in read_minutes(f"{label} :\n- appeler la mairie").tasks] == ["appeler la mairie"]


@pytest.mark.parametrize("arrow", ["→", "=>", "->", "➤"])
def test_an_arrow_then_someone_and_an_infinitive_is_a_task(arrow):
    text = f"Présents : Ana Gil, Luc Noé\n\n## Four\n\nIl chauffe mal.\n\n{arrow} Luc : appeler le maçon"

    assert [(one.text, one.owners, one.sure) for one in read_minutes(text).tasks] == [
        ("appeler le maçon", ("Luc",), True)
    ]


def test_an_arrow_alone_is_no_task():
    assert read_minutes("## Four\n\nIl chauffe mal.\n\n→ Luc : d'accord\n→ à suivre").tasks == ()


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("Toute l'équipe : noter ses congés", "Toute l'équipe"),
        ("Ana Gil se charge de noter les congés", "Ana Gil"),
        ("noter les congés @ana avant le 15 juin", "@ana"),
        ("noter les congés (tout le bureau)", "tout le bureau"),
    ],
)
def test_owners_are_told_in_many_ways(line, owner):
    (task,) = read_minutes(f"À faire :\n- {line}", on=ON).tasks

    assert task.owners == (owner,)
    assert task.text.startswith("noter")


@pytest.mark.parametrize("words", ["S49", "dernière semaine de juin"])
def test_a_counted_week_names_no_day(words):
    (task,) = read_minutes(f"À faire :\n- planter la haie ({words})", on=ON).tasks

    assert (task.due, task.due_words) == (None, words)


def test_an_hour_is_no_due_date():
    (task,) = read_minutes("À faire :\n- demander au gardien d'ouvrir à 8 h", on=ON).tasks

    assert (task.due, task.due_words) == (None, None)


@pytest.mark.parametrize(
    "line",
    [
        "Prochaine mensuelle le mardi 2 avril à 18h",
        "RDV le mardi 2 avril à 18h au verger.",
        "Prochaine marche mardi 2 avril 18h",
        "Rendez-vous : mardi 2 avril 18h",
        "Prochain apéro : mardi 2 avril, 18h",
        "On se retrouve le mardi 2 avril à 18h.",
    ],
)
def test_the_next_meeting_is_told_in_many_words(line):
    found = read_minutes(f"groupe marche\n\nOn a marché une heure.\n\n{line}", on=ON).next_meetings

    assert [one.when for one in found] == ["2024-04-02T18:00"]


@pytest.mark.parametrize("line", ["Prochain numéro le 2 avril", "Prochaine livraison : mardi 2 avril", "RDV chez Ana."])
def test_what_comes_next_may_be_no_meeting(line):
    assert read_minutes(f"Équipe du numéro d'été\n\nOn relit.\n\n{line}", on=ON).next_meetings == ()


@pytest.mark.parametrize(
    ("top", "title"),
    [
        ("Compte rendu\nCommission culture, 11/10/2022", "Commission culture"),
        ("Les Pavés verts\nRéunion du 9 mai 2023 - salle des fêtes", "Les Pavés verts"),
        ("groupe marche\nlundi 18 mars", "groupe marche"),
        ("Réunion du 9 mai 2023\nSalle des fêtes", "Réunion du 9 mai 2023"),
    ],
)
def test_a_title_names_who_met_when_the_top_says_it(top, title):
    assert read_minutes(f"{top}\n\nPrésents : Ana Gil, Luc Noé", on=ON).title == title
