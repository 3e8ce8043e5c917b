"""One lexicon of section names for headings, bold lines and `label :` lines, French and English.

Names are compared folded, without articles, numbering, decoration, counts nor inclusive endings, so that
« Présent·es », « PRÉSENT(E)S : » and « 1. Présents (12) » are one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.section_names import NAMES

NOT_LETTERS = re.compile(r"\\[a-zA-Z]|\[[^\]]*\]")


def _beginnings(names: tuple[str, ...]) -> frozenset[str]:
    """The first letters, three or two, of every word of a kind's names: a label that begins otherwise has another."""
    return frozenset(word[:3] for word in re.findall(r"[a-z]{2,}", NOT_LETTERS.sub(" ", "|".join(names))))


PATTERNS = tuple((kind, re.compile("|".join(names)), _beginnings(names)) for kind, names in NAMES.items())

DECORATION = re.compile(r"^(?:[\W_]|\d{1,2}(?:\.\d{1,2})*\s?[.)/°:-]+\s|[ivx]{1,4}\s?[.)/-]\s|[a-z]\)\s)+")
INCLUSIVE = re.compile(
    r"(?<=[a-z]{3})(?:[.·•‧∙⋅/(-](?:e|es|s|te|ne|trice|trices|rice|rices|euse|euses|le)\)?){1,3}s?\)?(?![a-z])"
)
COUNT = re.compile(r"\s?(?:\([^()]{0,60}\)|\[[^\[\]]{0,60}\]|\b\d{1,3}(?: personnes?)?)\s?$")
ARTICLE = re.compile(r"^(?:l'|(?:les?|la|nos|notre|mes|the|our|leurs?|voici les?|voici) )\s?(?=[a-z])")
TAIL = re.compile(r"(?<![\s:.!?…*_–—>»\"-])[\s:.!?…*_–—>»\"-]++$")
LABEL = re.compile(r"^([^:\n]{1,80}?)\s?:(?!//)\s*(.*)$", re.DOTALL)
DASHED = re.compile(r"^([^:\n–—-]{3,40}?)\s[–—-]\s+(\S.*)$", re.DOTALL)
ENDING = re.compile(
    r"(?: suivante?s?)?(?: (?:est|sont|etait|etaient|ont ete|a ete|seront|comprend|comprenait|comporte|portait|porte|"
    r"visait|vise)(?: (?:donc|ainsi|alors))?(?: (?:rappele|defini|fixe|identifie|liste|propose|prevu|prise|adopte|acte|"
    r"retenu|valide|aborde|traite|evoque)e?s?)?(?: (?:sur|a|de|d'))?)?"
    r"(?: (?:\d{1,2}|deux|trois|quatre|cinq|six|sept|huit|plusieurs|differents) (?:points|sujets|themes))?"
    r"(?: (?:les? |la |ces |aux? |celles |ceux )?(?:points? |sujets? |questions? |elements? |personnes? )?"
    r"(?:suivante?s?|ci-(?:dessous|apres)))?$"
)
SAID = r"(?:abord|trait|discut|evoqu|examin|echang|parl|debatt)[a-z]{1,4}"
BY_ENDING = (
    (
        "agenda",
        re.compile(
            r"(?:.* )?(?:l'|d'|a |sur )?(?:ordre du jour|odj|programme) suivant|(?:.* )?points? (?:a|"
            r"de) l'ordre du jour "
            rf"suivants?|(?:.* )?{SAID}(?: ensemble)? (?:de |sur )?(?:des|les) (?:points|sujets|themes|"
            rf"questions) suivants?"
        ),
    ),
)
BRINGS_AN_AGENDA = re.compile(
    r".* (?:pour|rappelle|presente|lit|expose|propose|lecture de|rappel de|adopte|valide|"
    r"avoir lu) (?:l')?(?:ordre du jour|odj)"
)
LONGEST, MOST_WORDS = 90, 14
MARKS = frozenset(".·•‧∙⋅/(-")


def kind_of_label(label: str) -> str:
    """The kind of section that a heading, a bold line or a label opens, "" when the lexicon does not know it."""
    label = label.strip()
    return _kind(label) if 0 < len(label) <= LONGEST else ""


@lru_cache(maxsize=4096)
def _kind(label: str) -> str:
    name = canonical(label)
    if not name or len(name.split()) > MOST_WORDS:
        return ""
    three, two = name[:3], name[:2]
    short = len(three) < 3 or not three.isalpha()  # « a faire », « p.s. » : any kind may hold it
    for kind, pattern, beginnings in PATTERNS:
        if (short or three in beginnings or two in beginnings) and pattern.fullmatch(name):
            return kind
    return _kind_by_ending(name, label)


def _kind_by_ending(name: str, label: str) -> str:
    """Return the kind of a name with the verb that brings its list in: « les objectifs étaient de », « … suivants »."""
    if kind := next((kind for kind, pattern in BY_ENDING if pattern.fullmatch(name)), ""):
        return kind
    if label.rstrip().endswith(":") and BRINGS_AN_AGENDA.fullmatch(name):
        return "agenda"
    bare = ENDING.sub("", name)
    return _kind(bare) if bare and bare != name else ""


def canonical(label: str) -> str:
    """A section's name as the lexicon writes it: « 2) Les Présent·e·s (7) : » → « present »."""
    name = fold(label)
    if not name[:1].isalpha() or not name[1:5].isalpha():
        name = DECORATION.sub("", name)
    name = TAIL.sub("", name)
    if not MARKS.isdisjoint(name):
        name = INCLUSIVE.sub("", name)
    if name[-1:] in ")]s" or name[-1:].isdigit():
        name = TAIL.sub("", COUNT.sub("", name))
    return ARTICLE.sub("", " ".join(name.split()))


def split_label(text: str) -> tuple[str, str]:
    """« Présents : Ana, Zoé » → ("Présents", "Ana, Zoé"); ("", text) when nothing heads the line."""
    match = LABEL.match(text[:400])
    if match is None:
        return "", text
    return match[1].strip(), text[match.start(2) :].strip()


def split_dashed(text: str) -> tuple[str, str]:
    """The same with a dash for a colon, which only a known label may do."""
    match = DASHED.match(text[:400])
    return (match[1].strip(), text[match.start(2) :].strip()) if match else ("", text)
