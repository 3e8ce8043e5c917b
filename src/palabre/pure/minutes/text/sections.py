"""Third pass: blocks → sections, whose kind comes from the lexicon or from the parent section."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from palabre.pure.minutes.persons.person_names import is_name
from palabre.pure.minutes.persons.surname_first import first_names_first
from palabre.pure.minutes.text.blocks import Block
from palabre.pure.minutes.text.columns import columns_of
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.inline import leading_bold, plain_words
from palabre.pure.minutes.text.lexicon import kind_of_label, split_dashed, split_label

INHERITED = {
    "tasks",
    "both",
    "done",
    "reviewed",
    "decisions",
    "needs",
    "present",
    "excused",
    "invited",
    "addendum",
    "updates",
    "recalled",
    "other_list",
}
DASHED_KINDS = {"present", "excused", "absent", "next_meeting", "date", "place"}
HEADING_KINDS = DASHED_KINDS | {"agenda", "objectives"}
INLINE_KINDS = {
    "present",
    "excused",
    "absent",
    "invited",
    "date",
    "place",
    "next_meeting",
    "decisions",
    "tasks",
    "objectives",
    "needs",
    "subject",
}
PEOPLE = {"present", "excused", "absent", "invited"}
ROW_KINDS = PEOPLE | {"agenda", "decisions", "tasks", "both"}
HEAD_ITEMS = PEOPLE | {"agenda", "objectives", "tasks", "decisions", "both"}
PROSE_LABELS = {"other", "updates", "questions", "calendar"}
ASIDE = re.compile(r"\s*[,(:\[]\s*|\s+[–—-]\s+")
ARROW = re.compile(r"^(?:[-=]{0,2}>|⇒|→|➔|➜|➡|►|▶|=)\s{0,3}")
REMARK = re.compile(r"\([^()]{1,200}\)\s?[:.]?|(?:cf\.?|voir) [^:;,]{3,80}")
PARTICIPLE = re.compile(r"(?:act|valid|adopt|approuv|vot|décid|tranch|reten|conven)(?:é|u)", re.IGNORECASE)
ONE_OF_A_KIND = re.compile(r"(?:décision|action|à faire|a faire|todo)$", re.IGNORECASE)
DEED = re.compile(
    r"(?:se |s'|ne pas )?(?!hier\b|premier|dernier|chantier|atelier|dossier|avoir\b)[a-z-]{3,}(?:er|ir|re|"
    r"oir) (?!est\b|sont\b)"
)
LONGEST_DEED, LONGEST_POINT = 200, 90  # characters
BOLD, TOPIC, LABEL, ITEM_LABEL = 7, 8, 9, 10


@dataclass(slots=True)
class Section:
    """A heading and the blocks under it until the next one.

    `level`: 1 to 6 for headings, 7 bold lines, 8 numbered topics, 9 labels, 10 labelled items; 0 before any of them.
    `own`: the kind is not inherited. `parent`: the section that holds it. `takes`: what an open label may still hold
    ("" anything, "line", one family of items, "deeper" items only…). `depth`: that of the item which is its label.
    """

    kind: str
    title: str
    level: int
    lines: tuple[int, int]
    blocks: list[Block] = field(default_factory=list)
    own: bool = True
    parent: Section | None = None
    rich: str = ""
    takes: str = ""
    depth: int = 0

    @property
    def is_label(self) -> bool:
        """True for a section that ends by itself, after one list or at a blank line."""
        return self.level >= LABEL or (self.level == BOLD and self.own)


@dataclass(frozen=True, slots=True)
class Opening:
    """Opening of a section: its kind ("" when unknown), its title, and the words on the same line."""

    kind: str
    title: str
    level: int
    rest: Block | None = None


def cut_sections(blocks: list[Block]) -> list[Section]:
    """Return the sections in the order of the text; the first holds the blocks before any heading."""
    return _Cutter(blocks).sections()


class _Cutter:
    """Iterates over the blocks; `stack` holds the open sections, innermost last."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.stack = [Section("", "", 0, (1, 1), own=False)]
        self.found = [self.stack[0]]

    def sections(self) -> list[Section]:
        for at, block in enumerate(self.blocks):
            self._close_labels(block, at)
            opening = self._opening(block, at)
            if opening is None:
                self.stack[-1].blocks.append(block)
            else:
                self._open(opening, block)
        return self.found

    def _open(self, opening: Opening, block: Block) -> None:
        while len(self.stack) > 1 and self.stack[-1].level >= opening.level:
            self.stack.pop()
        parent = self.stack[-1]
        inherited = parent.kind if parent.kind in INHERITED else ""
        section = Section(opening.kind or inherited, opening.title, opening.level, block.lines)
        section.own, section.parent, section.rich = bool(opening.kind), parent, block.rich
        section.depth = block.level if block.kind == "item" else 0
        self.stack.append(section)
        self.found.append(section)
        if opening.rest is not None:
            section.blocks.append(opening.rest)
            section.takes = "deeper" if opening.level == ITEM_LABEL else "rest"
        elif opening.level == ITEM_LABEL:
            section.takes = "deeper"

    def _close_labels(self, block: Block, at: int) -> None:
        """Close labels and bold lines after one list, or at a blank line; their parent section then continues."""
        while self.stack[-1].is_label and not (_takes(self.stack[-1], block) or self._is_the_next_point(block, at)):
            self.stack.pop()
            outer = self.stack[-1]
            again = replace(outer, blocks=[])
            self.stack[-1] = again
            self.found.append(again)

    def _is_the_next_point(self, block: Block, at: int) -> bool:
        """Return whether the short line, after a blank one, is a point more: no title of what was said of a point."""
        label, after = self.stack[-1], self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        before = [one for one in label.blocks if one.kind == "line" and one.gap]
        return (
            label.kind == "agenda"
            and block.kind == "line"
            and label.takes == "line"
            and len(before) == len(label.blocks)
            and 2 < len(block.text) <= LONGEST_POINT
            and block.text[-1] not in ".:!"
            and all(fold(block.text) != fold(one.text) for one in before)
            and after is not None
            and after.kind in ("line", "heading")
            and len(after.text) <= LONGEST_POINT
        )

    def _opening(self, block: Block, at: int) -> Opening | None:
        if block.kind == "heading":
            return self._heading(block)
        if block.kind == "row":
            return _row_opening(block)
        label = None if self._is_within_an_agenda(block) else _label_opening(block)
        if label is not None and label.kind == "other" and (self._lists_people() or self._is_the_next_item(block)):
            return None
        if label is None and block.kind == "item" and not self._is_within_an_agenda(block):
            label = self._heads_items(block, at)
        if label is not None:
            return label
        if block.bold and block.kind == "line" and len(block.text) <= 120:
            return Opening("", block.text.rstrip(" :"), BOLD)
        return self._topic(block, at)

    def _heads_items(self, block: Block, at: int) -> Opening | None:
        """Return the opening of « - Actions » with deeper items right below it."""
        after = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        below = after is not None and after.kind == "item" and after.level > block.level
        kind = kind_of_label(block.text) if below and _family(block.marker) != "1" else ""
        return Opening(kind, block.text.rstrip(" :"), ITEM_LABEL) if kind in HEAD_ITEMS else None

    def _is_within_an_agenda(self, block: Block) -> bool:
        """Return whether the item details a point of the agenda, whatever label it begins with."""
        return block.kind == "item" and block.level > 0 and self.stack[-1].kind == "agenda" and not block.gap

    def _lists_people(self) -> bool:
        """Return whether « Agents : … » is a category in a list of people, not a section."""
        return self.stack[-1].kind in PEOPLE and len(self.stack[-1].blocks) < 40

    def _is_the_next_item(self, block: Block) -> bool:
        """Return whether the item continues the numbering of an agenda: « 4. Divers » after « 3. … »."""
        before = next((one for one in reversed(self.stack[-1].blocks) if not one.level), None)
        if before is None or self.stack[-1].kind != "agenda" or block.kind != "item" or before.kind != "item":
            return False
        numbers = _number(before.marker), _number(block.marker)
        return all(map(str.isdigit, numbers)) and int(numbers[0]) + 1 == int(numbers[1])

    def _heading(self, block: Block) -> Opening:
        kind = kind_of_label(block.text)
        label, rest = split_label(block.text)
        if not kind and rest and (kind := kind_of_label(label)) in HEADING_KINDS:
            return Opening(kind, label, block.level, _rest(block, rest))
        return Opening(kind if rest == "" or label == "" else "", block.text, block.level)

    def _topic(self, block: Block, at: int) -> Opening | None:
        """Return the topic of « 2. Local » when prose follows it; before the next number, it is one of a list."""
        if block.kind != "item" or block.level or _family(block.marker) != "1" or block.state:
            return None
        after = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        before = self.blocks[at - 1] if at else None
        if before is not None and before.kind == "item" and not block.gap:
            return None
        kind = "" if self._is_the_next_item(block) else kind_of_label(block.text)
        in_a_list = any(one.kind == "item" for one in self.stack[-1].blocks[-1:]) and self.stack[-1].level != TOPIC
        if in_a_list and not _starts_over(self.stack[-1], block) and not kind:
            return None
        heads = after is not None and (
            after.kind in ("line", "quote")
            or (after.kind == "item" and _family(after.marker) != "1" and not after.level)
        )
        if (
            not (heads or kind)
            or len(block.text) > 140
            or (after is not None and after.kind == "item" and self.stack[-1].kind in ("agenda", "tasks", "objectives"))
        ):
            return None
        return Opening(kind, block.text, TOPIC)


