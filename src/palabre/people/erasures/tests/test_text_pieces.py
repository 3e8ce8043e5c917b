"""Long texts cut in pieces: put together they are the same, and a name stands whole in one of them."""

import pytest

from palabre.people.erasures import text_pieces
from palabre.people.erasures.text_pieces import cut_apart
from palabre.people.name_forms import forms_of_name, unnamed

FORMS = [forms_of_name("Zéphyrine Quillévéré", others=["Zéphyrine Tual", "Ana Quillévéré"])]  # no part names her alone


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Zéphyrine Quillévéré",
        "Avec Zéphyrine\nQuillévéré et Zéphyrine Quillévéré.\n" * 40,
        "Zéphyrine Quillévéré " * 60,
        "Zéphyrine-Quillévéré," * 60,
        "https://exemple.example/" + "zephyrine-quillevere/" * 60,
        "Zéphyrine <b\nclass='a b'>Quillévéré</b>\n" * 30,
        "Zéphyrine Quill\r\n évéré\r\n" * 40,
        "x" * 3_000,
    ],
)
@pytest.mark.parametrize("size", range(400, 430))
def test_no_name_goes_over_two_pieces(monkeypatch, text, size):
    monkeypatch.setattr(text_pieces, "PIECE", size)
    monkeypatch.setattr(text_pieces, "LONGEST_RUN", 2_000)

    cut = list(cut_apart(text, FORMS))

    assert "".join(cut) == text
    assert max(map(len, cut), default=0) <= size + 2_000
    cleaned = "".join(unnamed(piece, FORMS[0]) for piece in cut)
    assert cleaned.lower() == unnamed(text, FORMS[0]).lower()  # a piece that begins by the name has its capital


def test_a_text_without_blanks_is_cut_all_the_same():
    text = "Zéphyrine-Quillévéré," * 50_000

    cut = list(cut_apart(text, FORMS))

    assert "".join(cut) == text
    assert max(map(len, cut)) <= text_pieces.PIECE + text_pieces.LONGEST_RUN
    assert "quill" not in "".join(unnamed(piece, FORMS[0]) for piece in cut).lower()
