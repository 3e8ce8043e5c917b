"""HTML beside the text: the same words in the same order, links as words, nothing that people typed as markup."""

import re
from html.parser import HTMLParser

from django.core.mail import EmailMultiAlternatives
from hypothesis import given
from hypothesis import strategies as st

from palabre.upkeep.letter_html import Block, Piece, add_html, blocks, pieces

LETTER = """Bonjour Yann,

Le compte rendu vous nomme.
Êtes-vous d’accord ?

Oui, je la porte : https://palabre.exemple/links/1:ab/?answer=yes
Retirer mon nom : https://palabre.exemple/links/1:ab/?answer=remove

- lundi : https://palabre.exemple/s/val/
- mardi
"""


class Words(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.said, self.links, self.tags = [], [], set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [dict(attrs)["href"]] if tag == "a" else []

    def handle_data(self, data):
        self.said.append(data)


def html_of(text, **more):
    message = EmailMultiAlternatives(subject="Un sujet", body=text)
    add_html(message, **more)
    return message.alternatives[0].content


def test_a_line_that_ends_with_an_address_is_a_link_of_its_words():
    words = Words(html_of(LETTER, community="Le Val", origin="https://palabre.exemple"))

    assert words.links == [
        "https://palabre.exemple/links/1:ab/?answer=yes",
        "https://palabre.exemple/links/1:ab/?answer=remove",
        "https://palabre.exemple/s/val/",
    ]
    assert "https:" not in " ".join(words.said)
    said = {part.strip() for part in words.said}
    assert {"Le Val", "Êtes-vous d’accord\N{NO-BREAK SPACE}?", "Oui, je la porte", "mardi"} <= said


def test_an_address_that_somebody_typed_is_never_hidden_behind_their_words():
    typed = "Votre banque : https://ailleurs.exemple/x\n- oui : https://palabre.exemple.ailleurs.exemple/"

    said = " ".join(Words(html_of(typed, origin="https://palabre.exemple")).said)

    assert "https://ailleurs.exemple/x" in said
    assert "https://palabre.exemple.ailleurs.exemple/" in said


def test_paragraphs_and_lists_are_told_apart():
    assert blocks("Un\ndeux\n\n- trois\n- quatre") == [
        Block([[Piece("Un")], [Piece("deux")]]),
        Block([[Piece("trois")], [Piece("quatre")]], is_list=True),
    ]


def test_dates_behind_dashes_are_a_list_too():
    assert blocks("– lundi\n– mardi") == [Block([[Piece("lundi")], [Piece("mardi")]], is_list=True)]


def test_a_link_alone_in_its_paragraph_is_seen_as_a_button_and_others_are_not():
    html = html_of("Répondre ici : https://palabre.exemple/a\n\n" + LETTER, origin="https://palabre.exemple")

    assert re.findall(r'<a href="([^"]*)"\s+style="display: inline-block', html) == ["https://palabre.exemple/a"]


def test_no_line_ends_within_a_french_space():
    said = " ".join(Words(html_of("Quelles dates pour « Le four » ?")).said)

    assert "«\N{NO-BREAK SPACE}Le four\N{NO-BREAK SPACE}»\N{NO-BREAK SPACE}?" in said


def test_an_address_within_a_sentence_leads_there_and_keeps_its_full_stop():
    assert pieces("Voir https://a.exemple/x, puis dites-le.") == [
        Piece("Voir "),
        Piece("https://a.exemple/x", "https://a.exemple/x"),
        Piece(", puis dites-le."),
    ]


def test_what_people_typed_is_no_markup():
    html = html_of('<script>alert(1)</script> "a" : https://a.exemple/"onclick=x', community="<b>Le Val</b>")

    words = Words(html)
    assert words.tags == {"html", "head", "meta", "title", "body", "p", "b", "a"}
    assert words.links == ["https://a.exemple/"]
    assert "&lt;b&gt;Le Val" in html


def test_a_letter_has_no_colour_picture_or_script_of_its_own():
    assert re.search(r"color:|background|<img|<script|url\(", html_of(LETTER)) is None


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12), max_size=12)
)
def test_each_word_of_the_text_is_said_in_its_order(words):
    said = " ".join(Words(html_of("\n".join(words))).said).split()

    assert said[2:] == " ".join(one.removeprefix("- ") for one in words).split()  # after « Un sujet »


def test_a_long_line_is_read_in_a_number_of_steps():
    assert pieces("a: " * 50_000)[0].words.startswith("a: a:")
    assert len(pieces("https://a.exemple/x " * 5_000)) == 10_000


def test_no_space_comes_between_an_address_and_what_follows_it():
    assert '">https://a.exemple/x</a>, puis' in html_of("Voir https://a.exemple/x, puis dites-le.")
