"""A quoted passage is found again as long as it is there, and as no other place could be meant."""

from hypothesis import assume, given
from hypothesis import strategies as st

from palabre.pure.quotes import AROUND, LONG, Quote, find, find_typed, flat, quote_at

TEXT = "Le four chauffe le lundi. Il faut deux personnes avant mardi. La mairie prête la salle du bas."
PASSAGE = "Il faut deux personnes avant mardi."
SIGNS = st.text(alphabet="abé X.", max_size=30)


def quoted(text, words):
    start = text.index(words)
    return quote_at(text, start, start + len(words))


def around(quote):
    return quote.before + quote.words + quote.after


@given(SIGNS, SIGNS)
def test_edits_further_away_never_lose_the_passage(before, after):
    quote = quoted(TEXT, PASSAGE)
    assume(PASSAGE not in before + after)

    text = f"{before}{around(quote)}{after}"

    assert find(text, quote) == len(before + quote.before)


@given(st.integers(0, len(TEXT)), st.integers(0, 12), SIGNS)
def test_what_is_found_after_an_edit_is_the_quote_and_nothing_else(at, gone, new):
    quote = quoted(TEXT, PASSAGE)
    text = TEXT[:at] + new + TEXT[at + gone :]

    found = find(text, quote)

    assert (found is not None) == (text.count(PASSAGE) == 1)
    assert found is None or text.startswith(PASSAGE, found)


@given(SIGNS, SIGNS, SIGNS)
def test_the_same_words_in_the_same_place_twice_are_ambiguous(before, between, after):
    quote = quoted(TEXT, PASSAGE)

    assert find(f"{before}{around(quote)} {between} {around(quote)}{after}", quote) is None


@given(SIGNS)
def test_of_two_places_the_context_tells_which_is_meant(new):
    text = f"Lundi oui. {'x ' * AROUND}Mardi oui."
    quote = quote_at(text, text.rindex("oui"), text.rindex("oui") + 3)

    assert find(f"{new} {text}", quote) == len(new) + 1 + text.rindex("oui")


def test_a_copy_is_not_taken_for_the_passage_that_went():
    words = "la grande salle du bas"
    text = f"On garde {words}. {'x ' * AROUND}On rend {words}."
    quote = quote_at(text, text.rindex(words), len(text) - 1)

    assert len(words) > LONG
    assert find(text, quote) == text.rindex(words)
    assert find(text[: text.rindex("On rend")], quote) is None


def test_a_long_passage_is_found_where_it_was_moved():
    quote = quoted(TEXT, PASSAGE)

    assert len(PASSAGE) > LONG
    assert find(f"Ailleurs, plus loin. {PASSAGE}", quote) == 21


def test_few_words_are_not_found_elsewhere():
    quote = quoted(TEXT, "le lundi")

    assert find("Nous venons le lundi de Pâques.", quote) is None


def test_typography_and_line_ends_do_not_count():
    assert flat("L’atelier\u00a0:\nvoilà…") == "L'atelier : voilà..."


def test_typed_words_are_found_whatever_their_capitals():
    assert find_typed(TEXT, Quote("IL FAUT deux")) == (26, 38)


def test_typed_words_that_are_there_twice_are_not_guessed():
    assert find_typed("Oui ou non. Oui.", Quote("Oui")) is None


def test_a_cut_word_is_taken_whole():
    assert quoted(TEXT, "aut deux pers").words == "faut deux personnes"


def test_the_quote_takes_the_rest_of_a_name_and_the_context_stops_before_one():
    before, after = (
        f"{'x' * 9} Inès Carvalho dit le long mot suivant : ",
        ", et plus tard ce sera bien Yann Goffmanière",
    )

    quote = quoted(f"{before}Malo Tanguy vient{after}", "Tanguy vient")

    assert quote == Quote("Malo Tanguy vient", "dit le long mot suivant : ", ", et plus tard ce sera bien")


def test_a_context_of_any_width_holds_no_part_of_a_name():
    for wide in range(AROUND + 20):
        text = f"Inès Carvalho {'z' * wide} le four chauffe {'z' * wide} Malo Tanguy"
        quote = quoted(text, "le four chauffe")

        assert ("Carvalho" in quote.before) == ("Inès Carvalho" in quote.before)
        assert ("Malo" in quote.after) == ("Malo Tanguy" in quote.after)
