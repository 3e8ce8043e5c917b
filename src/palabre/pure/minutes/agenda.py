"""Agenda and objectives: labelled lists, their items and what is nested in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from palabre.pure.minutes.days import Days, bears_year, found_day
from palabre.pure.minutes.document import Sheet
from palabre.pure.minutes.found import AgendaItem, Finding
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.columns import columns_of
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.inline import plain_words
from palabre.pure.minutes.text.lexicon import kind_of_label
from palabre.pure.minutes.text.sections import BOLD, LABEL, TOPIC, Section

LEADERS = re.compile(  # of a table of contents; looked for from the first dot of a run only
    r"\s?(?:(?<!\.)\.{4,}|(?<!…)…{2,}|(?<! \.)(?: \.){4,})\s?\d{0,3}$"
)
LEADING = re.compile(r"^(?:\d{1,2}\s?[.)°/-]+\s*|[➔➜➡✓✔]\s*)")
HOUR = r"\d{1,2}\s?(?:h|:|heures?)\s?\d{0,2}"
TIMED = re.compile(
    rf"^\(?(?:(?:de|à|dès)\s)?{HOUR}(?:(?:\s?(?:[-–—→>]+|à|/)\s?{HOUR}\)?(?:\s?[:–—-]+\s|\s)|"
    rf"\)?\s?[:–—-]+\s)\s*(?=\S)|\)?\s(?=[A-ZÀ-Þ]))"
)
RANKED = re.compile(
    r"^(?:point|sujet|thème|item|séquence|partie|question)s?\s(?:n\s?[°o]\s?)?(?:\d{1,2}|"
    r"[ivx]{1,4})\s?[:.–—)-]+\s*(?=\S)",
    re.I,
)
TIME_OF_DAY = re.compile(
    r"(?:(?:le |en )?(?:matin(?:ee)?|apres[- ]midi|soir(?:ee)?|midi)|(?:premier |second |1er |"
    r"2e )?jour(?:nee)? ?\d?)\b.{0,40}"
)
NOTHING = re.compile(r"^(?:\W*|(?:neant|ras|aucun|rien|n/a|tbd|etc)\W*)$")
EXPECTED = re.compile(r"(?:ordre du jour|odj|programme|deroule) previsionnel")
HOURS = re.compile(r"(?:de |a )?\d{1,2} ?(?:h|:) ?\d{0,2}\b(?:.{0,5}\d{1,2} ?(?:h|:) ?\d{0,2})?\W*$")
SENT = re.compile(r"\([^()]{0,20}(?:envoy|diffus|adress|transmis|propos)[^()]{0,60}\)", re.IGNORECASE)
SAYS_A_POINT = re.compile(
    r"(?:(?:sujet|point|theme|thematique|sequence|intitule|objet|contenu|titre|question|activite|topic|item|quoi)s?"
    r"(?: (?:a|de|du|aborde|traite|prevu)\b.{0,30}|aborde?s?)?|(?:ordre du jour|odj|programme|deroule))"
)
SAYS_ANOTHER = re.compile(
    r"(?:n|num(?:ero)?|#|horaires?|heures?|durees?|temps|minutage|timing|qui|intervenante?s?|animation|"
    r"animat(?:eur|rice)s?|rapporteure?s?|orat(?:eur|rice)s?|time|who|speaker)"
)
DURATION = re.compile(r"\d{1,3}\s?(?:min(?:ute)?s?|mn|h(?:eures?)?|['’])\.?\s?\d{0,2}|\b(?:de|à|h)\b", re.IGNORECASE)
SAYS_AGENDA = re.compile(r"\b(?:ordre du jour|odj|programme|agenda)\b")
REPORTED = {"decisions", "tasks", "both", "done", "other"}
MOST_TOPS, LEAST_TIMED, LEAST_TOPICS = 12, 3, 2
SENTENCE = re.compile(r"[a-zà-ÿ)»]\.(?:\s|$)")


def read_agenda(sheet: Sheet) -> list[AgendaItem]:
    """Return the agenda of this meeting: not that of the next one, not a calendar of events."""
    announced = [section for section in sheet.of_kind("agenda") if not _is_of_another_day(section, sheet.days)]
    for section in [*announced, *_expected(sheet)]:
        if _is_a_calendar(section, sheet):
            continue
        items = list(_items(section, sheet))
        if items:
            return items + [one for other in _going_on(section, sheet) for one in _items(other, sheet)]
    return _column(sheet) or _timetable(sheet)


def _expected(sheet: Sheet) -> Iterator[Section]:
    """Yield « Ordre du jour prévisionnel », this meeting's when it stands in the first half of the text."""
    half = sheet.sections[-1].lines[0] / 2
    for section in sheet.of_kind("future_agenda"):
        if EXPECTED.fullmatch(fold(section.title).strip(" :*")) and section.lines[0] <= half:
            yield section


