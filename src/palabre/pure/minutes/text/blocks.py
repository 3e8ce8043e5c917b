"""Second pass: lines → blocks (headings, items, quotes, table rows, plain lines), wrapped lines joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from palabre.pure.minutes.persons.person_names import is_person
from palabre.pure.minutes.persons.surname_first import first_names_first
from palabre.pure.minutes.text.blanks import with_short_blanks
from palabre.pure.minutes.text.columns import columns_of
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.inline import STRUCK, plain_words, struck, whole_bold
from palabre.pure.minutes.text.lexicon import kind_of_label, split_label
from palabre.pure.minutes.text.lines import Line

ATX = re.compile(r"^\s{0,3}(#{1,6})(?!#)(.*)$")
WIKI = re.compile(r"^\s{0,3}(={1,6})(?!=)(.*)$")
UNDERLINE = re.compile(r"^\s{0,3}(=+|-{2,})\s*$")
RULE = re.compile(r"^\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={3,}|~{3,}|\+[-=+]{3,})$")
BULLET = re.compile(
    r"^(\s*)(?:([-+*•◦▪‣●○■□►▸➢➤→·∙–—❖✦✧]|[-=]{1,2}>|⇒|[o§](?=\s))(?:\s+(.*))?"
    r"|([-•◦▪‣●○■►▸➢➤→·∙–—❖]|[-=]{1,2}>|⇒|\*(?=\*\*))([^\W\d_].*|[«\"\[(*@].*))$"
)
NUMBER = re.compile(
    r"^(\s*)((?:\d{1,2}\.){0,3}\d{1,2}\s?[.)/\-–°]{1,2}|\d{1,2}(?:\.\d{1,2})+|[a-zA-Z]\)|"
    r"[ivxIVX]{1,4}[.)\-/])(?:\s+(.*))?$"
)
LETTERED = re.compile(r"o\s|[a-zA-Z]\)|[ivxIVX]{1,4}[.)\-/]")
QUOTE = re.compile(r"^\s{0,3}>\s?(.*)$")
ROW = re.compile(r"^\s*\|(.*)$")
SEPARATOR = re.compile(r"^[\s|:+=-]+$")
ALIGNED = re.compile(r"\t+| {3,}")
BOX = re.compile(r"^\[([ xX✓✔-]?)\]\s+(?=\S)")
STATES = {"✅": "done", "☑": "done", "✔": "done", "✓": "done", "🗹": "done", "❌": "open", "⏳": "open", "☐": "open"}
OPENS_ON = re.compile(
    r"(?:^|\s)(?:du|de|des|d'|le|la|les|l'|et|ou|à|a|au|aux|en|avec|pour|par|sur|un|une|the|of|and|to|for)$"
)
GOES_ON = re.compile(r"^(?:du|de|des|d'|et|ou|au|aux|of|and)\b", re.IGNORECASE)
NAMED = re.compile(r"^[A-ZÀ-Ý][\w'’-]+ [A-ZÀ-Ý][\w'’ -]{1,40}(?:\s[–—-]\s|\s\()")
WORD_END = re.compile(r"[a-zà-ÿœ]+(?!['’a-zà-ÿœ])")
LONG, LISTED, WRAPPED, WIDEST, LONGEST = 60, 45, 45, 140, 3000
FAR = 12  # columns


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text.

    `kind`: heading, item, quote, row or line. `rich` keeps the inline markup, `text` the literal words. `level`: of a
    heading (1 to 6), else the depth of an item. `state`: done, open or "", from a box or a sign. `gap`: a blank line or
    a rule comes before.
    """

    kind: str
    rich: str
    text: str
    first: int
    last: int
    level: int = 0
    marker: str = ""
    state: str = ""
    gap: bool = False
    cells: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[int, int]:
        return (self.first, self.last)

    @property
    def bold(self) -> bool:
        return whole_bold(self.rich)


def read_blocks(lines: tuple[Line, ...], *, margin: int | None = None) -> list[Block]:
    """Return the blocks of a text in order, without empty ones; `margin`: the width of the text that these are from."""
    blocks: list[Block] = []
    indents: list[int] = []
    gap, width = True, 0
    # A title may be wider than the page's text, and a row of a table has no width.
    if margin is None:
        margin = max((len(line.text) for line in lines[2:] if not line.text.startswith("|")), default=0)
    for raw in _raw_blocks(lines):
        if raw.kind in ("blank", "rule"):
            gap = True
            continue
        if blocks and not gap and _goes_on(blocks[-1], raw, width, margin):
            blocks[-1] = _joined(blocks[-1], raw)
        else:
            blocks.append(_finished(raw, indents, gap))
        gap, width = False, len(raw.rich)
    return [block for block in blocks if block.text or any(block.cells)]


