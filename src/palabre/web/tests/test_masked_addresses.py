"""Mail addresses that say a surname hidden from outside."""

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.pure.french import fold
from palabre.web.name_masking.mail_addresses import heads_of, says_a_surname
from palabre.web.name_masking.name_mask import veil_of
from tests.lengths import often


@pytest.mark.parametrize("local", ["alebihan-kerdoncuff", "jmle.bihan_kerdoncuff", "arle-bihan-kerdoncuff"])
def test_an_initial_glued_to_a_surname_of_several_words_does_not_show_it(local):
    assert veil_of(("Anne-Rose Le Bihan-Kerdoncuff",)).over_text(f"À {local}@a.example.") == "À …@a.example."


class Walked(frozenset):
    """Counts how many of its names are looked at one by one."""

    steps = 0

    def __iter__(self):
        for one in super().__iter__():
            Walked.steps += 1
            yield one


def test_a_mail_address_is_not_compared_with_each_surname():
    mask = veil_of(tuple(f"Ana Nom{place}x" for place in range(200)))
    mask = dataclasses.replace(mask, surnames=Walked(mask.surnames))

    assert mask.over_mail("ana@b.example " * 50 + "c.nom7x@d.example") == "ana@b.example " * 50 + "…@d.example"
    assert Walked.steps <= 200


@given(
    st.frozensets(st.text("abé", min_size=1, max_size=6), max_size=8),
    st.lists(st.text("abé.-_", min_size=1, max_size=9), min_size=2, max_size=2),
)
@settings(max_examples=often(200))
def test_a_surname_is_words_of_an_address_or_a_long_part_of_one(surnames, parts):
    surnames, address = frozenset(fold(one) for one in surnames), "@".join(parts)
    words = re.split(r"[\W_]+", fold(address))

    joined = {"".join(words[place : place + many]) for place in range(len(words)) for many in range(1, 5)}
    glued = {one[skipped:] for one in joined for skipped in (1, 2)}
    said = any(one in joined or (len(one) > 3 and (one in word or one in glued)) for one in surnames for word in words)
    assert says_a_surname(address, surnames) == said
    assert heads_of(surnames).keys() == {one[:4] for one in surnames if len(one) > 3}
