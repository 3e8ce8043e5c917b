"""Tasks: labelled lists, boxes and tables. A task marked done is never read as open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from palabre.pure.minutes.decisions import is_decision
from palabre.pure.minutes.deeds.loose_tasks import arrows, beside_done, boxes, proposals
from palabre.pure.minutes.deeds.one_task import KINDS, Under, read_task
from palabre.pure.minutes.deeds.owners import Owners
from palabre.pure.minutes.deeds.task_tables import in_tables
from palabre.pure.minutes.document import Sheet
from palabre.pure.minutes.found import Finding, Lines, Task
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.sections import ITEM_LABEL, Section

NAMED_LABEL = re.compile(
    r"^\W*(?:actions?|à faire|a faire|to ?do|t[âa]ches?)\s*(?:[(\[]([^()\[\]]{2,60})[)\]]|(?:[–—-]\s|de\s|"
    r"pour\s)?\s*([A-ZÀ-Ý@][^():]{1,60}))\W*$",
    re.IGNORECASE,
)
SEVERAL = re.compile(r"\s;\s+(?=\S{2})|;\s+(?=[A-ZÀ-Ý])")


def read_tasks(sheet: Sheet) -> list[Task]:
    """Return the tasks: sure for labelled tasks and boxes, proposals for « Ana va appeler… » in prose."""
    found, told = list[Task](), set[Lines]()  # their lines: each section asks for them
    strict, lenient = (Owners(sheet.roster, sheet.days, lenient) for lenient in (False, True))
    for section in sheet.sections:
        owners = lenient if section.kind in KINDS and _is_lenient(section, strict) else strict
        here = [*in_tables(section, sheet, owners)]
        if section.kind in KINDS:
            here += _listed(section, sheet, owners)
        elif section.kind != "future_agenda":
            here += [*boxes(section, sheet, owners), *arrows(section, sheet, owners)]
            told.update(one.lines for one in here)
            here += beside_done(section, sheet, owners, told)
        told.update(one.lines for one in here)
        found += here
    for block in tasks_after_a_decision(sheet):
        found += read_task(block, (), Under("tasks"), sheet, strict)
    return [*found, *proposals(sheet, strict, {one.lines for one in found})]


def tasks_after_a_decision(sheet: Sheet) -> list[Block]:
    """Return the items « Ana commande la corde » that follow « Décision : on achète une corde » as lines of a list."""
    owners = Owners(sheet.roster, sheet.days)
    return [
        block
        for section in sheet.of_kind("decisions")
        if section.is_label and section.blocks and _is_decided_at_once(section.blocks[0])
        for block in section.blocks[1:]
        if block.kind == "item" and owners.subject(block.text)
    ]


def _is_decided_at_once(block: Block) -> bool:
    return block.kind == "line" and not block.text.endswith(":")


def decided_in_mixed_lists(sheet: Sheet) -> list[Finding]:
    """Return the decisions of « Décisions / actions » lists."""
    blocks = [block for section in sheet.of_kind("both") for block in section.blocks]
    return [Finding(text=one.text, lines=one.lines) for one in blocks if one.kind == "item" and is_decision(one.text)]


def _is_lenient(section: Section, strict: Owners) -> bool:
    """Return whether most lines of the list name a known owner, so that the other names are owners too."""
    items = [block for block in section.blocks if block.kind in ("item", "line", "quote") and not block.level]
    named = [block for block in items if strict.given(block.text).owners]
    return len(named) * 2 > len(items)


def _listed(section: Section, sheet: Sheet, owners: Owners) -> Iterator[Task]:
    under = _of_heading(section, owners)
    blocks = [block for block in section.blocks if block.kind != "row"]
    if section.level == ITEM_LABEL and blocks and blocks[0].kind == "line" and not _is_only_a_head(blocks[0], owners):
        yield from read_task(blocks[0], tuple(one.text for one in blocks[1:]), under, sheet, owners)
        return
    marked = {block.kind for block in section.blocks} & {"item", "quote", "row"}
    lead = "quote" if "quote" in marked else "item"
    at = 0
    while at < len(blocks):
        block = blocks[at]
        end = _end_of_children(blocks, at, owners)
        if block.kind == "line" and marked:
            under = _under_line(block, under, section, owners)
        elif not marked and SEVERAL.search(block.text):
            for piece in SEVERAL.split(block.text):
                yield from read_task(replace(block, text=piece, rich=piece), (), under, sheet, owners)
        elif block.kind in (lead, "item") or not marked:
            yield from _with_children(block, blocks[at + 1 : end], under, sheet, owners)
        at = end


def _is_only_a_head(block: Block, owners: Owners) -> bool:
    """Return whether the words after a label only head the items below: a theme, or people."""
    return block.text.endswith(":") or bool(owners.people_in(block.text.strip(" :")))


def _end_of_children(blocks: list[Block], at: int, owners: Owners) -> int:
    """Return the end of the block's children.

    Nested items belong to the item above; other items to the quote above, up to one that has an owner of its own.
    """
    end, is_quote = at + 1, blocks[at].kind == "quote"
    if not is_quote and blocks[at].kind != "item":
        return end
    while end < len(blocks) and blocks[end].kind == "item":
        is_below = blocks[end].level > blocks[at].level
        if not is_below and (not is_quote or owners.given(blocks[end].text).owners):
            break
        end += 1
    return end


def _of_heading(section: Section, owners: Owners) -> Under:
    if section.own:
        return Under(section.kind, None, _named_in_label(section, owners), labelled=section.level > 7)
    people = owners.people_in(section.title.strip(" :"))
    return Under(section.kind, section.title, people)


def _named_in_label(section: Section, owners: Owners) -> tuple[str, ...]:
    """Return the owners of « Action (Ana) : … », « À faire – Ana et Luc »."""
    match = NAMED_LABEL.match(section.title)
    return owners.people_in(match[1] or match[2]) if match is not None else ()


def _under_line(block: Block, under: Under, section: Section, owners: Owners) -> Under:
    """Return the context set by « Pour la fête : » or « Ana » for the next items; another sentence sets none."""
    people = owners.people_in(block.text.strip(" :"))
    if people:
        return Under(under.kind, under.heading if not under.owners else None, people)
    if block.text.endswith(":") and len(block.text) < 120:
        return Under(under.kind, block.text.rstrip(" :"))
    return under


def _with_children(block: Block, below: list[Block], under: Under, sheet: Sheet, owners: Owners) -> Iterator[Task]:
    """Yield a task with its nested items; an item with only people or a theme is the heading of the tasks below."""
    people = owners.people_in(block.text.strip(" :"))
    if below and block.kind == "item" and (people or block.text.endswith(":")):
        heading = under.heading if people else block.text.rstrip(" :")
        for one, nested in _by_top(below):
            inner = Under(under.kind, heading, people or under.owners)
            yield from read_task(one, tuple(each.text for each in nested), inner, sheet, owners)
        return
    yield from read_task(block, tuple(one.text for one in below), under, sheet, owners)


def _by_top(below: list[Block]) -> Iterator[tuple[Block, list[Block]]]:
    """Yield the outermost items, each with those nested in it."""
    top = min(one.level for one in below)
    places = [at for at, one in enumerate(below) if one.level == top]
    for at, end in zip(places, [*places[1:], len(below)]):
        yield below[at], below[at + 1 : end]