def _going_on(section: Section, sheet: Sheet) -> list[Section]:
    """Return what goes on with the same heading, after a label within its list."""
    return [one for one in sheet.sections if one is not section and one.lines == section.lines and one.kind == "agenda"]


def _column(sheet: Sheet) -> list[AgendaItem]:
    """Return the cells below « Ordre du jour », the head of a column of a table at the top of the text."""
    for section in sheet.sections[:MOST_TOPS]:
        rows = [block for block in section.blocks if block.kind == "row" and any(block.cells)]
        heads = [kind_of_label(plain_words(cell)) for cell in rows[0].cells] if len(rows) > 2 else []
        if "agenda" in heads and (SAYS_AGENDA.search(fold(rows[0].text)) or not _reports(rows[0].cells, heads)):
            at = heads.index("agenda")
            texts = [(plain_words(row.cells[at]), row.lines) for row in rows[1:] if at < len(row.cells)]
            return [AgendaItem(text=_words(text), lines=lines) for text, lines in texts if text]
    return []


def _reports(cells: tuple[str, ...], heads: list[str]) -> bool:
    """Return whether these heads are those of a report: points, what was said of each, decisions."""
    return not (REPORTED.isdisjoint(heads) and {"action", "decision", "owner", "due"}.isdisjoint(columns_of(cells)))


def _timetable(sheet: Sheet) -> list[AgendaItem]:
    """Return the points of a table that has an hour in each row, at the top of the text."""
    for section in sheet.sections[:MOST_TOPS]:
        rows = [block for block in section.blocks if block.kind == "row" and any(block.cells)]
        for at in range(min((len(row.cells) for row in rows), default=0)):
            timed = [row for row in rows if HOURS.match(fold(plain_words(row.cells[at])))]
            if len(timed) >= LEAST_TIMED and len(timed) >= len(rows) - 1:
                return list(_in_rows(timed))
    return []


def read_objectives(sheet: Sheet) -> list[Finding]:
    found = [item for section in sheet.of_kind("objectives") for item in _items(section, sheet)]
    if not found:
        blocks = [block for section in sheet.of_kind("objectives") for block in section.blocks[:3]]
        return [Finding(text=block.text, lines=block.lines) for block in blocks if block.kind == "line"]
    return [Finding(text=item.text, lines=item.lines) for item in found]


def _items(section: Section, sheet: Sheet) -> Iterator[AgendaItem]:
    blocks = [block for block in section.blocks if not NOTHING.match(fold(block.text))]
    if any(block.kind == "item" for block in blocks):
        yield from _listed(blocks)
    elif any(block.kind == "row" for block in blocks):
        yield from _in_rows(blocks)
    elif len(blocks) == 1:
        yield from _inline(blocks[0])
    else:
        lines = [block for block in blocks if block.kind in ("line", "quote") and _is_short(block.text)]
        yield from (_item(block) for block in _without_their_rank(lines))
    if not blocks and 1 <= section.level <= 7:
        yield from _parts_of_the_day(section, sheet) or _subheadings(section, sheet)
    elif not blocks and section.level == LABEL:
        topics = {topic.lines: topic for topic in _topics_after(section, sheet)}
        yield from topics.values() if len(topics) >= LEAST_TOPICS else ()


def _without_their_rank(blocks: list[Block]) -> list[Block]:
    """Return « Trésorerie », « Fête » of « 1   Trésorerie », « 2   Fête »: numbers without a sign, that follow."""
    ranked = [re.match(rf"{at} (?=\S)", block.text) for at, block in enumerate(blocks, start=1)]
    if len(blocks) < 2 or None in ranked:
        return blocks
    return [replace(block, text=block.text.split(" ", 1)[1]) for block in blocks]


def _listed(blocks: list[Block]) -> Iterator[AgendaItem]:
    items = [block for block in blocks if block.kind == "item"]
    outermost = min(block.level for block in items)
    tops = [at for at, block in enumerate(items) if block.level == outermost]
    for top, end in zip(tops, [*tops[1:], len(items)]):
        children = tuple(block.text for block in items[top + 1 : end])
        yield _item(items[top], children)


def _item(block: Block, children: tuple[str, ...] = ()) -> AgendaItem:
    return AgendaItem(text=_words(block.text), lines=block.lines, children=children)


def _words(text: str) -> str:
    """Return a point without its number, its hour, its sign or its page."""
    text = RANKED.sub("", LEADERS.sub("", LEADING.sub("", text)))
    text = TIMED.sub("", text).rstrip(" ;").removesuffix(",")
    return text.removesuffix(".") if text.count(".") == 1 else text


