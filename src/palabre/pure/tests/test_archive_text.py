"""An archive as texts to read."""

from palabre.pure.archive_text import markdown_files

WORDS = {
    "groups": "Groupes", "pages": "Pages", "questions": "Questions", "needs": "Besoins", "actions": "À faire",
    "decisions": "Décisions", "meetings": "Réunions", "news": "Nouvelles", "members": "Qui", "to_read": "À lire",
}  # fmt: skip
SPACE = {"name": "Le Val", "sentence": "Des voisins."}
VERGER = {"number": 3, "title": "Le verger", "members": [{"person": "Inès"}], "questions": [7], "to_read": "Un guide"}


def made(**tables):
    return dict(markdown_files(SPACE, {"groups": [VERGER], **tables}, [("Le puits", "pages/le-puits.md")], WORDS))


def test_the_index_leads_to_each_group_list_and_page():
    files = made(questions=[{"number": 7, "text": "Qui taille ?"}])

    assert "[Le verger](groups/3-le-verger.md)" in files["index.md"]
    assert "[Questions](questions.md)" in files["index.md"]
    assert "[Le puits](pages/le-puits.md)" in files["index.md"]
    assert set(files) == {"index.md", "groups/3-le-verger.md", "questions.md"}


def test_a_group_has_its_question_its_people_and_the_answers_to_its_needs():
    need = {"number": 5, "group": 3, "text": "Une *pompe*", "said_on": "2026-10-13"}
    files = made(
        questions=[{"number": 7, "text": "Qui taille ?"}],
        needs=[need, {"number": 6, "group": 4, "text": "Un four"}],
        answers=[
            {"need": 5, "text": "J’en ai une", "by": "Malo"},
            {"need": 5, "text": "Non", "by": "Malo", "given_by": "La mairie"},
        ],
    )

    text = files["groups/3-le-verger.md"]
    assert "> Qui taille ?" in text
    assert "- Une \\*pompe\\* (2026-10-13)\n  - J’en ai une (Malo)\n  - Non (La mairie / Malo)" in text
    assert "Un four" not in text


def test_a_line_to_read_stays_text():
    group = VERGER | {"to_read": "Un guide\n\n# [Ici](javascript:alert(1)) <b>"}

    [text] = [text for name, text in markdown_files(SPACE, {"groups": [group]}, [], WORDS) if "verger" in name]

    assert "- Un guide\n- \\# \\[Ici\\](javascript:alert(1)) \\<b\\>\n" in text
