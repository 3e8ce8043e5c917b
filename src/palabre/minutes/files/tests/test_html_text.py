"""HTML, mail and RTF: what the page shows as a list, a table or a heading stays one."""

import pytest

from palabre.minutes.files.html_text import read_html
from palabre.minutes.files.mail_text import read_mail
from palabre.minutes.files.rtf_text import read_rtf


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def test_headings_lists_and_quotes() -> None:
    page = (
        "<style>p{}</style><h2>À faire</h2><ul><li>un devis<ul><li>le tarif</li></ul></li><li>une date</li></ul>"
        "<ol start='3'><li>Divers</li></ol><blockquote><p>cité</p></blockquote><script>x</script>"
    )

    assert lines(read_html(page)) == ["## À faire", "- un devis", "   - le tarif", "- une date", "3. Divers", "> cité"]


def test_a_table_keeps_its_head_its_breaks_and_its_merged_cells() -> None:
    page = (
        "<table><tr><th>Groupe<th>Qui</tr><tr><td rowspan=2>Serre</td><td><p>Ana Gil</p><p>Luc Roc</p></td></tr>"
        "<tr><td>Zoé</td></tr></table>"
    )

    assert lines(read_html(page)) == ["| Groupe | Qui |", "|---|---|", "| Serre | Ana Gil<br>Luc Roc |", "|  | Zoé |"]


def test_words_in_bold_by_their_style_and_links() -> None:
    page = (
        '<b style="font-weight:normal"><p><span style="font-weight:700">Présents : </span>Ana Gil</p>'
        '<p><a href="https://pad.example/x">le pad</a> et <a href="#haut">le haut</a></p></b>'
    )

    assert lines(read_html(page)) == ["**Présents :** Ana Gil", "[le pad](https://pad.example/x) et le haut"]


def test_tags_that_never_close_lose_no_words() -> None:
    assert lines(read_html("<p>Bonjour<table><tr><td>Ana<td>Luc<p>Zoé<table><tr><td>fin")) == [
        "Bonjour",
        "Ana",
        "Luc",
        "Zoé",
        "fin",
    ]


def test_a_mail_comes_under_its_day_and_subject() -> None:
    mail = (
        b"From: Ana Gil <ana@exemple.example>\r\nDate: Tue, 04 Mar 2025 10:00:00 +0100\r\n"
        b"Subject: =?utf-8?q?CR_r=C3=A9union_du_3_mars?=\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    ) + "Présents : Ana Gil".encode()

    assert lines(read_mail(mail)) == [
        "De : Ana Gil <ana@exemple.example>",
        "Date : 2025-03-04",
        "Objet : CR réunion du 3 mars",
        "Présents : Ana Gil",
    ]


def test_the_table_of_a_mail_is_kept_and_its_attached_files_are_not() -> None:
    mail = (
        b'From: a@b.example\nSubject: CR\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n'
        b'Content-Type: multipart/alternative; boundary="y"\n\n--y\nContent-Type: text/plain\n\nAna Mairie\n--y\n'
        b"Content-Type: text/html\n\n<table><tr><td>Ana</td><td>Mairie</td></tr><tr><td>Luc</td><td>Serre</td></tr>"
        b"</table>\n--y--\n--x\nContent-Type: text/html\nContent-Disposition: attachment\n\n<p>joint</p>\n--x--\n"
    )

    assert lines(read_mail(mail))[2:] == ["| Ana | Mairie |", "| Luc | Serre |"]


def test_rtf_gives_its_letters_its_bold_words_and_its_tables() -> None:
    told = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator x;}\b Pr\'e9sents :\b0  Zo\u233?\par "
        rb"\trowd\intbl Qui\cell Quoi\cell\row\intbl Ana\cell payer\cell\row\pard Fin\par}"
    )

    assert lines(read_rtf(told)) == ["**Présents :** Zoé", "| Qui | Quoi |", "| Ana | payer |", "Fin"]


def test_what_is_no_rtf_is_refused() -> None:
    with pytest.raises(ValueError, match="RTF"):
        read_rtf(b"hello")