def _raw_blocks(lines: tuple[Line, ...]) -> Iterator[Block]:
    """Yield one block per line; `level` of an item is its indentation in columns."""
    wiki = _wiki_of(lines)
    at = aligned = 0
    while at < len(lines):
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        block = _raw_block(lines[at], wiki)
        if block.kind == "line" and (mark := UNDERLINE.match(following)) and _may_be_underlined(block, mark[1]):
            level = 1 if mark[1][0] == "=" else 2
            yield replace(block, kind="heading", level=level, last=lines[at + 1].number)
            at += 1
            aligned = 0
        else:
            if block.kind != "blank" or not aligned or len(_aligned_cells(following)) != aligned:
                aligned = _aligned_columns(lines[at].text, aligned) if block.kind == "line" else 0
            if aligned and block.kind == "line":
                block = replace(block, kind="row", cells=_aligned_cells(lines[at].text))
            yield replace(block, last=lines[at].last) if lines[at].last else block
        at += 1


def _raw_block(line: Line, wiki: str) -> Block:
    text, number = line.text.expandtabs(4), line.number
    bare = text.strip()
    if not bare:
        return _raw("blank", "", number)
    if bare[0].isalpha() and not LETTERED.match(bare):
        return _raw("line", bare, number, level=len(text) - len(text.lstrip()))
    if match := ATX.match(text):
        title = _title(match)
        if wiki == "mediawiki":
            return _raw("item", title, number, level=2 * len(match[1]) - 2, marker="1.")
        return _raw("heading", title, number, level=len(match[1]))
    if RULE.match(text) or (SEPARATOR.match(text) and "|" in text):
        return _raw("rule", "", number)
    if titled := _wiki_title(text):
        level, title = titled
        return _raw("heading", title, number, level=7 - level if wiki == "reversed" else level)
    if (match := ROW.match(text)) and "|" in match[1]:
        inside = match[1].rstrip().removesuffix("|")
        return replace(_raw("row", inside, number), cells=_cells(inside))
    if match := QUOTE.match(text):
        return _quoted(match[1], number)
    return item_of(text, number) or _raw("line", text.strip(), number, level=len(text) - len(text.lstrip()))


def _title(match: re.Match[str]) -> str:
    """Return the words of `## Titre ##`. A regex that matched the end too would be cubic in a run of blanks."""
    return match[2].strip().rstrip("#").rstrip()


def _wiki_title(text: str) -> tuple[int, str] | None:
    """Return the number of signs on each side of `== Titre ==`, and its words."""
    match = WIKI.match(text)
    if match is None or not (inside := match[2].strip()).endswith(match[1]):
        return None
    return len(match[1]), inside.removesuffix(match[1]).rstrip()


def _aligned_columns(text: str, before: int) -> int:
    """Return the number of columns of a line aligned by spaces or tabs, else 0; `before`: that of the line above."""
    if "   " not in text.strip() and "\t" not in text.strip():
        return before if before and is_person(text.strip()) else 0
    cells = _aligned_cells(text)
    if before:
        return before if 2 <= len(cells) <= before else 0
    return len(cells) if len(cells) >= 2 and len(columns_of(cells)) >= 2 else 0


def _aligned_cells(text: str) -> tuple[str, ...]:
    """Return the cells of an aligned line; a name alone, far from the margin, stands in the second column."""
    cells = tuple(cell.strip() for cell in ALIGNED.split(text.strip()))
    return ("", *cells) if len(cells) == 1 and len(text) - len(text.lstrip()) >= FAR else cells


def item_of(text: str, number: int) -> Block | None:
    if match := BULLET.match(text):
        inside = match[3] or match[5] or ""
        if nested := NUMBER.match(inside):
            inside = nested[3] or ""
        return _raw("item", inside, number, level=len(match[1]), marker=match[2] or match[4])
    if (match := NUMBER.match(text)) and not re.match(r"\d{1,2}[-–]\s?\d", text.strip()):
        return _raw("item", match[3] or "", number, level=len(match[1]), marker=match[2])
    return None


def _quoted(inside: str, number: int) -> Block:
    inside = inside.lstrip("> ")
    if not inside.strip():
        return _raw("blank", "", number)
    if match := ATX.match(inside):
        return _raw("heading", _title(match), number, level=len(match[1]))
    return item_of(inside, number) or _raw("quote", inside.strip(), number, marker=">")


def _raw(kind: str, rich: str, number: int, *, level: int = 0, marker: str = "") -> Block:
    return Block(kind, rich, "", number, number, level, marker)


