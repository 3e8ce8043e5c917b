"""Documents that ask for more than a reader may do: refused by count, or read in a straight line."""

from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest

from palabre.minutes.files import docx_text, mail_text, markdown_writer, pdf_weight
from palabre.minutes.files.html_text import read_html
from palabre.minutes.files.mail_text import attached_document, read_mail
from palabre.minutes.files.rtf_text import read_rtf
from palabre.minutes.files.tests.drawn_pdf import drawn_pdf, file_of
from palabre.minutes.imports import document_conversion
from palabre.minutes.imports.document_conversion import from_docx, from_odt, from_pdf
from palabre.minutes.imports.tests.documents import DOCUMENT, a_docx, zipped

BOMB = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'
Reader = Callable[[Any], str]
ATTRIBUTES = " ".join(f'a{number}="u"' for number in range(500))
CELL = b"\\intbl x\\cell"


@pytest.mark.parametrize("part", [BOMB.encode(), BOMB.replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")])
@pytest.mark.parametrize(("name", "read"), [("word/document.xml", from_docx), ("content.xml", from_odt)])
def test_entities_are_refused_in_any_encoding(name: str, read: Reader, part: bytes) -> None:
    with pytest.raises(ValueError, match="entities"):
        read(zipped({name: part}))


def test_a_docx_of_one_immense_word_is_refused_before_a_tree_is_made() -> None:
    with mock.patch("mammoth.convert_to_html") as made, pytest.raises(ValueError, match="characters"):
        from_docx(a_docx("x" * (document_conversion.LONGEST + 1)))

    assert not made.called


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 10,
        "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>" * 60,
        "".join(f'<w:p xmlns:a{number}="u"/>' for number in range(40)),
        f"<w:p {ATTRIBUTES}/>",
        "<w:p>" + "<w:hyperlink/>" * 80 + "</w:p>",
        "<?a?>" * 500,
        "<!---->" * 500,
    ],
)
def test_what_a_library_reads_slowly_weighs_more(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_conversion, "MOST_ELEMENTS", 400, raising=False)
    name = "word/document.xml"

    with pytest.raises(ValueError, match="elements"):
        from_docx(zipped({name: DOCUMENT.format(body)}))


def test_each_paragraph_is_tried_against_few_styles() -> None:
    style = '<w:style w:type="paragraph" w:styleId="s{}"><w:name w:val="title"/></w:style>'
    told = f'<w:styles xmlns:w="{docx_text.WORD[1:-1]}">{"".join(map(style.format, range(300)))}</w:styles>'

    rules = docx_text._style_map(zipped({docx_text.STYLES: told}))

    assert len(rules) == docx_text.MOST_RULES


def a_form(inside: bytes, named: int) -> bytes:
    resources = b"/Resources<</Font<</F1 3 0 R>>/XObject<</X %d 0 R>>>>" % named
    said = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]%s/Length %d>>stream\n%s\nendstream"
    return said % (resources, len(inside), inside)


def test_forms_that_draw_one_another_are_counted_each_time_they_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_weight, "MOST_OPERATORS", 3 * pdf_weight.DRAWING, raising=False)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R/Resources<</XObject<</X 4 0 R>>>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[6 0 R]/Count 1>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        a_form(b"/X Do /X Do /X Do", 7),
        b"<</Length 5>>stream\n/X Do\nendstream",
        page,
        a_form(b"BT /F1 9 Tf (a) Tj ET", 99),
    ]

    with pytest.raises(ValueError, match="operators"):
        from_pdf(file_of(objects))


