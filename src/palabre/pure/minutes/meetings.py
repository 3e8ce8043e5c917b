"""Dated meetings that the text announces or recalls, and recurrences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

from palabre.pure.dates import FoundDate
from palabre.pure.minutes.days import found_day, is_vague
from palabre.pure.minutes.document import Sheet, sentences
from palabre.pure.minutes.found import Gathering, Series
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.section_names import MEETING
from palabre.pure.minutes.updates import Speaking

NOUN = re.compile(
    rf"\b(?:{MEETING}|webinaires?|journees?|reunions?|workshops?|meetup|se (?:revoit|retrouve|reunit|"
    rf"voit)|nous (?:voyons|reunissons|retrouvons))\b"
)
RHYTHM_NOUN = re.compile(
    r"\b(?:(?:reunion|rencontre|seance|rendez[- ]vous|rdv|visio|point|atelier|ca|bureau|comite|commission|permanence|"
    r"cafe|call|meeting|session|assemblee|pleniere|cercle|sync)s?|on se (?:voit|retrouve|reunit)|"
    r"nous nous (?:voyons|retrouvons|reunissons)|meet|se reunir)\b"
)
RHYTHM_HINT = re.compile(
    r"\b(?:tou(?:s|tes)|chaque|chacun|par (?:mois|semaine|an|trimestre)|sur (?:deux|trois)|every|each|"
    r"weekly|monthly|fortnight|"
    r"hebdo|mensuel|bimensuel|trimestriel|quinzaine|quotidien|premier|deuxieme|troisieme|dernier|"
    r"first|second|third|last|"
    r"les (?:lundis|mardis|mercredis|jeudis|vendredis|samedis|dimanches))"
)
PEOPLE = (
    r"(?:personnes?|participante?s?|acteurs?|actrices?|inscrite?s?|familles?|habitante?s?|benevoles?|"
    r"membres?|contributeurs?|agents?|attendu|people|participants|attendees|of us)"
)
EXPECTED = re.compile(rf"\b(\d{{1,4}})(?:\s?(?:a|-|–|ou|to|or)\s?(\d{{1,4}}))?\s(?:autres |ou plus )?{PEOPLE}")
PROPOSES = re.compile(r"^([A-ZÀ-Ý][\w'’ -]{1,40}?)\s+(?:propose|suggère|proposes|suggests)\b")
ELSEWHERE = {"next_meeting", "tasks", "done", "both", "calendar", "reviewed"}
NEAR = 60


def read_gatherings(sheet: Sheet, speakings: list[Speaking]) -> list[Gathering]:
    """Return dated meetings, each once; those in a speaker's news have the speaker as `who`."""
    said = {id(block) for one in speakings for block in one.blocks}
    found = [
        one for speaking in speakings for block in speaking.blocks for one in _announced(block, sheet, speaking.who)
    ]
    for section, block in sheet.prose():
        if id(block) not in said and section.kind not in ELSEWHERE:
            found += _announced(block, sheet, ())
    return found


def read_series(sheet: Sheet) -> list[Series]:
    """Return the recurrences of meetings, one per rule."""
    found: dict[str, Series] = {}
    for section, block in sheet.prose():
        for sentence in sentences(block.text):
            for one in sheet.days.find(sentence) if _may_be_a_rhythm(sentence) else ():
                if one.rrule and section.kind != "done":
                    found.setdefault(
                        one.rrule, Series(text=sentence, lines=block.lines, rrule=one.rrule, sure=_is_settled(sentence))
                    )
    return list(found.values())


def expected_in(text: str) -> tuple[int, int] | None:
    """Return the expected people: « 12 à 15 acteurs attendus » → (12, 15), « (7 personnes) » → (7, 7)."""
    match = EXPECTED.search(fold(text))
    if match is None:
        return None
    least = int(match[1])
    return (least, int(match[2])) if match[2] and int(match[2]) >= least else (least, least)


def _may_be_a_rhythm(sentence: str) -> bool:
    folded = fold(sentence)
    return RHYTHM_HINT.search(folded) is not None and RHYTHM_NOUN.search(folded) is not None


def _announced(block: Block, sheet: Sheet, who: tuple[str, ...]) -> Iterator[Gathering]:
    expected = cache(partial(expected_in, block.text))
    for sentence in sentences(block.text):
        proposal = PROPOSES.match(sentence)
        if not proposal and not NOUN.search(fold(sentence)):
            continue
        days = [one for one in sheet.days.days(sentence) if one.value and not is_vague(one)]
        for one in days:
            if (not _is_met_on(sentence, one) and not proposal) or found_day(one) == sheet.days.on:
                continue
            speaker = (sheet.full_name(proposal[1]),) if proposal and proposal[1] and not who else who
            sure = bool(who) and not proposal and _is_ahead(one, sheet)
            yield Gathering(
                text=sentence,
                lines=block.lines,
                when=one.value,
                who=speaker,
                expected=expected(),
                sure=sure,
            )
            break


def _is_met_on(sentence: str, day: FoundDate) -> bool:
    """Return whether a word for a meeting stands shortly before the day."""
    before = fold(sentence[: day.start])
    near = list(NOUN.finditer(before))
    return bool(near) and len(before) - near[-1].end() <= NEAR


def _is_ahead(day: FoundDate, sheet: Sheet) -> bool:
    return sheet.days.on is None or str(day.value)[:10] >= sheet.days.on.isoformat()


def _is_settled(sentence: str) -> bool:
    folded = fold(sentence)
    return "?" not in sentence and not re.search(
        r"\b(?:pourrait|proposer?|peut-etre|envisage|serait|eventuellement|maybe|could|might|"
        r"s'est|se sont|s'etai(?:t|ent)|il est d'usage)\b",
        folded,
    )
