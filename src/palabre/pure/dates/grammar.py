"""The scan: at each possible opening of an expression, try its rules and keep the longest match.

Two compiled patterns keep it fast. Every expression has an anchor (a month, a weekday, a unit, an hour, a day in
figures…), so text without anchors is skipped. Before an anchor, an expression opens with one of a few words, by which
the rules are grouped.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from palabre.pure.dates import around_today, clock, dated_days, lists, months, rhythms, spans, vague
from palabre.pure.dates.adjacency import joined_readings
from palabre.pure.dates.folded_text import fold, source_span
from palabre.pure.dates.found import FoundDate
from palabre.pure.dates.names import is_a_name
from palabre.pure.dates.rules import NOTHING, Moment, Reading, Rule


def find_dates(text: str, *, on: date, locale: str = "fr") -> list[FoundDate]:
    """Return every date, recurrence and vague time of a text, in order, without overlap.

    `on` is the day of writing: « mardi » is the first Tuesday after it. French and English are read alike; `locale`
    only decides how to read « 04/12/2024 » ("en": the day first if possible, marked ambiguous). Nothing is
    found when `on` is before the year 1000 or after 8999.
    """
    if on.year not in _YEARS:
        return []
    folded, offsets = fold(text)
    moment = Moment(on, month_first=locale.startswith("en"))
    found: list[FoundDate] = []
    free = 0
    for reading, start, end in joined_readings(_readings(folded, moment), folded, moment):
        span = source_span(max(start, free), end, offsets, text)
        if not is_a_name(text, *span):
            found.append(_found(reading, text[slice(*span)], *span))
        free = end
    return found


def _readings(folded: str, moment: Moment) -> Iterator[tuple[Reading, int, int]]:
    """Yield the reading of each expression, with its start and its end in the folded text."""
    at, anchor = 0, _ANCHOR.search(folded)
    while anchor:
        opening = _OPENING.search(folded, max(at, anchor.start() - _REACH))
        if opening is None:
            return
        if opening.start() >= anchor.end():
            at = opening.start()
        elif best := _best(folded, opening.start(), opening[0], moment):
            at = best[2]
            if best[0] is not NOTHING:
                yield best
        else:
            at = opening.end()
        if at >= anchor.end():
            anchor = _ANCHOR.search(folded, at)


def _best(folded: str, start: int, word: str, moment: Moment) -> tuple[Reading, int, int] | None:
    """Return the reading whose words, hours included, reach furthest, with its start and its end."""
    best: tuple[Reading, int, int] | None = None
    lead = None
    for rule in _RULES["0" if word[0].isdigit() else word]:
        match = rule.pattern.match(folded, start)
        if match is None:
            continue
        if lead is None:
            lead = _LEAD.search(folded, max(0, start - 24), start)
            moment = _placed(moment, lead)
        reading = rule.read(match, moment)
        if reading is None:
            continue
        end = match.end()
        if reading.takes_hours and reading is not NOTHING:
            reading, end = clock.with_hours(reading, folded, end)
        if best is None or end > best[2] or (end == best[2] and best[0].ambiguous > reading.ambiguous):
            begin = lead.start() if lead and lead["deadline"] and reading is not NOTHING else start
            best = reading, begin, end
    return best


def _placed(moment: Moment, lead: re.Match[str] | None) -> Moment:
    if lead is None:
        return moment
    towards = "past" if lead["past"] else "future"
    return Moment(moment.on, towards, bool(lead["deadline"]), moment.month_first)


def _found(reading: Reading, text: str, start: int, end: int) -> FoundDate:
    kind, value, until = _answer(reading)
    return FoundDate(text, start, end, kind, value, until, reading.rrule, reading.ambiguous)


def _answer(reading: Reading) -> tuple[str, str | None, str | None]:
    if reading.first is None:
        return "vague", None, None
    value = _instant(reading.first, reading.starts)
    if reading.rrule:
        return "recurrence", value, None
    if reading.last is None and reading.ends is None:
        return "datetime" if reading.starts else "date", value, None
    last = reading.last or reading.first
    until = _instant(last, reading.ends)
    if reading.ends and until <= value:
        until = _instant(date.fromordinal(last.toordinal() + 1), reading.ends)
    return "range", value, until


def _instant(day: date, hours: str | None) -> str:
    return f"{day.isoformat()}T{hours}" if hours else day.isoformat()


_LEAD = re.compile(
    r"(?<![a-z-])(?:(?P<deadline>pour|avant|d'ici(?: au?)?|jusqu'(?:a|au|en)|au plus tard(?: a)?|by|before|until)"
    r"|(?P<future>a partir (?:de|du)|a compter du|des)|(?P<past>depuis|since))(?: {1,3}(?:la|le|l'|the))? {1,3}$"
)


def _by_opening() -> dict[str, list[Rule]]:
    table: dict[str, list[Rule]] = defaultdict(list)
    for part in (dated_days, spans, lists, rhythms, months, around_today, vague, clock):
        for rule in part.rules():
            for opening in rule.openings:
                table["0" if opening[0].isdigit() else re.split("[ -]", opening)[0]].append(rule)
    return {word: list(dict.fromkeys(rules)) for word, rules in table.items()}


def _opening_pattern() -> re.Pattern[str]:
    """Group words by their first letter: a third of the time of a flat alternation."""
    letters: dict[str, list[str]] = defaultdict(list)
    for word in _RULES:
        if not word[0].isdigit():
            letters[word[0]].append(word[1:])
    words = "|".join(f"{letter}(?:{'|'.join(sorted(rest, key=len, reverse=True))})" for letter, rest in letters.items())
    in_a_file_name = r"(?<=[a-z][-_])(?:19|20)\d\d(?=-\d\d-\d\d)"
    figure = rf"(?<![/.:°#$€'])(?<!\d,){_FIGURE}"
    return re.compile(rf"(?<![\w-])(?:(?:{words})(?![a-z])|{figure})|{in_a_file_name}", re.ASCII)


_YEARS = range(1000, 9000)  # of the day: far enough from the limits of `date` for every addition
_REACH = 60  # maximum number of characters from the opening of an expression to its first anchor
_ANCHOR = re.compile(
    r"(?<![a-z])(?:j(?:an|uin|uil|ul|un|eu|our)|f(?:ev|eb|ri|et)|ma(?:rs|rch|rdi|i\b|y\b|r\b|tin)|av[rt]|"
    r"a(?:pr|out|ug|nn?e|nnuel|ns?\b|ujourd|utom|sc)|s(?:ept?|em|am|at|un|oir|ummer|pring)|oct|n(?:ov|oel|oon|ew y)|"
    r"d(?:ec|im|emain|ay|iz)|lun|m(?:er|on|ois|idi|inuit|orn)|ven|t(?:ue|hu|od|om|oni|ri|ouss|[1-4])|we|year|"
    r"[sw]\.?-? ?[0-5]\d\b|"
    r"h(?:ier|uitaine|iver|olid)|quinz|quart|fort|ete\b|p(?:rint|aq|ent|rochain)|v(?:ac|ingt)|rentree|con|e(?:ast|ven)|"
    r"bi(?:m|w)|hebdo|mensuel|quotid|fortn|monthly|christmas|y(?:ear|est)|next|fall|wint)[a-z]*|\d ?(?:h|"
    r"j|[ap]\.?m|[/:.-] ?\d)[\dh]*|"
    r"(?<![a-z])(?:le|the|du) {1,3}\d+|\b(?:19|20)\d\d\b",
    re.ASCII,
)
# A number opens an expression only before an hour, a mark, a month, a weekday or one of a few words.
_FIGURE = (
    r"\d{1,4}(?!\d)(?= {0,3}(?:er|e|[er]?eme|ere|re|th|st|nde?|rd|d)?"
    r"(?: {0,3}(?:h|[ap]\.?m|[/.:-] {0,3}\d|[-&]|,(?!\d)|x ?(?:/|par))"
    r"| {1,3}[a-z-]{3,14} {0,3}(?:par|sur|/)"
    r"| {1,3}(?:jan|fe[bv]|ma[riy]|a[vp]r|ju[inl]|a(?:out|ug)|sep|oct|nov|dec|lun|mer|jeu|ven|sa[mt]|dim|mon|tue|wed|"
    r"thu|fri|sun|et|ou|and|or|au?|to|of|de|du|chaque|every|par|days?|weeks?|months?|years?|quinz|trim|sem|fois)|-[a-z]))"
)
_RULES = _by_opening()
_OPENING = _opening_pattern()
