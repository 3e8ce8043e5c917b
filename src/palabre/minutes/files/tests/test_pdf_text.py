"""PDF: prose stays prose, a table stays a table, whether its cells have rules around them or not."""

import io

import pypdf
import pytest

from palabre.minutes.files import pdf_text
from palabre.minutes.files.pdf_text import read_pdf
from palabre.minutes.files.tests.drawn_pdf import drawn_pdf, ruled

PEOPLE = [("Nom", "Structure", "Présent"), ("Ana Gil", "Mairie de Brumes", "x"), ("Luc Roc", "Le Fournil", "")]


def text_of(content: bytes) -> list[str]:
    text = read_pdf(pypdf.PdfReader(io.BytesIO(content)).pages)
    return [line.strip() for line in text.splitlines() if line.strip()]


def placed(rows, xs, top: float, step: float = 16):
    return [(x, top - step * at, text) for at, row in enumerate(rows) for x, text in zip(xs, row) if text]


def test_a_ruled_table_keeps_its_rows_and_its_empty_cells() -> None:
    words = [(60, 780, "Participants :"), *placed(PEOPLE, (64, 204, 404), 744), (60, 650, "Merci à tous.")]

    lines = text_of(drawn_pdf((words, ruled([60, 200, 400, 460], [758, 740, 724, 708]))))

    assert lines == [
        "Participants :",
        "| Nom | Structure | Présent |",
        "| Ana Gil | Mairie de Brumes | x |",
        "| Luc Roc | Le Fournil |  |",
        "Merci à tous.",
    ]


def test_the_lines_of_a_cell_are_joined_where_its_edge_broke_them() -> None:
    rows = [("Décision", "Qui"), ("Ouvrir la serre à la", "Ana Gil"), ("fin du mois de mars", "Luc Roc")]
    words = placed(rows[:1], (64, 204), 744) + placed(rows[1:], (64, 204), 728, 12)

    lines = text_of(drawn_pdf((words, ruled([60, 200, 300], [758, 740, 710]))))

    assert lines == ["| Décision | Qui |", "| Ouvrir la serre à la fin du mois de mars | Ana Gil<br>Luc Roc |"]


def test_a_table_of_one_row_is_a_frame() -> None:
    words = [(64, 744, "Le Fournil"), (204, 744, "Réunion du 3 mars 2025"), (204, 730, "Salle des fêtes")]

    lines = text_of(drawn_pdf((words, ruled([60, 200, 400], [758, 720]))))

    assert lines == ["Le Fournil", "Réunion du 3 mars 2025", "Salle des fêtes"]


def test_aligned_columns_without_rules_are_a_table() -> None:
    lines = text_of(drawn_pdf((placed(PEOPLE, (60, 200, 400), 744), "")))

    assert lines == [
        "| Nom | Structure | Présent |",
        "| Ana Gil | Mairie de Brumes | x |",
        "| Luc Roc | Le Fournil |  |",
    ]


def test_prose_and_lists_are_no_table() -> None:
    prose = [
        (60, 744, "La serre ouvre en mars, disent les membres présents, et"),
        (60, 728, "le compost attendra l’automne si personne ne le retourne."),
        (60, 712, "-"), (72, 712, "un devis pour le bois"),
        (60, 696, "-"), (72, 696, "un appel aux voisins"),
        (60, 680, "-"), (72, 680, "une date pour la fête"),
    ]  # fmt: skip

    lines = text_of(drawn_pdf((prose, "")))

    assert not [line for line in lines if "|" in line]
    assert [line.replace(" ", "") for line in lines[2:]] == [
        "-undevispourlebois", "-unappelauxvoisins", "-unedatepourlafête"
    ]  # fmt: skip


def test_two_columns_of_prose_are_no_table() -> None:
    left = "Le collectif a passé la matinée à ranger la remise, puis à trier les outils un par un"
    words = [(x, 744 - 16 * at, left) for at in range(4) for x in (40, 400)]

    assert not [line for line in text_of(drawn_pdf((words, ""))) if line.startswith("|")]


def test_a_filled_surface_is_no_rule() -> None:
    words = placed(PEOPLE, (64, 204, 404), 744)
    shade = "0.9 g 60 700 400 60 re f 64 742 100 10 re f 0 g "

    lines = text_of(drawn_pdf((words, shade + ruled([60, 200, 400, 460], [758, 740, 724, 708]))))

    assert lines[1] == "| Ana Gil | Mairie de Brumes | x |"


def test_what_each_page_prints_again_is_kept_once() -> None:
    pages = [([(60, 800, "Les Communs du Lac"), (60, 600, f"Sujet {word}"), (280, 30, f"{n} / 3")], "")
             for n, word in enumerate(("un bief", "un moulin", "une haie"), 1)]  # fmt: skip

    lines = text_of(drawn_pdf(*pages))

    assert lines.count("Les Communs du Lac") == 1
    assert [line for line in lines if line.startswith("Sujet")] == [
        "Sujet un bief",
        "Sujet un moulin",
        "Sujet une haie",
    ]


def test_a_page_that_is_a_drawing_is_read_without_looking_for_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    drawing = "".join(f"{x % 500} {x % 700} m {x % 500} {x % 700 + 40} l S " for x in range(7000))
    looked: list[int] = []
    monkeypatch.setattr(pdf_text.Grid, "cell_at", lambda *_: looked.append(1))

    assert text_of(drawn_pdf(([(60, 744, "Un plan du jardin")], drawing))) == ["Un plan du jardin"]
    assert not looked
