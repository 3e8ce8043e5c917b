"""Inclusive spellings (« agent·es », « Quelle.s », « élu(e)s ») and the words that they stand for."""

import re
from itertools import product

LETTER = "(?:[^\\W\\d_][\u0300-\u036f]*)"
POINT = "[·•‧∙⋅・]"
CAREFUL = "e|es|s|ne|nes|trice|trices|rice|rices|euse|euses|ère|ères"
NARROW = f"{CAREFUL}|le|les|te|tes|x|se|ses|ve|ves|ere|eres|elle|elles"
# A midpoint always joins; a full stop, a bracket, a slash or a hyphen joins only before such an ending. An ending has
# one case, because « terminé.Les gens » is two sentences.
_NARROW, _CAREFUL = (f"(?-i:{endings}|{endings.upper()})" for endings in (NARROW, CAREFUL))
INCLUSIVE = (
    rf"(?<!\w){LETTER}{{2,}}(?:"
    rf"(?:{POINT}{LETTER}+)+"
    rf"|(?:\.{_NARROW}(?!\w))+"
    rf"|(?:\({_NARROW}\))+(?:(?:s|x)(?!\w))?"
    rf"|(?:/{_CAREFUL}(?!\w))+"
    rf"|(?:-{_CAREFUL}(?!\w))+"
    r")(?!\w)"
)
MARK = re.compile(rf"{POINT}|[./()-]")

# (end of the first word, ending written after the mark, end of the other word)
SWAPS = (
    ("teur", ("trice", "rice", "ice"), "trice"),
    ("eur", ("euse", "se"), "euse"),
    ("eur", ("eresse", "resse"), "eresse"),
    ("er", ("ere", "iere"), "ere"),
    ("f", ("ve", "ive"), "ve"),
    ("x", ("se", "euse"), "se"),
    ("eau", ("elle", "lle"), "elle"),
    ("c", ("que",), "que"),
    ("c", ("che",), "che"),
)
PRONOUNS = frozenset({"la", "elle", "elles", "eux", "celle", "celles", "ceux", "lui", "une", "ils", "il"})


def readings(folded: str) -> tuple[str, ...]:
    """Return the words of a folded inclusive spelling, fullest first: agentes, agent… for « agent·es »."""
    first, *endings = [part for part in MARK.split(folded) if part]
    plural = endings[-1] in ("s", "x")
    others = endings[:-1] if plural else endings
    found = [first]
    for ending in others:
        found += _feminine(first, ending)
    if plural:
        found = [word + mark for mark, word in product(("", endings[-1]), found)]
    return tuple(dict.fromkeys(reversed(found)))


def _feminine(first: str, ending: str) -> list[str]:
    """Return the other forms of the first word for an ending; with both plurals when the ending has an s."""
    if ending in PRONOUNS and len(first) < 6:
        return [ending]
    if ending.endswith("s") and len(ending) > 1:
        singular = first.removesuffix("s")
        others = _feminine(singular, ending[:-1])
        return [singular + "s", *(word for other in others for word in (other, other + "s"))]
    for tail, written, instead in SWAPS:
        if first.endswith(tail) and ending in written:
            return [first.removesuffix(tail) + instead]
    if len(ending) > 1:
        for size in range(min(len(ending), len(first)) - 1, 1, -1):
            if first.endswith(ending[:size]):
                return [first + ending[size:]]
    return [ending] if len(ending) > 3 else [first + ending]