def _inline(block: Block) -> Iterator[AgendaItem]:
    """Split « Ordre du jour : trésorerie, fête, divers » on one line."""
    if block.kind not in ("line", "quote") or len(block.text) > 600 or SENTENCE.search(block.text[:-1]):
        return
    text = block.text.rstrip(" .")
    pieces = re.split(r"\s*;\s*", text) if ";" in text else _marked(text) or re.split(r"\s*,\s+|\s+/\s+", text)
    if len(pieces) == 1 and (block.text.endswith(".") or len(block.text) > 100):
        return
    yield from (
        AgendaItem(text=_words(one.strip()), lines=block.lines) for one in pieces if not NOTHING.match(fold(one))
    )


def _marked(text: str) -> list[str]:
    """Split « 1. Trésorerie 2. Fête », « - Trésorerie - Fête »."""
    pieces = re.split(r"(?:^|\s)[-–•]\s+" if re.match(r"[-–•]\s", text) else r"(?:^|\s)\d{1,2}\s?[.)/°-]+\s+", text)
    return [piece.strip(" ,;") for piece in pieces if piece.strip(" ,;")] if len(pieces) > 2 else []


def _is_short(text: str) -> bool:
    return len(text) <= 140 and not SENTENCE.search(text)


def _in_rows(blocks: list[Block]) -> Iterator[AgendaItem]:
    rows = [block for block in blocks if block.kind == "row" and any(block.cells)]
    heads = [fold(plain_words(cell)).strip(" :°*?") for cell in rows[0].cells] if rows else []
    headed = any(SAYS_A_POINT.fullmatch(head) or SAYS_ANOTHER.fullmatch(head) for head in heads)
    at = next((n for n, head in enumerate(heads) if SAYS_A_POINT.fullmatch(head)), None)
    for row in rows[headed:]:
        cells = [plain_words(cell.replace("\v", " ; ")) for cell in row.cells]
        told = cells[at] if at is not None and at < len(cells) else next(filter(_is_a_point, cells), "")
        if told:
            yield AgendaItem(text=_words(told), lines=row.lines)


def _is_a_point(cell: str) -> bool:
    """Return whether the cell says more than when, how long or which number."""
    return re.search(r"[^\W\d_]{3}", DURATION.sub("", cell)) is not None


def _parts_of_the_day(section: Section, sheet: Sheet) -> list[AgendaItem]:
    """Return the points listed under « Matin », « Après-midi », the only parts of the agenda."""
    below = list(takewhile(lambda one: one.level > section.level, _after(section, sheet)))
    parts = [one for one in below if TIME_OF_DAY.fullmatch(fold(one.title))]
    return [item for part in parts for item in _items(part, sheet)] if len(parts) == len(below) else []


def _after(section: Section, sheet: Sheet) -> Iterator[Section]:
    start = sheet.places.get(id(section), len(sheet.sections))
    return (sheet.sections[at] for at in range(start + 1, len(sheet.sections)))


def _topics_after(section: Section, sheet: Sheet) -> Iterator[AgendaItem]:
    """Yield the numbered topics that follow « Sujets abordés », each with what was said of it.

    A label of the same kind ends them: what follows is below it.
    """
    for below in takewhile(lambda one: not 1 <= one.level <= BOLD, _after(section, sheet)):
        if below.kind == section.kind and below.level == LABEL:
            return
        if below.level == TOPIC:
            yield AgendaItem(text=_words(below.title), lines=below.lines)


def _subheadings(section: Section, sheet: Sheet) -> Iterator[AgendaItem]:
    """Yield the headings, or bold lines, under the agenda as its items, when it holds nothing else."""
    inside = list(takewhile(lambda one: one.level > section.level, _after(section, sheet)))
    points = {section.level + 1, TOPIC, *(one.level for one in inside[:1] if one.level == BOLD)}
    for below in inside:
        if below.level in points and not below.own:
            yield AgendaItem(text=LEADING.sub("", below.title), lines=below.lines)


def _is_of_another_day(section: Section, days: Days) -> bool:
    """Return whether « Ordre du jour du 26 janvier » names another day than this meeting's."""
    found = days.days(SENT.sub("", section.title))
    if not found or days.on is None:
        return False
    day = found_day(found[0])
    if day is not None and not bears_year(found[0]):
        return (day.month, day.day) != (days.on.month, days.on.day)
    return day is not None and day != days.on


def _is_a_calendar(section: Section, sheet: Sheet) -> bool:
    """Return whether the items begin with days: « Agenda » in French is often a calendar of events."""
    if fold(section.title).strip(" :*") != "agenda" or sheet.locale != "fr":
        return False
    items = [block.text for block in section.blocks if block.kind in ("item", "line")]
    dated = [text for text in items if any(found.start < 12 for found in sheet.days.days(text))]
    return bool(items) and len(dated) * 2 >= len(items)
