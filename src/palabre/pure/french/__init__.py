"""French as people write it: folding, words, stems, typography, and the keys by which names meet."""

from palabre.pure.french.folding import fold
from palabre.pure.french.keys import name_key, organisation_key, slug
from palabre.pure.french.stemming import stems, word_stems
from palabre.pure.french.stop_words import STOP_WORDS
from palabre.pure.french.typography import typeset
from palabre.pure.french.words import Word, words

__all__ = [
    "STOP_WORDS",
    "Word",
    "fold",
    "name_key",
    "organisation_key",
    "slug",
    "stems",
    "typeset",
    "word_stems",
    "words",
]
