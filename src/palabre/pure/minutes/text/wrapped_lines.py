"""Lines of a text that one sentence goes over: a pasted mail is broken at each sixty characters or so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from palabre.pure.minutes.text.blocks import ATX, LETTERED, QUOTE, ROW, RULE, WIDEST, Block, item_of, read_blocks
from palabre.pure.minutes.text.lines import Line

type Lines = tuple[int, int]  # first and last, from 1

MOST = 40  # lines that are read together


def whole_lines(lines: Sequence[str]) -> Iterator[Lines]:
    """Yield the lines of a text, each with those that it goes on to, in order."""
    margin = widest(lines)
    number = 1
    while number <= len(lines):
        end = number
        while end < len(lines) and end - number < MOST and may_go_on(lines[end - 1], lines[end]):
            end += 1
        yield from sentences_among(lines, number, end, margin)
        number = end + 1


def whole_line(lines: Sequence[str], number: int, *, margin: int | None = None) -> Lines:
    """Return the lines that are one sentence with this one: most often it alone; `margin`: see `widest`."""
    first = last = number
    while first > 1 and number - first < MOST and may_go_on(lines[first - 2], lines[first - 1]):
        first -= 1
    while last < len(lines) and last - number < MOST and may_go_on(lines[last - 1], lines[last]):
        last += 1
    if first == last:
        return number, number
    parts = sentences_among(lines, first, last, widest(lines) if margin is None else margin)
    return next(part for part in parts if part[0] <= number <= part[1])


def sentences_among(lines: Sequence[str], first: int, last: int, margin: int) -> Iterator[Lines]:
    """Yield the parts of some lines in a row, as minutes are read."""
    told = {}
    if first < last:
        read = tuple(Line(lines[number - 1], number) for number in range(first, last + 1))
        told = {block.first: block.last for block in read_blocks(read, margin=margin) if is_prose(block)}
    number = first
    while number <= last:
        end = min(max(told.get(number, number), number), last)
        yield number, end
        number = end + 1


def is_prose(block: Block) -> bool:
    return block.kind in ("item", "line", "quote")


def widest(lines: Sequence[str]) -> int:
    """Return the length of the longest line of prose, which tells how wide the text was."""
    return max((len(line) for line in lines if len(line) <= WIDEST and not line.startswith("|")), default=0)


def may_go_on(line: str, following: str) -> bool:
    """Return whether a line may go on to the following one: both have words, and none begins there."""
    return bool(line.strip() and following.strip()) and not (begins(following) or ATX.match(line) or ROW.match(line))


def begins(line: str) -> bool:
    """Return whether something begins at this line: a title, a point of a list, a row, a rule."""
    if line.lstrip()[:1].isalpha() and not LETTERED.match(line.lstrip()):
        return False
    return bool(ATX.match(line) or RULE.match(line) or ROW.match(line) or QUOTE.match(line) or item_of(line, 0))
