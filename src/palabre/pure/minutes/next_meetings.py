"""Next meeting of the body whose minutes these are, dated or vague; never that of one group among others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from palabre.pure.dates import FoundDate
from palabre.pure.minutes.days import is_vague
from palabre.pure.minutes.document import Sheet, sentences
from palabre.pure.minutes.found import Gathering, Lines, NextMeeting
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.section_names import COMING, MEETING
from palabre.pure.minutes.text.sections import Section
from palabre.pure.minutes.updates import Speaking

NEXT = re.compile(
    rf"\b(?:prochaine?s? (?:\w+ )?{COMING}|{MEETING} suivante?|next (?:\w+ )?{COMING}|"
    r"(?:on|nous nous) (?:se )?(?:retrouve|revoit|reverra|retrouvera|retrouvons|retrouverons|revoyons|"
    r"reverrons|reunira|"
    r"reunirons|redonne rendez-vous|donne rendez-vous|donnons rendez-vous)|rendez-vous est (?:pris|donne|fixe)|"
    r"we(?:'ll| will)? (?:meet|reconvene) (?:again|next))\b"
)
OPENS = re.compile(
    rf"^(?:(?:la|le|les|notre|nos|the|our|et|and) )*(?:(?:date|dates|jour) (?:de |pour )?(?:la |le |notre )?|du )?"
    rf"(?:prochaine?s? (?:\w+ )?{COMING}|next (?:\w+ )?{COMING})\b"
)
NUMBERED = re.compile(
    rf"^(?:la |le )?{MEETING} (?:n ?[°o]? ?|# ?)?\d{{1,3}}(?= (?:le|la|:|-|–|aura|est|lundi|mardi|"
    rf"mercredi|jeudi|vendredi|samedi|dimanche|on)\b)"
)
OF_A_GROUP = re.compile(r"\b(?:groupe|commission|equipe|pole|quartier|sous-groupe|chantier|team|working group)\b")
OTHERS = re.compile(
    r"^ (?:du|de la|de l'|des|of the) (?:groupe|commission|sous-groupe|equipe|comite|quartier|working group)\b"
)
TO_BE_SAID = re.compile(
    r"\b(?:date|fixer|fixee?|definir|definie?|preciser|caler|determiner|communiquee?|donnee?|"
    r"annoncee?|sondage|framadate|doodle|"
    r"mail|poll|tbc|tbd|tba|confirm|decided|announced|sera|seront|semaine|mois|rentree)\b"
)
GENERIC = re.compile(
    r"^(?:reunions?|rencontres?|seances?|dates?|rdv|rendez[- ]vous|fois|points?|meetings?|sessions?|time|call|sync)$"
)
BODY = re.compile(
    rf"(?:prochaine?s?|next)\s+((?:{COMING})(?:\s+(?:d'|de |du |des )[\w' -]{{2,40}}?)?)(?=\s*(?:$|"
    rf"[:,;.(–-]|le\b|la\b|aura|est\b|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|\d))"
)
SEVERAL = re.compile(r"^\W*(?:les |nos )?(?:prochaines|dates|calendrier|next (?:meetings|dates))\b")
MOST_DAYS = 12
BETWEEN = ("entre ", "between ")
UNSETTLED = re.compile(r"\b(?:ou|or)\b")
NOTHING = re.compile(r"^(?:aucune?|neant|ras)?\W*$")
A_MEETING = re.compile(rf"\b{MEETING}\b")
NO_MEETING = {"numero", "etape", "action", "livraison", "commande", "projet", "edition", "semaine", "annee", "mois"}
COMES = re.compile(r"^(?:la |le |notre )?(?:prochaine?|next) ([a-z]{4,20}?)s?\b")
LAST_WORDS = re.compile(
    r"^(?:et |donc )?(?:(?:le )?(?:rdv|rendez-vous)|a bientot|on se (?:voit|retrouve)) ?:? ?(?=le |la |lundi|mardi|"
    r"mercredi|jeudi|vendredi|samedi|dimanche|\d)"
)
NEAR, LONGEST = 110, 600


def read_next_meetings(sheet: Sheet, speakings: list[Speaking]) -> list[NextMeeting]:
    """Return the next meetings of labels and headings, else of explicit sentences; dated ones before vague ones."""
    labelled = [one for section in _sections(sheet) for one in _labelled(section, sheet)]
    dated = _once([one for one in labelled if one.when])
    if dated:
        return dated
    said = {id(block) for one in speakings for block in one.blocks}
    found = [one for section in sheet.sections if section.level for one in _in_title(section, sheet)]
    for section, block in sheet.prose():
        if id(block) not in said and section.kind not in ("next_meeting", "future_agenda", "done"):
            for sentence in sentences(block.text):
                found += _in_sentence(sentence, block.lines, sheet)
    return _once([one for one in found if one.when]) or labelled[:1] or found[:1] or list(_last_words(sheet))


def as_gathering(one: NextMeeting) -> Gathering:
    return Gathering(text=one.text, lines=one.lines, when=one.when, sure=one.sure)


def announces_next(text: str, sheet: Sheet) -> bool:
    """Return whether the line announces the next meeting, and so is no task."""
    folded = fold(text)
    return bool(OPENS.match(folded)) or bool(NUMBERED.match(folded) and sheet.days.days(text))


def _sections(sheet: Sheet) -> Iterator[Section]:
    """Yield the labelled sections, except those under the heading of one group among others."""
    top = next((section for section in sheet.sections if 1 <= section.level <= 6), None)
    for section in sheet.of_kind("next_meeting"):
        parent = section.parent
        under_a_group = (
            parent is not None
            and parent.level > 1
            and parent.title != (top and top.title)
            and OF_A_GROUP.search(fold(parent.title))
        )
        if not under_a_group:
            yield section


def _labelled(section: Section, sheet: Sheet) -> Iterator[NextMeeting]:
    what = _body(section.title)
    if section.title and (when := _when(section.title, sheet)):
        yield NextMeeting(text=section.title, lines=section.lines, when=when, what=what)
        return
    if not section.blocks and (sheet.days.find(section.title) or TO_BE_SAID.search(fold(section.title))):
        yield NextMeeting(text=section.title, lines=section.lines, what=what)
    for at, block in enumerate(section.blocks[:6]):
        if len(block.text) > LONGEST or NOTHING.match(fold(block.text)):
            continue
        when = _when(block.text, sheet)
        if when and block.kind == "item" and _is_another_event(block.text, sheet):
            continue
        if when or at == 0:
            yield NextMeeting(text=block.text, lines=block.lines, when=when, what=what)
        if when and SEVERAL.match(fold(section.title)):
            others = [one.value for one in _days(block.text, sheet)[1:MOST_DAYS]]
            yield from (NextMeeting(text=block.text, lines=block.lines, when=one, what=what) for one in others)
        if when and block.kind != "item":
            return


def _is_another_event(text: str, sheet: Sheet) -> bool:
    """Return whether the item of a list of days is no meeting of the body: « Fête du quartier le 25 mai »."""
    before = fold(text[: _days(text, sheet)[0].start])
    return len(before.strip(" -:le")) > 3 and not A_MEETING.search(before)


def _last_words(sheet: Sheet) -> Iterator[NextMeeting]:
    """Read « RDV le samedi 8 avril à 9h30 au verger. » at the end of the page."""
    last = [(block.text, block.lines) for section, block in sheet.prose() if block.kind != "row"][-4:]
    for text, lines in last:
        if LAST_WORDS.match(fold(text)) and len(text) < 160 and (when := _when(text, sheet)):
            yield NextMeeting(text=text, lines=lines, when=when)
            return


def _in_title(section: Section, sheet: Sheet) -> Iterator[NextMeeting]:
    if section.kind != "next_meeting" and OPENS.match(fold(section.title)):
        yield from _in_sentence(section.title, section.lines, sheet)


def _in_sentence(text: str, lines: Lines, sheet: Sheet) -> Iterator[NextMeeting]:
    """Read « La prochaine réunion aura lieu le… », « On se retrouve le… », « Séance 4 le… »."""
    folded = fold(text)
    opening = OPENS.match(folded) or NUMBERED.match(folded)
    match = opening or NEXT.search(folded)
    comes = COMES.match(folded) if match is None else None
    match = comes if _is_named_above(comes, sheet) else match
    if match is None or len(text) > LONGEST or ":" in text[: match.start()] or OTHERS.match(folded[match.end() :]):
        return
    days = [one for one in _days(text, sheet) if 0 <= one.start - match.start() <= NEAR]
    when = _when(text[match.start() :], sheet) if days else None
    if when is not None:
        yield NextMeeting(text=text, lines=lines, when=when, what=_body(text))
    elif opening and len(text) < 160 and (TO_BE_SAID.search(folded) or sheet.days.find(text)):
        yield NextMeeting(text=text, lines=lines, when=None, what=_body(text))


def _is_named_above(match: re.Match[str] | None, sheet: Sheet) -> bool:
    """Return whether the top of the page is about the thing in « Prochaine marche », here a marche."""
    if match is None or match[1] in NO_MEETING:
        return False
    tops = [block.text for block in sheet.sections[0].blocks[:2]] + [one.title for one in sheet.sections[1:3]]
    return any(re.search(rf"\b{match[1]}", fold(text[:200])) for text in tops)


def _when(text: str, sheet: Sheet) -> str | None:
    """Return the day, unless it is vague, past, or one of several alternatives: « entre le 15 et le 18 »."""
    days = _days(text, sheet)
    if not days or _is_to_choose(days[0]):
        return None
    if len(days) > 1 and days[1].start - days[0].end < 20 and UNSETTLED.search(fold(text[days[0].end : days[1].start])):
        return None
    return days[0].value


def _is_to_choose(one: FoundDate) -> bool:
    """Return whether any day from the first to the last is meant: « entre le 15 et le 18 »."""
    return str(one.until or "")[:10] > str(one.value)[:10] and fold(one.text).startswith(BETWEEN)


def _days(text: str, sheet: Sheet) -> list[FoundDate]:
    return [one for one in sheet.days.days(text) if one.value and not is_vague(one) and _is_ahead(one, sheet)]


def _is_ahead(day: FoundDate, sheet: Sheet) -> bool:
    return sheet.days.on is None or str(day.value)[:10] >= sheet.days.on.isoformat()


def _body(text: str) -> str | None:
    """Return the body that meets, if named: « Prochain CA » → « CA »."""
    folded = fold(text)
    match = BODY.search(folded) if len(folded) == len(text) else None
    if match is None or GENERIC.match(match[1].strip()):
        return None
    return text[match.start(1) : match.end(1)].strip()


def _once(found: list[NextMeeting]) -> list[NextMeeting]:
    kept: dict[str | None, NextMeeting] = {}
    for one in found:
        kept.setdefault(one.when, one)
    return list(kept.values())
