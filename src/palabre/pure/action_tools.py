"""The tool with which something to do is done, told by its words: a date, a rhythm, what a group makes or intends."""

from __future__ import annotations

import re

from palabre.pure.french import fold

DATE, RHYTHM = "date", "rhythm"
OBJECT, INTENTION = "object", "intention"
LONGEST = 1_000  # characters that are read
EVERY = re.compile(
    r"\b(?:tous|toutes) les (?:\d{1,2} |deux |trois |quinze )?"
    r"(?:jours|semaines|mois|lundis|mardis|mercredis|jeudis|vendredis)\b"
    r"|\bune fois par (?:semaine|mois)\b|\bevery (?:two weeks|fortnight|week|month)\b"
)
WHEN = re.compile(
    r"\b(?:framadate|doodle|sondage)\b"
    r"|\b(?:choisir|chercher|trouver|fixer|caler|poser) (?:une|la|des) (?:prochaine )?dates?\b"
    r"|\b(?:choose|find|set) a date\b"
)

EACH_GROUP = re.compile(r"(?:chaque|each|every) (?:groupe|equipe|porteur|porteuse|group|team|host)\b")
ABOUT_OBJECT = re.compile(r"\b(?:objets?|livrables?|forme|trace|produit|produire|deliverables?|outputs?|object)\b")


def is_for_each_group(words: str) -> bool:
    """Return whether the words speak of each group at their beginning: « Chaque groupe propose un titre »."""
    return EACH_GROUP.match(" ".join(fold(words[:LONGEST]).split())) is not None


def invites_to(words: str) -> str:
    """Return what words said to each group invite it to: DATE, RHYTHM, OBJECT, or INTENTION where they do not say."""
    return tool_of(words) or (OBJECT if ABOUT_OBJECT.search(fold(words[:LONGEST])) else INTENTION)


def tool_of(words: str) -> str:
    """Return DATE, RHYTHM, or "" when the words ask for neither. A poll about a rhythm asks for a date."""
    text = " ".join(fold(words[:LONGEST]).split())
    if WHEN.search(text):
        return DATE
    return RHYTHM if EVERY.search(text) else ""
