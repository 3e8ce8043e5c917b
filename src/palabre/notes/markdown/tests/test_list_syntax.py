"""A line that asks for a list is a hole, and nothing else is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.notes.markdown import holes
from palabre.notes.markdown.html_render import lines_asking, render
from palabre.notes.markdown.prepared_text import clean
from tests.lengths import often

PIECES = [
    "{{",
    "}}",
    "{{groupes}}",
    "besoins",
    " : ",
    "5",
    "\n",
    "\n\n",
    "- ",
    "> ",
    "    ",
    "```\n",
    "é’-",
    '"',
    "<b>",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=14).map("".join)


def test_a_line_alone_is_a_hole_wherever_it_stands():
    html = render("Voici :\n{{groupes}}\nfin\n\n- un\n{{ Besoins :  5 }}\n\n> {{on recherche}}")

    assert holes.lists(html) == ["groupes", "Besoins : 5", "on recherche"]


def test_within_a_sentence_or_code_it_is_what_was_typed():
    html = render("Écrire {{groupes}} ici\n\n```\n{{groupes}}\n```\n\n`{{groupes}}`\n\n    {{groupes}}")

    assert holes.lists(html) == []
    assert html.count("{{groupes}}") == 4


def test_what_other_wikis_write_between_braces_is_what_was_typed():
    html = holes.without_holes(render('{{bazarliste id="1"}}\n\n{{}}\n\n{{a<b}}'))

    assert [line for line in html.splitlines() if "{{" in line] == [
        f"<p><span>{words}</span></p>" for words in ('{{bazarliste id="1"}}', "{{}}", "{{a&lt;b}}")
    ]


def test_without_a_reader_a_list_is_its_own_words():
    assert holes.without_holes(render("{{l’eau : c d}}")) == "<p>{{l’eau : c d}}</p>\n"


def test_a_forged_list_is_no_hole():
    html = render('<div data-list="groupes"></div>\n\n![x](y "<div data-list=\'groupes\'></div>")')

    assert holes.lists(html) == []


def test_the_lines_of_the_source_that_ask_are_known():
    assert lines_asking("a\n{{groupes}}\n\n> {{besoins}}") == {2: "groupes", 4: "besoins"}


@settings(max_examples=often(150), deadline=None)
@given(TEXTS)
def test_a_list_is_asked_for_only_by_a_line_that_says_so(text):
    text = clean(text)
    lines = text.split("\n")

    asking = lines_asking(text)

    assert holes.lists(render(text)) == list(asking.values())
    assert all(" ".join(lines[n - 1].split("{{", 1)[1].split("}}")[0].split()) == one for n, one in asking.items())
