"""During the day in which a removed name waits, readers outside read « une personne » as in a sentence."""

import pytest

from palabre.web.name_masking.name_mask import GoneNames, veil_of


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>Avec l’aide de Nadège Kerouanton.</p>", "<p>Avec l’aide d’une personne.</p>"),
        ("<p>ce que\u00a0Nadège Kerouanton dit</p>", "<p>ce qu’une personne dit</p>"),
        ("<p>de <b>Nadège Kerouanton</b></p>", "<p>de <b>une personne</b></p>"),
        ("<p>Nadège Kerouanton note.</p>", "<p>Une personne note.</p>"),
        ('<li>\n  <a href="/x"><b>KEROUANTON Nadège</b></a></li>', '<li>\n  <a href="/x"><b>Une personne</b></a></li>'),
        ("<td>Nadège Kerouanton</td>", "<td>Une personne</td>"),
        ("<p>C’est dit. Nadège Kerouanton vient.</p>", "<p>C’est dit. Une personne vient.</p>"),
        ("<p>« Nadège Kerouanton vient. »</p>", "<p>« Une personne vient. »</p>"),
        ("<p>C’est avec\nNadège Kerouanton</p>", "<p>C’est avec\nune personne</p>"),
        ("<p>le <time>4 mai</time> Nadège Kerouanton</p>", "<p>le <time>4 mai</time> une personne</p>"),
        ('<b title="Aide de Nadège Kerouanton">n</b>', '<b title="Aide d’une personne">n</b>'),
        ("<p>Malo, Nadège Kerouanton</p>", "<p>Malo, une personne</p>"),
    ],
)
def test_a_name_that_goes_is_replaced_as_in_a_sentence(html, shown):
    assert veil_of((), GoneNames(("Nadège Kerouanton",))).over_html(html) == shown


def test_a_name_that_goes_is_replaced_as_in_a_sentence_of_a_source_too():
    source = "- Nadège Kerouanton\n- l’aide de **Nadège Kerouanton**, avec Nadège Kerouanton"

    shown = veil_of((), GoneNames(("Nadège Kerouanton",))).over_source(source)

    assert shown == "- Une personne\n- l’aide d’**une personne**, avec une personne"
