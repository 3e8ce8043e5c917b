"""French as people write it: folding, words, stems, typography, and the keys by which names meet."""

from palabre.pure.french.accents import fold, fold_all
from palabre.pure.french.flat_text import Flat, flat, plain_text
from palabre.pure.french.keys import name_key, organisation_key, slug
from palabre.pure.french.names import PARTICLES, name_parts
from palabre.pure.french.stems import stems, word_stems
from palabre.pure.french.stop_words import STOP_WORDS
from palabre.pure.french.truncation import shortened
from palabre.pure.french.typed_lines import capitalised, on_lines, on_one_line
from palabre.pure.french.typography import typeset
from palabre.pure.french.words import Word, words

__all__ = [
    "PARTICLES",
    "STOP_WORDS",
    "Flat",
    "Word",
    "capitalised",
    "flat",
    "fold",
    "fold_all",
    "name_key",
    "name_parts",
    "on_lines",
    "on_one_line",
    "organisation_key",
    "plain_text",
    "shortened",
    "slug",
    "stems",
    "typeset",
    "word_stems",
    "words",
]