@pytest.mark.parametrize("bound", ["MOST_DRAWN", "MOST_OPERATORS"])
def test_pages_that_draw_too_much_are_refused(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = drawn_pdf(*[([(50, 700, "Bonjour")], "")] * 3)
    assert from_pdf(told)
    monkeypatch.setattr(pdf_weight, bound, 10, raising=False)

    with pytest.raises(ValueError, match=r"drawn|operators"):
        from_pdf(told)


def test_the_codes_that_a_table_of_characters_names_by_ranges_are_counted_on_each_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = b"1 beginbfrange <0000> < 0F\nFF> <0000> endbfrange 1 beginbfchar <0001> <FFFF> endbfchar"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R/Resources<</Font<</F1 3 0 R>>>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[6 0 R 7 0 R 8 0 R]/Count 3>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(table), table),
        b"<</Length 20>>stream\nBT /F1 9 Tf (a) Tj ET\nendstream",
        *[page] * 3,
    ]
    assert from_pdf(file_of(objects))
    monkeypatch.setattr(pdf_weight, "MOST_DRAWN", 3_000)

    with pytest.raises(ValueError, match="drawn"):
        from_pdf(file_of(objects))


def test_a_docx_of_too_many_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_conversion, "MOST_ELEMENTS", 20, raising=False)

    with pytest.raises(ValueError, match="elements"):
        from_docx(a_docx(*["x"] * 20))


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (read_rtf, b"{\\rtf1 " + CELL * 201 + b"\\row\\pard\\par}"),
        (read_html, "<table><tr>" + "<td>x" * 201),
        (read_html, "<table><tr><td colspan=20 rowspan=9999>x" + "<td colspan=20>x" * 10),
    ],
)
def test_a_table_too_wide_to_be_one_is_refused(read: Reader, told: bytes | str) -> None:
    with pytest.raises(ValueError, match=r"^$"):
        read(told)


def test_a_table_that_swells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown_writer, "MOST_WORK", 9_000, raising=False)
    told = b"{\\rtf1 " + CELL * 100 + b"\\row" + (CELL + b"\\row") * 30 + b"\\pard\\par}"

    with pytest.raises(ValueError, match=r"^$"):
        read_rtf(told)


@pytest.mark.parametrize("told", ["<b>", "</i>", "<!---->", "<td>x"])
def test_tags_that_say_nothing_cost_too(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown_writer, "MOST_WORK", 9_000, raising=False)

    with pytest.raises(ValueError, match=r"^$"):
        read_html(told * 600)


def test_marks_move_inside_however_long_the_words() -> None:
    assert read_html(f"<b> {'mot ' * 900}</b>fin").strip() == f"**{'mot ' * 899}mot** fin"


def a_mail(head: bytes, body: bytes) -> bytes:
    return b"From: a@exemple.example\n" + head + b"\n\n" + body


def test_the_library_never_reads_a_long_header() -> None:
    registry = mail_text.policy.default.header_factory
    with mock.patch.object(type(registry), "__call__", autospec=True, side_effect=type(registry).__call__) as read:
        read_mail(a_mail(b"Content-Type: text/plain; " + b"a*0*=x;" * 400, b"Bonjour"))

    told = [len(call.args[2]) for call in read.call_args_list]
    assert 0 < max(told) <= 1_000


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (b"Content-Type: message/rfc822\n\n" * 60, "containers"),
        (a_mail(b"Content-Type: multipart/mixed; boundary=b", b"--b\n\nx\n" * 2_100), "parts"),
        (a_mail(b"Content-Type: multipart/mixed; boundary=b", (b"--b\nContent-Type: a/b;" + b"x" * 990 + b"\n\n") * 70),
         "characters"),
        (a_mail(b"X: y", b"\n" * 200_001), "lines"),
    ],
)  # fmt: skip
def test_a_mail_that_asks_for_too_much_is_refused(told: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_mail(told)


def test_an_attached_message_is_not_read_in_place_of_the_mail() -> None:
    inside = b"Content-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/plain\n\nDEDANS\n--c\n"
    inside += b'Content-Type: a/b\nContent-Disposition: attachment; filename="x.rtf"\n\n{\\rtf1 x}\n--c--\n'
    body = b"--b\nContent-Type: message/rfc822\nContent-Disposition: attachment\n\n" + inside
    told = a_mail(
        b"Content-Type: multipart/mixed; boundary=b", body + b"--b\nContent-Type: text/plain\n\nBonjour\n--b--"
    )

    text = read_mail(told)

    assert ("DEDANS" in text, "Bonjour" in text) == (False, True)
    assert attached_document(told, [".rtf"]) == ("", b"")
