"""Rendering: what people type is shown, and nothing of it ever acts."""

from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from palabre.notes.markdown import holes
from palabre.notes.markdown.html_render import ATTRIBUTES, TAGS, render
from palabre.notes.markdown.prepared_text import LONGEST, TooLong, clean, prepare
from tests.lengths import often

NASTY = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "\n- ", "\n> ", "\n# ",
    "<javascript:alert(1)>", "[a](&#x6A;avascript:x)", '![a](x "<span data-l=\'1-1\'></span>")', "[[", "]]", "|",
    '<span data-l="1-2"></span>', '<span data-page="x">', "**", "`", "\n\n", "\n---\n", "| a |\n|--|\n", "```\n",
    "[a]: javascript:x\n", "http://a.fr/\"onclick=", "\u202e", "😀", "☐", "- [ ] ", "data:text/html,x", "&lt;b&gt;",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(NASTY) | st.text(max_size=20), max_size=12).map("".join)


class Seen(HTMLParser):
    """Every tag and attribute of a page, as a browser would find them."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.addresses = set(), set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, value in attrs}
        self.addresses += [value for name, value in attrs if name in ("href", "src")]


def allowed():
    classes = {("div", "class"), ("th", "class"), ("td", "class")}
    return {(tag, name) for tag, names in ATTRIBUTES.items() for name in names} | classes


@settings(max_examples=often(150), deadline=None)
@given(TEXTS)
@example("".join(NASTY))
@example("\n\n".join(NASTY))
def test_whatever_is_typed_nothing_outside_the_allow_list_comes_out(text):
    seen = Seen(render(clean(text)))

    assert seen.tags <= TAGS
    assert seen.attributes <= allowed()
    assert not [to for to in seen.addresses if ":" in to and not to.startswith(("http", "mailto:", "tel:", "/", "#"))]


@settings(max_examples=often(100), deadline=None)
@given(TEXTS)
def test_a_typed_hole_is_never_a_hole(text):
    lines = clean(text).split("\n")

    ends = [
        (int(hole["first"]), int(hole["last"])) for hole in holes.HOLE.finditer(render(clean(text))) if hole["first"]
    ]

    assert all(1 <= first <= last <= len(lines) + 1 for first, last in ends)
    assert len(ends) == len(set(ends))


def test_a_forged_hole_is_shown_as_it_was_typed():
    html = render('Voici <span data-l="1-9"></span> et <span data-page="x">y</span>.')

    assert [hole[0] for hole in holes.HOLE.finditer(html)] == ['<span data-f="1-1">', '<span data-l="1-1"></span>']


def test_a_script_is_shown_as_text():
    html = holes.without_holes(render("<script>alert(1)</script>"))

    assert html == "<p><span>&lt;script&gt;alert(1)&lt;/script&gt;</span></p>\n"


@pytest.mark.parametrize("to", ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "vbscript:x", "file:///x"])
def test_a_dangerous_address_makes_no_link(to):
    assert Seen(render(f"[lire]({to}) <{to}>")).addresses == []


def test_a_link_elsewhere_says_so_and_a_link_here_does_not():
    html = holes.without_holes(render("[a](https://exemple.example) [b](/s/val/)"))

    elsewhere = '<a href="https://exemple.example" rel="noopener nofollow">a</a>'
    assert html == f'<p><span>{elsewhere} <a href="/s/val/">b</a></span></p>\n'


def test_an_image_from_elsewhere_becomes_a_link_to_it():
    ours = "/s/val/pages/le-four/attachments/12/plan.png"
    seen = Seen(render(f"![plan](https://exemple.example/p.png) ![ici]({ours}) ![x](//exemple.example/p.png)"))

    assert seen.addresses == ["https://exemple.example/p.png", ours, "//exemple.example/p.png"]
    assert ("img", "src") in seen.attributes


@pytest.mark.parametrize(
    "address",
    [
        "/?langue=en",
        "/links/3-0123/",
        "/s/val/you/",
        "/s/val/pages/four/attachments/12/showing/",
        "/s/val/pages/four/attachments/1/..",
    ],
)
def test_no_text_has_browsers_ask_for_an_address_of_ours_that_is_no_attachment(address):
    seen = Seen(render(f"![ici]({address})"))

    assert (seen.addresses, ("img", "src") in seen.attributes) == ([address], False)


def test_the_page_keeps_its_one_title_and_no_level_is_skipped():
    html = holes.without_holes(render("# Un\n\n### Deux\n\n# Trois"))

    assert html == (
        '<h2 id="t-un"><span>Un</span></h2>\n<h3 id="t-deux"><span>Deux</span></h3>\n'
        '<h2 id="t-trois"><span>Trois</span></h2>\n'
    )


def test_two_headings_of_one_name_have_two_addresses():
    html = render("# Un\n\n# Un")

    assert [line[:17] for line in html.splitlines()] == ['<h2 id="t-un"><sp', '<h2 id="t-un__2">']


def test_each_line_of_a_paragraph_is_followed_by_its_own_hole():
    html = render("un\ndeux")

    assert html == (
        '<p><span data-f="1-1">un</span><span data-l="1-1"></span><br>\n'
        '<span data-f="2-2">deux</span><span data-l="2-2"></span></p>\n'
    )


def test_a_row_of_a_table_has_one_hole_in_its_last_cell():
    html = render("| a | b |\n|---|--:|\n| 1 | 2 |")

    assert [hole["first"] for hole in holes.HOLE.finditer(html) if hole["first"]] == ["1", "3"]


def test_typography_is_french_outside_code_and_addresses():
    html = holes.without_holes(render("L'un : « oui » ! `a ! b` https://exemple.example/a?b"))

    link = '<a href="https://exemple.example/a?b" rel="noopener nofollow">https://exemple.example/a?b</a>'
    assert unescape(html) == f"<p><span>L’un\u00a0: «\u00a0oui\u00a0»\u202f! <code>a ! b</code> {link}</span></p>\n"


def test_an_inclusive_spelling_is_no_address():
    assert Seen(render("Présent.es : agent.es, quelle.s")).addresses == []


def test_a_wiki_link_is_a_hole_and_keeps_its_words():
    html = render('[[Le "minibus"|la navette]]')

    assert holes.wanted(html) == ['Le "minibus"']
    assert holes.without_holes(html) == "<p><span>la navette</span></p>\n"


def test_a_wiki_link_is_never_inside_another_link():
    html = render("[voir [[Minibus]]](/s/val/) [![[[x]]](https://exemple.example/p.png)](/s/val/)")

    assert holes.wanted(html) == ["Minibus"]
    assert html.count("<a ") == html.count("</a>") == 1


def test_a_task_shows_its_box():
    assert holes.without_holes(render("- [ ] affiche\n- [x] salle")).split() == [
        "<ul>", "<li><span>☐", "affiche</span></li>", "<li><span>☑", "salle</span></li>", "</ul>",
    ]  # fmt: skip


def test_front_matter_is_shown_as_it_is_written():
    html = holes.without_holes(render("---\ntitle: Réunion\n---\nBonjour"))

    assert html.split("\n") == ["<pre><code>title: Réunion</code></pre>", "", "<p><span>Bonjour</span></p>", ""]


def test_what_is_nested_too_deep_is_still_shown():
    html = render("".join("  " * level + f"- point {level}\n" for level in range(200)))

    assert [number for number in range(200) if f"point {number}" not in html] == []


def test_five_thousand_items_are_all_rendered():
    html = render("".join(f"- point {number}\n" for number in range(5000)))

    assert html.count("<li>") == 5000


def test_a_text_keeps_its_emoji_and_its_arabic_and_loses_its_nul():
    ready = prepare("مرحبا\x00 😀\r\nfin")

    assert ready.markdown == "مرحبا 😀\nfin"


def test_a_text_of_more_than_a_million_characters_is_refused():
    with pytest.raises(TooLong):
        prepare("a" * (LONGEST + 1))
