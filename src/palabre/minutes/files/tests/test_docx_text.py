"""DOCX: what a paragraph is follows from its style, whatever the name; tables come row by row."""

from palabre.minutes.files.docx_text import read_docx
from palabre.minutes.imports.tests.documents import DOCUMENT, RELATIONS, TYPES, zipped

STYLE = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/>{}</w:style>'
STYLES = '<?xml version="1.0"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:styles>'
STYLES_TYPE = (
    '<Override PartName="/word/styles.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
STYLES_RELATION = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="styles.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></Relationships>"""


def lines_of(body: str, styles: str = "") -> list[str]:
    parts = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": DOCUMENT.format(body)}
    if styles:
        parts["[Content_Types].xml"] = TYPES.replace("</Types>", STYLES_TYPE)
        parts |= {"word/styles.xml": STYLES.format(styles), "word/_rels/document.xml.rels": STYLES_RELATION}
    return [line for line in read_docx(zipped(parts)).splitlines() if line.strip()]


def p(text: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def table(*rows: tuple[str, ...]) -> str:
    told = "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{told}</w:tbl>"


def test_a_style_of_the_house_is_the_heading_that_it_comes_from() -> None:
    styles = STYLE.format("T", "heading 2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>') + STYLE.format(
        "Maison", "Bandeau bleu", '<w:basedOn w:val="T"/>'
    )

    assert lines_of(p("À faire", "Maison") + p("Un devis"), styles) == ["## À faire", "Un devis"]


def test_a_quote_stays_a_quote() -> None:
    styles = STYLE.format("Citation", "Citation intense", "")

    assert lines_of(p("À faire :") + p("Ana appelle la mairie", "Citation"), styles) == [
        "À faire :",
        "> Ana appelle la mairie",
    ]


def test_each_person_of_a_cell_keeps_a_line() -> None:
    rows = (p("Présents"), p("Excusés")), (p("Ana Gil") + p("Luc Roc"), p("Zoé Le Du"))

    assert lines_of(table(*rows)) == ["| Présents | Excusés |", "| Ana Gil<br>Luc Roc | Zoé Le Du |"]


def test_a_table_of_one_row_is_a_frame() -> None:
    assert lines_of(table((p("Présents :") + p("Ana Gil"), p("Excusée :") + p("Zoé Le Du")))) == [
        "Présents :",
        "Ana Gil",
        "Excusée :",
        "Zoé Le Du",
    ]


def test_two_tables_in_a_row_keep_their_heads() -> None:
    first = table((p("Nom"), p("Structure")), (p("Ana Gil"), p("Mairie")))
    second = table((p("Action"), p("Qui")), (p("Appeler"), p("Ana Gil")))

    assert lines_of(first + p("") + second) == [
        "| Nom | Structure |",
        "| Ana Gil | Mairie |",
        "| Action | Qui |",
        "| Appeler | Ana Gil |",
    ]


def test_deleted_words_go_and_inserted_ones_stay() -> None:
    changed = (
        '<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>Non</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>Oui</w:t></w:r></w:ins></w:p>'
    )

    assert lines_of(changed) == ["Oui"]


def test_words_of_a_text_box_stay() -> None:
    box = (
        "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
        f"{p('Prochaine réunion le 3 mai')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )

    assert "Prochaine réunion le 3 mai" in lines_of(box)


def test_styles_that_declare_entities_are_left_out() -> None:
    parts = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": DOCUMENT.format(p("Bonjour"))}
    bomb = STYLES.format("").replace("?>", '?><!DOCTYPE w [<!ENTITY a "a">]>', 1)

    assert read_docx(zipped(parts | {"word/styles.xml": bomb})).strip() == "Bonjour"
