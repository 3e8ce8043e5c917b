"""What is remembered is short: thousands of long texts, each remembered once, would fill the memory of the server."""

import functools
import gc

import pytest

from palabre.pure.french import typeset
from palabre.pure.minutes import read_minutes
from palabre.pure.minutes.document import sentences
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.search.highlights import extract
from palabre.pure.search.marks import marks_of
from palabre.pure.search.query import ParsedQuery

LONG = "Des,mots,sans,blancs," * 1_000


def remembered():
    """Return how much each function of ours remembers."""
    kept = [one for one in gc.get_objects() if type(one) is functools._lru_cache_wrapper]
    return {one: one.cache_info().currsize for one in kept if (one.__module__ or "").startswith("palabre.pure.")}


@pytest.mark.parametrize(
    "read",
    [
        typeset,
        fold,
        sentences,
        lambda text: marks_of("", text),
        lambda text: extract(text, ParsedQuery.of("mots")),
        lambda text: read_minutes(f"# Réunion\n\n## Échanges\n\n- {text}\n"),
    ],
    ids=["typeset", "fold", "sentences", "marks", "extract", "minutes"],
)
def test_a_long_text_is_not_remembered(read):
    read(f"{LONG} encore, une fois,")  # these words are remembered
    before = remembered()

    read(f"{LONG}encore,")
    read(f"{LONG}encore,une,fois,")

    assert {one.__name__ for one, count in remembered().items() if count > before.get(one, 0)} == set()
