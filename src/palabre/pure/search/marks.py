"""Index terms of a text: a set of marks, the same for every database, each of letters and digits only.

The first letter gives the sort of a mark: a word of a title has four of them, a word of a body two.
"""

from __future__ import annotations

from functools import lru_cache

from palabre.pure.search.terms import stems_of, terms

VERSION = 2  # increment it when the marks of a text change: indexed texts are then indexed again
SHORT = 200  # characters between two blanks whose forms are remembered
STEM, EXACT = "s", "e"  # anywhere in the text
TITLE_STEM, TITLE_EXACT = "t", "x"


def marks_of(title: str, body: str) -> list[str]:
    """Return the marks of a document, each once, in order."""
    in_title, in_body = forms_of(title), forms_of(body)
    everywhere = in_title | in_body
    found = {TITLE_EXACT + form for form in in_title} | {EXACT + form for form in everywhere}
    found |= {TITLE_STEM + stem for form in in_title for stem in stems_of(form)}
    return sorted(found | {STEM + stem for form in everywhere for stem in stems_of(form)})


def forms_of(text: str) -> frozenset[str]:
    """Return the exact forms of a text. Cached by chunk: no word contains a blank, and texts repeat the same words."""
    return frozenset().union(*map(forms_in, set(text.split())))


def forms_in(chunk: str) -> frozenset[str]:
    """Return the exact forms of what stands between two blanks. Those of a long one are not remembered."""
    return remembered_forms(chunk) if len(chunk) <= SHORT else forms_of_chunk(chunk)


def forms_of_chunk(chunk: str) -> frozenset[str]:
    return frozenset(form for term in terms(chunk) for form in term.exact)


remembered_forms = lru_cache(maxsize=100_000)(forms_of_chunk)
