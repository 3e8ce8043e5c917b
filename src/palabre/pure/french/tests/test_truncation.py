"""Titles and quotations that are cut to hold in a length."""

import pytest

from palabre.pure.french import shortened


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("On se revoit à dix heures neuf. Apportez vos outils", "On se revoit à dix heures neuf…"),
        ("Le jardin, la cour et le four à pain de la commune", "Le jardin, la cour et le four à…"),
        ("Court", "Court"),
    ],
)
def test_it_is_cut_between_two_words_and_after_no_sign(text, cut):
    assert shortened(text, 33) == cut
