"""Proposals, with their day, and outputs that a group wishes for: nothing is made before a person says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from palabre.pure.minutes.document import Sheet, sentences
from palabre.pure.minutes.found import Doubt
from palabre.pure.minutes.meetings import PROPOSES
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.updates import Speaking

LONGEST = 160  # characters of a sentence about what a group would like to make
MAKES = re.compile(
    r"^(?:(?:et|avec|aussi) )?(?:(?:l'|une? |notre |leur )?(?:envie|volonte|projet|souhait|intention|idee|desir)|"
    r"(?:on|nous|ils|elles) (?:voudr(?:ait|ions|aient)|aimer(?:ait|ions|aient)|souhait(?:e|ons|ent)))\b"
    r"(?: (?:commune?|forte?|partagee?))?(?: de | d'| du | des | en | )"
    r"[^,;:?]{0,60}?\b(?:affiche|annuaire|article|bande dessinee|brochure|carnet|carte|catalogue|charte|depliant|"
    r"exposition|fiche|film|flyer|formation|glossaire|guide|jeu|kit|livre|livret|maquette|outil|plaquette|podcast|"
    r"rapport|recueil|site|tutoriel|video)s?\b"
)


def read_proposals(sheet: Sheet, speakings: Sequence[Speaking]) -> Iterator[Doubt]:
    """Yield, in the order of the text, proposals (kind "proposal") and outputs that a group wishes for ("output").

    Who proposes is who speaks in what follows, to the end of the paragraph.
    """
    whose = {id(block): one.who for one in speakings for block in one.blocks}
    for _, block in sheet.prose():
        yield from _proposed_in(block, whose.get(id(block), ()), sheet)


def _proposed_in(block: Block, who: tuple[str, ...], sheet: Sheet) -> Iterator[Doubt]:
    for sentence in sentences(block.text):
        if found := PROPOSES.match(sentence):
            named = sheet.roster.who(found[1])
            who = (named,) if named else who
            due = _day_of(sentence, sheet)
            yield Doubt(kind="proposal", text=sentence, lines=block.lines, sure=False, who=who, due=due)
        elif who and sentence[-1:] != "?" and len(sentence) <= LONGEST and MAKES.match(fold(sentence)):
            yield Doubt(kind="output", text=sentence, lines=block.lines, sure=False, who=who)


def _day_of(sentence: str, sheet: Sheet) -> str | None:
    """Return the one day that the sentence names; None for none, or several."""
    days = {one.value[:10] for one in sheet.days.find(sentence) if one.value and one.kind in ("date", "datetime")}
    return days.pop() if len(days) == 1 else None