def _takes(label: Section, block: Block) -> bool:
    """Return whether the block may stand in the list of this label. Stores the shape of the list in `takes`."""
    if block.kind == "heading" or label.takes == "closed":
        return False
    if label.takes == "deeper":
        return block.kind == "item" and block.level > label.depth and not block.gap
    if block.kind == "item" and block.level:
        return label.takes.startswith("item") or label.takes == ""
    if block.kind == "row" and "|" in label.rich and label.blocks[:1] and label.blocks[0].kind == "line":
        return not block.gap and not block.cells[0]  # the row « | Présents | Ana | » is whole; one below may go on
    shape = block.kind + (_family(block.marker) if block.kind == "item" else "")
    if label.takes == "" or (label.takes in ("rest", "line") and not block.gap and block.kind in ("item", "row")):
        label.takes = shape
        return True
    if shape == "line" and label.takes == "line":
        return not block.gap or (all(one.gap for one in label.blocks) and _goes_on(label, block))
    if label.takes.startswith("item") and shape == "line" and block.text.endswith(":"):
        return label.kind == "tasks" and not kind_of_label(block.text)
    return shape == label.takes and not _starts_over(label, block)


def _goes_on(label: Section, block: Block) -> bool:
    """Return whether a list with a blank line between its lines goes on: a person more, or a thing more to do."""
    if label.kind in ("tasks", "decisions"):
        return len(block.text) <= LONGEST_DEED and DEED.match(fold(block.text)) is not None
    return label.kind in PEOPLE and _is_a_person(block)