def _cells(inside: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", inside))


def _may_be_underlined(block: Block, mark: str) -> bool:
    return bool(block.rich) and len(block.rich) < 200 and (len(mark) > 2 or mark[0] == "=" or len(block.rich) < 4)


def _wiki_of(lines: tuple[Line, ...]) -> str:
    """Return the wiki of `== Titre ==`: in YesWiki and DokuWiki the top heading has the most signs ("reversed")."""
    sizes = [titled[0] for line in lines if line.text[:1] == "=" and (titled := _wiki_title(line.text))]
    if not sizes:
        return ""
    return "reversed" if sizes[0] >= 4 and sizes[0] == max(sizes) else "mediawiki"


def _finished(raw: Block, indents: list[int], gap: bool) -> Block:
    """Return the block with its words, its state, and the depth of an item."""
    level = raw.level if raw.kind == "heading" else _depth(raw, indents, gap)
    rich, state = _state(raw.rich) if raw.kind in ("item", "line", "quote") else (raw.rich, "")
    return Block(raw.kind, rich, plain_words(rich), raw.first, raw.last, level, raw.marker, state, gap, raw.cells)


def _depth(raw: Block, indents: list[int], gap: bool) -> int:
    """Return the depth of an item; `indents` holds the columns of the open items."""
    if raw.kind != "item":
        if raw.kind != "line" or gap:
            indents.clear()
        return 0
    while indents and raw.level < indents[-1]:
        indents.pop()
    if not indents or raw.level > indents[-1] + 1:
        indents.append(raw.level)
    return len(indents) - 1


def _state(rich: str) -> tuple[str, str]:
    """Return the text without its box or sign of state, and that state."""
    state = "done" if struck(rich) else ""
    if state:
        rich = STRUCK.sub(r"\1", rich)
    if rich[:1] == "[" and (match := BOX.match(rich)):
        rich, state = rich[match.end() :], "done" if match[1] in tuple("xX✓✔") else state or "open"
    for sign, meaning in () if rich.isascii() else STATES.items():
        if sign in rich:
            rich, state = with_short_blanks(rich.replace(sign, " ").strip()), state if state == "done" else meaning
    return rich, state


def _goes_on(block: Block, raw: Block, width: int, margin: int) -> bool:
    """Return whether the raw line continues the block, after a line break of a PDF, a mail or an editor."""
    if raw.kind != "line" and not (raw.kind == "quote" and block.kind == "quote"):
        return False
    if block.kind not in ("item", "line", "quote") or raw.state or whole_bold(raw.rich) or block.bold:
        return False
    text, before = plain_words(raw.rich), block.text
    if len(before) > LONGEST:
        return False
    if not text or not before or (kind_of_label(before) and block.kind == "line"):
        return False
    if _is_label(text):  # unless it is the end of a full line above
        return text[0].islower() and width >= WRAPPED and before[-1] not in ".!?:;…" and width <= WIDEST
    if before.count("(") > before.count(")") and len(before) < 400:
        return True
    if OPENS_ON.search(fold(before[-12:])) or before[-1] == "," or (before[-1] in "-&/" and before[-2:-1].strip()):
        return before[-1] != ":"
    if block.kind == "item" and raw.level >= 2:
        return not NAMED.match(text)
    return _wraps(before, text, width, margin)


def _wraps(before: str, text: str, width: int, margin: int) -> bool:
    """Return whether the line above was full, so that this one continues it; `margin`: length of the longest line."""
    if before[-1] in ".!?:;…" or NAMED.match(text) or first_names_first(text).written:
        return False
    if text[0].islower() or text[0] in "(«":
        return width >= WRAPPED
    full = width + 1 + len(text.split(maxsplit=1)[0]) > margin * 0.9
    least = LISTED if "," in before[-LISTED:] else LONG
    return (width >= least and full and margin <= WIDEST) or (GOES_ON.match(text) is not None and len(text) < 80)


def _is_label(text: str) -> bool:
    label, rest = split_label(text)
    return bool(kind_of_label(text)) or (bool(label) and len(label.split()) <= 5 and not rest.startswith("//"))


def _joined(block: Block, raw: Block) -> Block:
    added, state = _state(raw.rich)
    hyphenated = block.rich.endswith("-") and block.rich[-2:-1].isalpha()
    broken = hyphenated and block.rich[-2:-1].islower() and WORD_END.match(added) is not None
    rich = block.rich[:-1] + added if broken else block.rich + ("" if hyphenated else " ") + added
    return replace(block, rich=rich, text=plain_words(rich), last=raw.last, state=block.state or state)
