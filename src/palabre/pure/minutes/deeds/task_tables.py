"""Tasks in tables: which columns hold what is to be done, who does it and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from palabre.pure.minutes.deeds.due import due_in, due_of_cell
from palabre.pure.minutes.deeds.one_task import KINDS, NOTHING
from palabre.pure.minutes.deeds.owners import Given, Owners
from palabre.pure.minutes.deeds.state import SIGNS, is_done_cell, without_state
from palabre.pure.minutes.document import Sheet
from palabre.pure.minutes.found import Task
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.sections import Section
from palabre.pure.minutes.text.tables import Table, tables_of


def in_tables(section: Section, sheet: Sheet, owners: Owners) -> Iterator[Task]:
    """Read tables with a column of actions in any section; in a section of tasks, any table."""
    for table in map(partial(_with_topics, section=section), tables_of(section.blocks)):
        known = table.has("action") and any(map(table.has, ("owner", "due", "state", "decision")))
        known = known or all(map(table.has, ("action", "topic", "remark")))
        if not known and not (section.kind in KINDS and (table.has("action") or not table.headed)):
            continue
        if section.kind in ("agenda", "present", "excused"):
            continue
        table = table if table.has("action") else replace(table, columns=_guessed(table, owners))
        for row in table.rows:
            yield from _in_row(table, row, section, sheet, owners)


def _with_topics(table: Table, section: Section) -> Table:
    """Return the table, its topics taken for actions under a label of tasks, or where it tells who and by when."""
    if table.has("action") or not table.has("topic"):
        return table
    of_tasks = section.kind in KINDS or (table.has("owner") and table.has("due"))
    return replace(table, columns={**table.columns, "action": table.columns["topic"]}) if of_tasks else table


def _guessed(table: Table, owners: Owners) -> dict[str, int]:
    """Return columns without a known head: the longest text holds the actions, one with names only the owners."""
    places = range(max((len(row.cells) for row in table.rows), default=0))
    cells = {at: [row.cells[at] for row in table.rows if at < len(row.cells) and row.cells[at]] for at in places}
    action = max(places, key=lambda at: sum(map(len, cells[at])), default=0)
    named = [at for at in places if at != action and cells[at] and all(map(owners.people_in, cells[at]))]
    dated = [at for at in places if at != action and cells[at] and all(map(owners.days.days, cells[at]))]
    return {"action": action, **({"owner": named[0]} if named else {}), **({"due": dated[0]} if dated else {})}


def _in_row(table: Table, row: Block, section: Section, sheet: Sheet, owners: Owners) -> Iterator[Task]:
    text, done = without_state(table.cell(row, "action"))
    if NOTHING.match(fold(text)):
        return
    done = done or section.kind == "done" or _row_is_done(table, row)
    words = table.cell(row, "due")
    due, due_words = due_of_cell(words, sheet.days) if words else due_in(text, sheet.days)
    given = Given(text, _owners_of_cell(table.cell(row, "owner"), owners))
    given = given if table.has("owner") else owners.given(text)
    yield Task(
        text=given.text,
        lines=row.lines,
        owners=given.owners,
        due=due,
        due_words=due_words,
        done=done,
        heading=None if section.own else (section.title or None) if section.kind in KINDS else None,
    )


def _row_is_done(table: Table, row: Block) -> bool:
    """Return whether the row is done: by its column of states, by a cell of its own, or struck through."""
    others = [
        cell
        for at, cell in enumerate(row.cells)
        if at != table.columns.get("action") and (len(cell) > 1 or cell in SIGNS)
    ]
    return is_done_cell(table.cell(row, "state")) or any(map(is_done_cell, others)) or "~~" in table.rich(row, "action")


def _owners_of_cell(cell: str, owners: Owners) -> tuple[str, ...]:
    """Return the owners of a cell: its column is sure, so names, bodies and initials are taken as they are."""
    pieces = [piece.strip(" .*") for piece in re.split(r"\s*[,;/\v]\s*|\s+(?:et|and)\s+|\s*&\s*|\s+\+\s+", cell)]
    return tuple(piece for piece in pieces if re.search(r"[^\W\d_]{2}", piece) and len(piece) <= 60)