def _is_a_person(block: Block) -> bool:
    """Return whether the line is « Ana Gil, mairie »: a full name, and no sentence after it."""
    name, *about = ASIDE.split(first_names_first(block.text).text, maxsplit=1)
    return " " in name and is_name(name) and not any(about[0].rstrip().endswith((".", ":", "?")) for _ in about[:1])


def _starts_over(label: Section, block: Block) -> bool:
    """Return whether the block begins another list: its first number again, after a blank line."""
    first = next((one.marker for one in label.blocks if one.kind == "item"), "")
    return block.gap and _family(block.marker) == "1" and _number(block.marker) == _number(first)


def _family(marker: str) -> str:
    return "1" if marker[:1].isdigit() or marker[-1:] in (")", ".") else marker


def _number(marker: str) -> str:
    return "".join(char for char in marker if char.isalnum())


def _label_opening(block: Block) -> Opening | None:
    """Read « Présents : … », « **Actions** », « → Décision : … », « Relevé d'actions » alone on its line."""
    if len(block.text) > 20_000:
        return None
    text = ARROW.sub("", block.text)
    kind, label, rest = _label_of(text, block)
    if block.kind == "item" and block.level and kind not in ("decisions", "tasks", "next_meeting"):
        return None
    if kind and rest and not (kind in PEOPLE | {"agenda"} and block.kind == "line" and REMARK.fullmatch(rest)):
        return _inline_opening(block, kind, label, rest)
    text = label if kind and rest else text
    if block.kind == "item" and not (label and kind in INLINE_KINDS):
        return None
    kind = kind or kind_of_label(text)
    if not kind or (kind in PROSE_LABELS and not (block.bold or label)):
        return None
    if kind == "decisions" and not (label or block.bold) and " " not in text and PARTICIPLE.match(text):
        return None  # « Validé. » ends what was said above
    if block.kind == "item" and _family(block.marker) == "1":
        return Opening(kind, text.rstrip(" :"), TOPIC)
    level = ITEM_LABEL if block.kind == "item" else BOLD if block.bold else LABEL
    return Opening(kind, text.rstrip(" :"), level)


