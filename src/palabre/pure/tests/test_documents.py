"""A text that leaves: what it said is said in the other form, and none of its words becomes a sign of that form."""

import io
import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from odfdo import Document
from PIL import Image
from pypdf import PdfReader

from palabre.pure.documents import odt, pdf
from palabre.pure.documents.tree import plain_inlines, tree_of
from palabre.pure.documents.yeswiki import as_yeswiki

PAIRS = [
    ("<h2>Venir</h2>", "=====Venir====="),
    ("<h3>Venir</h3>", "====Venir===="),
    ("<p><strong>oui</strong> et <em>non</em></p>", "**oui** et //non//"),
    ("<p><strong>oui </strong>non</p>", "**oui** non"),
    ("<p><s>oui</s></p>", "@@oui@@"),
    ("<p><code>x</code></p>", "##x##"),
    ("<p>un<br>deux</p>", "un\ndeux"),
    ('<p><a href="https://x.example/a b">le plan</a></p>', "[[https://x.example/a%20b le plan]]"),
    ('<p><img src="https://x.example/a.png" alt="le plan"></p>', "[[https://x.example/a.png le plan]]"),
    ("<ul><li>un<ul><li>deux</li></ul></li><li>trois</li></ul>", " - un\n  - deux\n - trois"),
    ('<ol start="3"><li>un</li><li>deux</li></ol>', " 3) un\n 4) deux"),
    ("<pre><code>x = 1\n</code></pre>", "%%\nx = 1\n%%"),
    ("<table><tr><th>a</th></tr><tr><td>b|c</td></tr></table>", "[|\n| a |\n| b¦c |\n|]"),
    ("<blockquote><p>dit</p></blockquote>", "\tdit"),
    ("<hr>", "----"),
    ("<p>2 ** 3, MotWiki, [[x]], https://x.example</p>", '2 ""**"" 3, ""MotWiki"", ""[[""x""]]"", https://x.example'),
    ("<p>- un</p>", '""-"" un'),
]
HOSTILE = [
    '#import "x": *',
    "]] [[",
    "$x$ <b>&amp;",
    '"); #read("/etc/passwd")',
    "\x00\x1b\ufffe",
    "%% ## @@ {{x}}",
    "🙂 العربية",
]
WORDS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))


def paragraph(words):
    return [{"kind": "paragraph", "words": [{"kind": "text", "text": words}]}]


def given_of(words, **more):
    return {"title": words, "language": "fr", "about": [words], "blocks": paragraph(words)} | more


def escaped(words):
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize(("html", "expected"), PAIRS)
def test_each_form_has_its_pair_in_yeswiki(html, expected):
    assert as_yeswiki("T", tree_of(html)) == f"======T======\n\n{expected}\n"


@given(st.text())
def test_any_text_is_read_as_a_tree_and_written_for_yeswiki(html):
    assert as_yeswiki("T", tree_of(html)).startswith("======T======")


@given(WORDS)
def test_words_for_yeswiki_hold_no_sign_outside_of_quotes(words):
    bare = as_yeswiki("T", tree_of(f"<p>{escaped(words)}</p>")).partition("\n\n")[2]

    outside = "".join(bare.split('""')[::2])
    assert not any(sign in outside for sign in ("**", "[[", "]]", "{{", "%%", "##"))


@given(st.text(max_size=80))
def test_a_tree_keeps_the_words_that_xml_can_say(words):
    tree = tree_of(f"<p>{escaped(words)}</p>")

    said = "".join(plain_inlines(block["words"]) for block in tree)
    assert "\x00" not in said
    assert json.loads(json.dumps(tree)) == tree


@settings(max_examples=25, deadline=None)
@given(WORDS)
@example(HOSTILE[0])
@example(HOSTILE[3])
def test_no_words_are_read_as_typst_s_own(words):
    clean = tree_of(f"<p>{escaped(words)}</p>")

    made = pdf.as_pdf(given_of("Titre", blocks=clean), {})

    assert PdfReader(io.BytesIO(made)).metadata.title == "Titre"


def test_hostile_words_stand_in_the_pdf_as_they_are():
    made = pdf.as_pdf(given_of('#import "x" $x$ *y*'), {})

    assert '#import "x" $x$ *y*' in PdfReader(io.BytesIO(made)).pages[0].extract_text()


@settings(max_examples=40, deadline=None)
@given(WORDS)
def test_an_odt_is_opened_again_with_its_words(words):
    tree = tree_of(f"<p>{escaped(words)}</p>")

    opened = Document(io.BytesIO(odt.as_odt(given_of("Titre", blocks=tree), {})))

    said = "".join(plain_inlines(block["words"]) for block in tree)
    assert (opened.meta.title, opened.meta.language) == ("Titre", "fr")
    assert "".join(said.split()) in "".join(opened.body.text_recursive.split())


WHOLE = "<h2>Venir</h2><ul><li>un<ul><li>deux</li></ul></li></ul><table><tr><th>a</th></tr><tr><td>b</td></tr></table>"
WHOLE += '<p><a href="https://x.example/">là</a><img src="/plan" alt="Le plan"><img src="/trait" alt=""></p>'


def pictures():
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(out, "PNG")
    return dict.fromkeys(("/plan", "/trait"), out.getvalue())


def test_an_odt_has_real_headings_lists_tables_links_and_described_pictures():
    body = Document(io.BytesIO(odt.as_odt(given_of("T", blocks=tree_of(WHOLE)), pictures()))).body

    assert [(int(one.level), one.text_recursive) for one in body.headers] == [(1, "T"), (2, "Venir")]
    assert (len(body.lists), len(body.tables)) == (2, 1)
    assert [one.url for one in body.get_links()] == ["https://x.example/"]
    assert [one.svg_description or "" for one in body.get_frames()] == ["Le plan", ""]


def kinds_of(element):
    """Return the kinds of all that a tagged PDF is made of, and the words of its pictures."""
    element = element.get_object()
    if not hasattr(element, "get"):
        return []
    inside = element.get("/K", [])
    inside = inside.get_object() if hasattr(inside, "get_object") else inside
    parts = inside if isinstance(inside, list) else [inside]
    here = [(element["/S"], element.get("/Alt"))] if "/S" in element else []
    return here + [one for part in parts for one in kinds_of(part)]


def test_a_pdf_has_tags_of_headings_lists_tables_and_the_words_of_its_pictures():
    made = PdfReader(io.BytesIO(pdf.as_pdf(given_of("T", blocks=tree_of(WHOLE)), pictures())))

    kinds = kinds_of(made.trailer["/Root"]["/StructTreeRoot"])
    assert {"/H1", "/H2", "/L", "/LI", "/Table", "/TH", "/TD", "/Link"} <= {kind for kind, _alt in kinds}
    assert [alt for kind, alt in kinds if kind == "/Figure"] == ["Le plan"]


def test_lists_as_deep_as_a_text_may_have_are_set():
    deep = "".join("<ul><li>" for _level in range(12)) + "fond" + "</li></ul>" * 12

    made = PdfReader(io.BytesIO(pdf.as_pdf(given_of("T", blocks=tree_of(deep)), {})))

    assert "fond" in made.pages[0].extract_text()


def test_a_picture_that_did_not_come_is_its_words():
    made = pdf.as_pdf(given_of("T", blocks=tree_of('<p><img src="/x" alt="Le plan"></p>')), {"/x": b"no picture"})

    assert "[Le plan]" in PdfReader(io.BytesIO(made)).pages[0].extract_text()
