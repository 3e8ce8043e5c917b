"""The parts of a name, and texts made flat."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.pure.french import flat, name_parts, plain_text
from tests.lengths import often


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Inès Courtois", ("Inès", "Courtois")),
        ("COURTOIS Inès", ("Inès", "COURTOIS")),
        ("LE GOFF Marie-Jo", ("Marie-Jo", "LE GOFF")),
        ("Courtois, Inès", ("Inès", "Courtois")),
        ("Mme Inès Le Goff (mairie)", ("Inès", "Le Goff")),
        ("JB Martin", ("JB", "Martin")),
        ("INÈS COURTOIS", ("INÈS", "COURTOIS")),
        ("Mme Courtois", ("", "Courtois")),
        ("Inès", ("Inès", "")),
        ("", ("", "")),
        ("Mme", ("Mme", "")),
    ],
)
def test_a_name_has_two_parts(name, parts):
    assert name_parts(name) == parts


@given(st.text(max_size=40))
@settings(max_examples=often(100), deadline=None)
def test_what_is_flat_is_found_again_where_it_was_written(text):
    plain = flat(text)

    spans = [plain.span(at, at + 1) for at in range(len(plain.text))]

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert plain_text(text) == plain.text


def test_accents_go_and_places_stay():
    plain = flat("À l’œuvre, E\u0301lise\u00a0!")

    assert plain.text == plain_text(plain.source) == "A l'oeuvre, Elise !"
    assert [plain.source[slice(*plain.span(at, at + 1))] for at in (4, 5, 12)] == ["œ", "œ", "E\u0301"]