def _label_of(text: str, block: Block) -> tuple[str, str, str]:
    """Return (kind, label, rest) of a line whose label is in the lexicon, else ("", label, rest)."""
    label, rest = split_label(text)
    if label and (kind := kind_of_label(label)):
        return kind, label, rest
    lead = leading_bold(block.rich)
    known = kind_of_label(lead) if lead and text.startswith(lead) and not kind_of_label(text) else ""
    if known in DASHED_KINDS or (known in ("tasks", "decisions") and lead.isupper()):
        return known, lead, text.removeprefix(lead).strip()
    dashed, after = split_dashed(text)
    if dashed and ((known := kind_of_label(dashed)) in DASHED_KINDS or ONE_OF_A_KIND.match(dashed)):
        return known, dashed, after
    return "", label, rest


def _inline_opening(block: Block, kind: str, label: str, rest: str) -> Opening | None:
    """Return the opening of a label with words on its line; within a list, only some kinds are labels."""
    if kind in PROSE_LABELS and not (kind == "other" and block.kind == "line"):
        return None
    if block.kind == "item":
        return Opening(kind, label, ITEM_LABEL, _rest(block, rest)) if kind in INLINE_KINDS else None
    return Opening(kind, label, LABEL, _rest(block, rest))


def _rest(block: Block, rest: str) -> Block:
    """Return the words after a label on its line, with their markup when it can be found."""
    rich = block.rich
    start = rich.find(rest[:12]) if rest else -1
    kept = rich[start:] if start > 0 else rest
    return Block("line", kept, rest, block.first, block.last, state=block.state)


def _row_opening(block: Block) -> Opening | None:
    """Read a row of two cells whose first one is a label: « | Présents | Ana, Zoé | »."""
    cells = [cell for cell in block.cells if cell]
    if len(cells) == 1 and len(block.cells) > 1 and (kind := kind_of_label(plain_words(cells[0]))) in ROW_KINDS:
        return Opening(kind, cells[0].strip("*_ "), LABEL)
    if len(cells) != 2 or block.cells[0] != cells[0] or columns_of(block.cells):
        return None
    kind = kind_of_label(cells[0].strip("*_ "))
    if kind in INLINE_KINDS | {"agenda"} and not kind_of_label(cells[1].strip("*_ ")):
        rest = Block("line", cells[1].replace("\v", " ; "), cells[1].replace("\v", " ; "), block.first, block.last)
        return Opening(kind, cells[0], LABEL, rest)
    return None
