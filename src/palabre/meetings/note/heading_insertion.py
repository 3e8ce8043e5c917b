"""Putting a heading, or a few lines, where they belong in a text that people are writing: what is there stays.

Text in, text out: neither database nor clock.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from itertools import dropwhile

from palabre.pure.french import fold

HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*)$")
FENCE = re.compile(r"^ {0,3}(```|~~~)")
LOWEST = 6  # level of a heading


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """A heading at line `start` (from 0), and what is under it until `end`, excluded: a heading as high, or higher."""

    title: str
    level: int
    start: int
    end: int


def parts_of(lines: Sequence[str]) -> list[Part]:
    found: list[tuple[str, int, int]] = []
    is_code = False
    for number, line in enumerate(lines):
        is_code ^= FENCE.match(line) is not None
        match = None if is_code else HEADING.match(line)
        if match:
            found.append((known_as(match[2].rstrip(" \t#")), len(match[1]), number))
    ends = [len(lines)] * (LOWEST + 1)  # by level: where the next heading as high, or higher, stands
    parts = []
    for title, level, start in reversed(found):
        parts.append(Part(title, level, start, ends[level]))
        ends[level:] = [start] * (LOWEST + 1 - level)
    return parts[::-1]


def known_as(title: str) -> str:
    """The same heading, were its emphasis, capitals or accents typed otherwise."""
    return " ".join(fold(title).replace("*", "").replace("_", "").split()).strip(" :.")


def with_point(text: str, headings: Sequence[str], place: int, block: str) -> str:
    """Return `text` with `block` (a heading and what is under it) for `headings[place]`, unless it is there.

    It stands after the point before it that has its heading, else before the one that comes after, else at the end.
    """
    lines = text.split("\n")
    there = {part.title: part for part in reversed(parts_of(lines))}
    if known_as(headings[place]) in there:
        return text
    before = [there[title] for title in map(known_as, headings[:place]) if title in there]
    after = [there[title] for title in map(known_as, headings[place + 1 :]) if title in there]
    at = before[-1].end if before else after[0].start if after else len(lines)
    return inserted(lines, at, block)


def with_sub_heading(text: str, point: str, title: str, block: str) -> str:
    """Return `text` with `block`, headed by `title`, at the end of what is under the heading `point`."""
    lines = text.split("\n")
    parts = parts_of(lines)
    over = next((part for part in parts if part.title == known_as(point)), None)
    if over is None or any(part.title == known_as(title) for part in inside(parts, over)):
        return text
    return inserted(lines, over.end, block)


def with_lines(text: str, titles: Sequence[str], lead: str, quote: str) -> str:
    """Return `text` with `lead` and `quote` under the innermost of the headings `titles` that is there.

    Where `lead` is there already with other words, `quote` comes right below it: neither is lost.
    """
    lines = text.split("\n")
    quoted = quote.split("\n")
    if lead in lines:
        at = lines.index(lead)
        said = any(lines[start : start + len(quoted)] == quoted for start in range(at, len(lines)))
        return text if said else inserted(lines, at + 1, quote)
    parts = parts_of(lines)
    for title in reversed(titles):
        over = next((part for part in parts if part.title == known_as(title)), None)
        if over is not None:
            below = inside(parts, over)
            return inserted(lines, below[0].start if below else over.end, f"{lead}\n\n{quote}")
    return inserted(lines, len(lines), f"{lead}\n\n{quote}")


def inside(parts: Sequence[Part], over: Part) -> list[Part]:
    return [part for part in parts if over.start < part.start < over.end]


def inserted(lines: list[str], at: int, block: str) -> str:
    """Return the text with `block` before the line `at`, a blank line on both sides."""
    head = lines[:at]
    while head and not head[-1].strip():
        head.pop()
    tail = dropwhile(lambda line: not line.strip(), lines[at:])
    pieces = ["\n".join(head), block.strip("\n"), "\n".join(tail)]
    return "\n\n".join(piece for piece in pieces if piece.strip()).rstrip("\n") + "\n"
