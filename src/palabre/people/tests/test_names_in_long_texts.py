"""A name is looked for in a long text in short calls, and is found as by one that reads it whole."""

import dataclasses
import re
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.people import name_forms
from palabre.people.name_forms import addresses_in, apart, forms_of_name, mentions
from palabre.pure import long_texts
from palabre.pure.french import flat, name_replacement
from palabre.pure.french.name_replacement import elided
from palabre.pure.french.spellings import Name, Spelling
from tests.lengths import often

OTHERS = ("Nadège Kervran", "Malo Tual", "Anne Le Goff")
NAMES = ("Nadège Kerouanton", "Anne-Lise Le Goff Tanguy", "Malo", "Ana d’Or", "Mme Tual", "Karim (Kim) Dû", "Zoé Kao")
SAID = st.sampled_from(
    [
        *("Nadège", "nadege", "K.", "N.", "Kerouanton", "KEROUANTON", "Nadège K.", "Mme ", "Anne", "Lise", "Le Goff"),
        *("Tanguy", "Malo", "malo", "Tual", "Ana", "d’Or", "Dû", "(Kim)", "Karim", "A.-L.", "Kao", "Zo\u0301é", "A"),
        *(" ", "  ", "\n", "\n\n", "-", ".", "_", "**", "/", "@", "@val.example", "https://", "www.", "/s/", "(", "» "),
        *("x" * 70, " y" * 40, "œ", "a" * 1_100, "\u00ad", "| ", "\n> "),
    ]
)
TEXT = st.lists(SAID, max_size=24).map("".join)
IN_ONE = re.compile(r"(?:https?://|www\.|(?<![\w./])/(?=\w))[^\s<>\"«»()\[\]]*+")


def found_whole(name, text, others):
    """Return what is found where each pattern reads the whole text at once."""
    spelling, plain = Spelling.of(name, others), flat(text)
    patterns = [re.compile("|".join(said)) for said in (spelling.in_sentences(), spelling.in_addresses())]
    if spelling.is_anothers_too or not patterns[0].pattern:
        return []
    found = [one.span() for one in patterns[0].finditer(plain.text)]
    for address in IN_ONE.finditer(plain.text):
        found += [one.span() for one in patterns[1].finditer(plain.text, *address.span())]
    clues = [*Name.of(name).surname_clues, Name.of(name).first_clue]
    assert not found or any(clue and clue in plain.text.lower() for clue in clues)
    return [plain.span(*span) for span in apart(found)]


@given(st.sampled_from(NAMES), TEXT, st.sampled_from([1, 7, 50, 4_096]), st.integers(0, len(OTHERS)))
@settings(max_examples=often(400), deadline=None)
def test_a_name_is_found_as_by_one_reading_of_the_whole_text(name, text, piece, known):
    with patch.object(long_texts, "PIECE", piece):
        assert mentions(text, forms_of_name(name, others=OTHERS[:known])) == found_whole(name, text, OTHERS[:known])


@given(TEXT, st.sampled_from([1, 7, 4_096]))
@settings(max_examples=often(150), deadline=None)
def test_addresses_are_those_of_one_reading(text, piece):
    with patch.object(long_texts, "PIECE", piece):
        assert list(addresses_in(text)) == [one.span() for one in IN_ONE.finditer(text)]


@given(st.text("deqlorsuDE* _\n\u00a0", max_size=20))
@settings(max_examples=often(150), deadline=None)
def test_what_is_elided_is_read_at_the_end_only(before):
    assert elided(before) == name_replacement.ELIDED.sub("\\1’\\2", before)


@pytest.mark.parametrize("name", [*NAMES, "A B C D E F G H I J K L M N", "Zoé"])
def test_no_form_is_longer_than_is_read_from_its_beginning(name):
    spelling = Spelling.of(name, ())
    for pattern in (*spelling.in_sentences(), *spelling.in_addresses()):
        assert re._parser.parse(pattern).getwidth()[1] + 2 < spelling.longest


class Recorded:
    """A pattern that tells how many letters each call may read."""

    def __init__(self, pattern, read):
        self.pattern, self.read = pattern, read

    def __getattr__(self, act):
        def call(*given):
            text, start, end = (*given, 0, None)[:3] if act != "sub" else (given[1], 0, None)
            self.read.append((len(text) if end is None else min(end, len(text))) - start)
            return getattr(self.pattern, act)(*given)

        return call


@pytest.mark.parametrize(
    "said", ["Malo parle avec nadege. ", "malo.", "https://a/malo", "malo/", "Malo Tual\n", "www.", "de *** Malo "]
)
def test_no_call_reads_more_than_a_piece_of_a_text(said, monkeypatch):
    """One call over 900 KB held the threads of all the pages for a quarter of a second."""
    read = []
    for module, names in ((name_forms, ("ADDRESS", "REST_OF_ADDRESS")), (name_replacement, ("ELIDED", "HEAD"))):
        for name in names:
            monkeypatch.setattr(module, name, Recorded(getattr(module, name), read))
    forms = forms_of_name("Malo Tual", others=())
    forms = dataclasses.replace(
        forms, written=Recorded(forms.written, read), in_address=Recorded(forms.in_address, read)
    )

    name_forms.unnamed(said * 4_000, forms)

    assert max(read, default=0) < 10_000


def test_a_first_name_that_others_bear_is_not_looked_for_where_nothing_else_says_the_person():
    forms = forms_of_name("Nadège Kerouanton", others=OTHERS)

    assert forms.clues == ("kerouanton", "nadege k.")
    assert mentions("Nadège, puis Nadège K. et Kerouanton N.", forms_of_name("Nadège Zou", others=OTHERS)) == []
