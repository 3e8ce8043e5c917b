"""What is pasted into the live editor: invented pieces as Word, LibreOffice and mails put them on the clipboard."""

import pytest

from tests.browser.writing import begin, has_text, live, paste, text_of

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8><style>p.MsoNormal
{margin:0}</style></head><body lang=FR><!--StartFragment--><h1>Réunion du four<o:p></o:p></h1>
<p class=MsoNormal><b>Ordre du jour&nbsp;:</b><o:p></o:p></p>
<p class=MsoListParagraph style='text-indent:-18pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span style='font:7pt "Times"'>&nbsp;&nbsp; </span></span><![endif]>La salle</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp;</span></span>avec
du réseau</p><p class=MsoNormal>Reste 2 * 3 bols.</p><!--EndFragment--></body></html>"""
LIBREOFFICE = """<html><body><p style="line-height:100%"><font face="Liberation Serif"><b>À prendre</b></font></p>
<ol><li><p>le sel</p></li><li><p>les bols</p></li></ol><table><tr><td><p>Qui</p></td><td><p>Quoi</p></td></tr>
<tr><td><p>Éloi</p></td><td><p>le four | la clé</p></td></tr></table></body></html>"""
MAIL = """<div dir="ltr">Bonjour,<br><br>Le plan est <a href="https://exemple.fr/plan?a=1">ici</a>.
<div style="display:none">suivi</div><table role="presentation"><tr><td><div>À samedi</div></td></tr></table>
<blockquote type="cite"><div>Qui vient&nbsp;?</div></blockquote><img src="cid:1" alt="Le four"></div>"""

SAMPLES = {
    "word": (
        WORD,
        "## Réunion du four\n\n**Ordre du jour\xa0:**\n\n- La salle\n  - avec du réseau\n\nReste 2 \\* 3 bols.",
    ),
    "libreoffice": (
        LIBREOFFICE,
        "**À prendre**\n\n1. le sel\n2. les bols\n\n| Qui | Quoi |\n| --- | --- |\n| Éloi | le four \\| la clé |",
    ),
    "mail": (
        MAIL,
        "Bonjour,\n\nLe plan est [ici](https://exemple.fr/plan?a=1).\n\nÀ samedi\n\n> Qui vient\xa0?\n\nLe four",
    ),
}


@pytest.fixture
def page(enter, request):
    opened = enter("Karim Belkacem")
    live(opened, begin(opened, f"Collé, {request.node.name}", ""))
    return opened


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_pasted_becomes_markdown(page, name):
    html, markdown = SAMPLES[name]

    paste(page, html)

    assert text_of(page) == markdown


def test_where_the_conversion_would_lose_words_the_plain_text_is_taken(page):
    paste(page, "<p>Un mot</p><object>tout le reste</object>", "Un mot et tout le reste de la phrase")

    has_text(page, "Un mot et tout le reste de la phrase")
