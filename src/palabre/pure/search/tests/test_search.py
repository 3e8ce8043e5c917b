"""What marks, queries and highlighting promise."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.pure.french import fold
from palabre.pure.search import EXACT, ParsedQuery, extract, highlight, marks_of, terms
from tests.lengths import often

FRENCH = st.text(alphabet="aeéèçœbdlnrstuAÉLQ'’-·.()/:;!?«»… \u00a0\u202f0123456789@_\n&h%€<", max_size=80)
ANY = st.one_of(FRENCH, st.text(max_size=60))


def says(marks, word):
    """Whether these marks answer to one word of a query, as both databases do."""
    if word.beginning and any(mark.startswith(EXACT + word.beginning) for mark in marks):
        return True
    return any(set(way) <= set(marks) for way in word.nearly())


def answers(text, query):
    marks = marks_of("", text)
    return all(says(marks, word) for word in ParsedQuery.of(query).words)


def marked(pieces):
    return [piece.text for piece in pieces if piece.is_marked]


@given(ANY)
@settings(max_examples=often(300))
def test_a_text_is_found_by_each_of_its_own_words(text):
    for term in terms(text):
        assert answers(text, text[term.start : term.end])


@given(ANY)
@settings(max_examples=often(200))
def test_a_text_is_found_by_each_of_its_words_folded(text):
    for term in terms(text):
        assert answers(text, fold(text[term.start : term.end]).upper()) or not fold(text).isascii()


@given(ANY)
@settings(max_examples=often(200))
def test_a_query_that_holds_a_word_is_never_empty(text):
    assert bool(ParsedQuery.of(text)) == bool(terms(text))


@given(ANY, ANY)
@settings(max_examples=often(300))
def test_highlighting_never_changes_the_text(text, query):
    assert "".join(piece.text for piece in highlight(text, ParsedQuery.of(query))) == text


@given(ANY, ANY)
@settings(max_examples=often(300))
def test_an_extract_is_a_piece_of_the_text(text, query):
    shown = "".join(piece.text for piece in extract(text, ParsedQuery.of(query), length=30))

    assert shown in text or shown.removeprefix("… ").removesuffix(" …") in text


@given(ANY)
@settings(max_examples=often(200))
def test_marks_hold_letters_and_figures_only(text):
    assert [mark for mark in marks_of(text, text) if not mark.isalnum()] == []


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("élus", ["élu·es"]),
        ("cooperer", ["coopération"]),
        ("kerouanton", ["Kerouanton"]),
        ("porte à porte", ["porte-à-porte"]),
        ("energ", ["énergie"]),
        ("œuvre", ["œuvres"]),
        ("conference", ["conférences"]),
        ("cheval", ["chevaux"]),
        ("travail", ["travaux"]),
        ("inconnu", []),
    ],
)
def test_what_was_asked_for_is_marked_as_it_is_written(query, shown):
    text = (
        "L’énergie des élu·es, la coopération, les œuvres.\n"
        "Nadège Kerouanton : porte-à-porte, conférences, chevaux, travaux."
    )

    assert marked(highlight(text, ParsedQuery.of(query))) == shown


def test_an_extract_shows_the_lines_that_say_the_most():
    text = "Le four. " + "Rien à dire ici. " * 40 + "Le four à pain de la place est rallumé. " + "Et puis rien. " * 40

    assert marked(extract(text, ParsedQuery.of("four pain place"))) == ["four", "pain", "place"]


def test_an_extract_of_a_long_text_says_that_it_is_cut():
    shown = extract("mot " * 500 + "minibus " + "mot " * 500, ParsedQuery.of("minibus"))

    assert (shown[0].text, shown[-1].text) == ("… ", " …")


def test_a_text_without_the_words_shows_its_beginning():
    assert "".join(piece.text for piece in extract("Un début. " * 60, ParsedQuery.of("absent"))).startswith("Un début.")


def test_a_query_has_bounds():
    assert len(ParsedQuery.of("minibus " + " ".join(f"mot{number}" for number in range(60))).words) <= 12
    assert ParsedQuery.of("a" * 100_000).words == ParsedQuery.of("a" * 200).words


def test_a_word_that_is_still_being_typed_may_be_the_beginning_of_another():
    assert [word.beginning for word in ParsedQuery.of("le minib").words] == ["minib"]
    assert [word.beginning for word in ParsedQuery.of("le minib ").words] == [""]


def test_light_words_are_asked_for_only_when_there_is_no_other():
    assert [word.readings for word in ParsedQuery.of("les élus de la mairie").words] == [(("elus",),), (("mairie",),)]
    assert len(ParsedQuery.of("pour les").words) == 2


@pytest.mark.parametrize("name", ["Nadège Kerouanton", "Kerouanton Nadège"])
def test_what_is_masked_is_masked_before_an_extract_is_cut(name):
    words = ["".join(letters) for letters in product("bdfgklmnpr", "aeiou", "bdlm", ["an"])]
    text = " ".join([*words[:100], name, *words[100:]])

    cuts = [extract(text, ParsedQuery.of(word), over=lambda said: said.replace(name, "Nadège")) for word in words]
    assert [cut for cut in cuts if "Kerouan" in "".join(piece.text for piece in cut)] == []
