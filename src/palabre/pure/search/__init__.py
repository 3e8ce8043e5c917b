"""Searching French texts as people write them: what is indexed of a text, what a query asks, what is marked in it.

The same marks serve every database, so that all find the same things: see `marks_of` and `Asked.of`.
"""

from palabre.pure.search.highlights import Piece, extract, highlight
from palabre.pure.search.marks import EXACT, STEM, TITLE_EXACT, TITLE_STEM, VERSION, marks_of
from palabre.pure.search.query import LONGEST_QUERY, ParsedQuery, Word
from palabre.pure.search.terms import Term, terms

__all__ = [
    "EXACT",
    "LONGEST_QUERY",
    "STEM",
    "TITLE_EXACT",
    "TITLE_STEM",
    "VERSION",
    "ParsedQuery",
    "Piece",
    "Term",
    "Word",
    "extract",
    "highlight",
    "marks_of",
    "terms",
]
