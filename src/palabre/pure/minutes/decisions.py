"""Decisions: labelled ones are facts, verbs in prose (« il est décidé… ») are proposals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from palabre.pure.minutes.document import Sheet, sentences
from palabre.pure.minutes.found import Finding
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.sections import Section
from palabre.pure.minutes.text.tables import tables_of

SPOKEN = re.compile(
    r"\b(?:il (?:est|a ete) (?:decide|convenu|acte|entendu|retenu)|(?:est|sont|a ete|"
    r"ont ete) (?:adoptee?s?|approuvee?s?|votee?s?|actee?s?|validee?s?|retenue?s?)\b|"
    r"(?:le ca|le conseil|le bureau|le groupe|l'assemblee|le collectif|le comite|l'ag|on|"
    r"nous) (?:decid(?:e|ons|ent)|acte|actons|adopte|adoptons|approuve|valide|validons|vote|votons|"
    r"retient|convient|convenons|choisit|choisissons)\b|"
    r"a l'unanimite|(?:nous partons|on part) sur|it was (?:agreed|decided|resolved)|we (?:agreed|"
    r"decided)|agreed (?:to|that)|resolved (?:to|that))"
)
MARK = re.compile(r"^(?:d[ée]cision|r[ée]solution|resolved|agreed)\s*(?:n\s?°?\s*)?\d{0,3}\s*[:–—-]\s*", re.IGNORECASE)
NOTHING = re.compile(r"^(?:\W*|(?:aucune?|neant|ras|pas de (?:decision|vote)s?|rien|none|n/a|no decisions?)\b.{0,40})$")
EARLIER = ("recalled", "reviewed", "future_agenda")
VOTE = re.compile(r"^(?:\d{1,4} )?(?:votes?|pour|contre|abstentions?|resultat)\b")


def read_decisions(sheet: Sheet) -> list[Finding]:
    found = [one for section in sheet.sections if section.kind not in EARLIER for one in _in_tables(section)]
    for section in sheet.of_kind("decisions"):
        found += _labelled(section)
    marked = {one.lines for one in found}
    for section, block in sheet.prose():
        if section.kind not in ("decisions", "tasks", "done", "next_meeting") and block.lines not in marked:
            found += _spoken(block)
    return sorted(found, key=lambda one: one.lines)


def is_decision(text: str) -> bool:
    """In a mixed list, does the line say what was decided rather than what is to be done?"""
    folded = fold(text)
    return SPOKEN.search(folded) is not None or MARK.match(text) is not None


def _labelled(section: Section) -> Iterator[Finding]:
    for block in section.blocks:
        text = MARK.sub("", block.text)
        folded = fold(text)
        if block.kind == "row" or NOTHING.match(folded) or VOTE.match(folded) or (block.kind == "item" and block.level):
            continue
        if not (block.kind == "line" and text.endswith(":")):
            yield Finding(text=text, lines=block.lines)


def _in_tables(section: Section) -> Iterator[Finding]:
    for table in tables_of(section.blocks):
        if table.has("decision"):
            rows = [row for row in table.rows if not NOTHING.match(fold(table.cell(row, "decision")))]
            yield from (Finding(text=table.cell(row, "decision"), lines=row.lines) for row in rows)


def _spoken(block: Block) -> Iterator[Finding]:
    for sentence in sentences(block.text):
        if (match := MARK.match(sentence)) and block.text != sentence:
            yield Finding(text=sentence[match.end() :], lines=block.lines)
        elif len(sentence) < 500 and not sentence.endswith("?") and SPOKEN.search(fold(sentence)):
            yield Finding(text=sentence, lines=block.lines, sure=False)
