"""ODT: headings, quotes, lists and tables stay what they are."""

import pytest

from palabre.minutes.files.odt_text import read_odt
from palabre.minutes.imports.tests.documents import zipped

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"'
    for name, part in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"))
)
STYLES = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="G" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
)


def lines_of(body: str, head: str = "") -> list[str]:
    content = (
        f'<?xml version="1.0"?>{head}<office:document-content {NAMES} xmlns:fo="urn:fo">'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return [line for line in read_odt(zipped({"content.xml": content})).splitlines() if line.strip()]


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_headings_quotes_and_lists() -> None:
    nested = f"<text:list><text:list-item>{p('le tarif')}</text:list-item></text:list>"
    body = (
        p("Compte rendu", "P2") + '<text:h text:outline-level="2">À faire</text:h>' + p("Ana appelle", "P1")
        + f"<text:list><text:list-item>{p('un devis')}{nested}</text:list-item></text:list>"
    )  # fmt: skip

    assert lines_of(body) == ["# Compte rendu", "## À faire", "> Ana appelle", "- un devis", "   - le tarif"]


def test_bold_words_touch_their_marks() -> None:
    assert lines_of(p('<text:span text:style-name="G">Présents : </text:span>Ana Gil')) == ["**Présents :** Ana Gil"]


def test_a_table_comes_row_by_row() -> None:
    def row(*cells: str) -> str:
        told = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
        return f"<table:table-row>{told}</table:table-row>"

    body = f"<table:table>{row(p('Présents'), p('Excusés'))}{row(p('Ana Gil') + p('Luc Roc'), p('Zoé'))}</table:table>"

    assert lines_of(body) == ["| Présents | Excusés |", "| Ana Gil<br>Luc Roc | Zoé |"]


def test_notes_comments_and_deleted_words_are_left_out() -> None:
    body = (
        f"<text:tracked-changes>{p('avant')}</text:tracked-changes>"
        + p(f"Bonjour<text:note>{p('note')}</text:note><office:annotation>{p('avis')}</office:annotation> à tous")
    )  # fmt: skip

    assert lines_of(body) == ["Bonjour à tous"]


def test_a_document_that_declares_entities_is_refused() -> None:
    with pytest.raises(ValueError, match="entities"):
        lines_of(p("x"), '<!DOCTYPE x [<!ENTITY a "aaaa">]>')
