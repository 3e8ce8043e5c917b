"""A name in an address that a page quotes is masked for readers outside, whichever of its letters are escaped."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.web.name_masking.name_mask import GoneNames, veil_of

NAMES = ("Hugo Ferreira", "Zoé Quilliou", "Malo Kerc'hoat", "Anne-Lise Le Goff")


@given(st.sampled_from(NAMES), st.sampled_from(["", "é'-", "/"]), st.booleans())
def test_an_address_that_is_shown_says_a_first_name(name, safe, twice):
    said = quote(name, safe=safe)
    said = said.replace("%", "%25") if twice else said
    veil = veil_of((name,))
    first_name = name.rpartition(" ")[0] if name.startswith(("Hugo", "Zoé", "Malo")) else "Anne-Lise"

    for text in ("Voir https://a.example/CV%20{}%20(1).pdf", "<p>Voir <b>100%</b> https://a.example/CV%20{}.pdf</p>"):
        assert veil.over_html(text.format(said)) == text.format(first_name)


@pytest.mark.parametrize("said", ["Hugo%20Ferreira", "hugo-ferreira", "Hugo+Ferreira", "%48ugo%2520Ferreira"])
def test_a_link_elsewhere_does_not_say_a_name_that_goes(said):
    link = f'<a href="https://a.example/CV%20{said}.pdf" rel="nofollow">le devis</a>'

    shown = '<a href="https://a.example/CV%20une-personne.pdf" rel="nofollow">le devis</a>'
    assert veil_of((), GoneNames(("Hugo Ferreira",))).over_html(link) == shown
    assert veil_of(("Malo Tual",), GoneNames(("Hugo Ferreira",))).over_html(link) == shown
    assert veil_of(("Hugo Ferreira",)).over_html(link) == link


def test_what_only_looks_escaped_hides_no_name():
    assert veil_of(("Ada Tual",)).over_html("<p>10%Ada Tual</p>") == "<p>10%Ada</p>"


def test_a_name_that_begins_a_line_of_a_calendar_is_masked():
    assert (
        veil_of(("Ada Tual",)).over_text(r"DESCRIPTION:Le four\nAda Tual\, Tual\\, Ada")
        == r"DESCRIPTION:Le four\nAda\, Ada"
    )
