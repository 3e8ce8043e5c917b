"""Votes that carriers recall of their question, at its forum: « ce sujet avait remporté pas mal de votes »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from palabre.pure.minutes.document import sentences
from palabre.pure.minutes.found import Votes
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.updates import Speaking

LONGEST = 300  # characters of a sentence that is quoted
VOTES = r"(?:votes?|voix|suffrages?|gommettes?|(?:bras|mains?) levee?s?|dots?|raised hands|hands raised)"
AT_THE_FORUM = re.compile(r"\b(?:forum|open space)\b")
RECALLED = re.compile(rf"\b{VOTES}\b")
OF_THE_QUESTION = re.compile(
    r"\b(?:(?:ce|notre|le) (?:sujet|theme)|(?:cette|notre|la) question|(?:this|our|the) (?:topic|question))\b"
    r".{0,30}\b(?:remporte|recueilli|recolte|recu|obtenu|eu|attire|rassemble|got|gathered|received|won|had)\b"
    rf".{{0,30}}\b{VOTES}\b"
)
TO_COME = re.compile(
    r"\b(?:voter(?:a|ons|ez|ont)?|votez|sera|seront|aura|auront|serait|seraient|aurait|auraient|"
    r"prochaine?s?|futur|will|would|next)\b"
)
FEW = re.compile(
    r"\b(?:aucune?s?|sans|zero|0|guere|peu|faute|moins|ni|no|none|few|without|not|une? seule?|only)\b|"
    rf"\bpas (?:d'|(?:de|eu|recu|obtenu|remporte|recueilli|recolte|beaucoup|tres|assez|les?|la|une?|{VOTES})\b)"
)


def read_votes(speakings: Sequence[Speaking]) -> list[Votes]:
    """Return the sentences in which speakers recall votes, in the order of the text: `who` speaks.

    A sentence is kept as it is: nothing is counted from it.
    """
    return [
        Votes(text=sentence, lines=block.lines, who=one.who)
        for one in speakings
        for block in one.blocks
        for sentence in sentences(block.text)
        if one.known and speaks_of_votes(sentence)
    ]


def speaks_of_votes(sentence: str) -> bool:
    """Return whether a sentence recalls that votes were given: those of a forum, or those that the question got.

    False for a question, for what is to come, and where there were few or none.
    """
    folded = fold(sentence)
    if len(sentence) > LONGEST or "?" in folded or not RECALLED.search(folded):
        return False
    if TO_COME.search(folded) or FEW.search(folded):
        return False
    return AT_THE_FORUM.search(folded) is not None or OF_THE_QUESTION.search(folded) is not None
