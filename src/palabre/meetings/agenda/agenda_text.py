"""An agenda as one types it: a point per line, smaller ones below it after a dash.

The bar parts them: « Tour de météo | 30 min | météo ». Text in, points out, and back: what is read is what was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from palabre.meetings.agenda.agenda_length import LONGEST, length_in_words
from palabre.meetings.agenda.item_kinds import kind_called, word_of
from palabre.meetings.agenda.shipped_agendas import NEEDS, Point

MINUTES = re.compile(r"^(\d{1,3})\s*(?:min|mn|minutes?|′|')\.?$", re.IGNORECASE)
HOURS = re.compile(r"^(\d)\s*h(?:\s*(\d{2}))?$", re.IGNORECASE)
BELOW = re.compile(r"^\s*[-–•*]\s+(.+)$")
MOST, MOST_PARTS, LONGEST_LINE = 60, 12, 300
BRINGS = {"besoins": NEEDS, "needs": NEEDS}


def agenda_as_text(points: Iterable[Point]) -> str:
    """Return these points as lines. What they bring by themselves is the last word of a line: « besoins »."""
    lines: list[str] = []
    for point in points:
        facts = [length_in_words(point.minutes) if point.minutes else "", word_of(point.kind)]
        facts.append(_("needs") if point.brings == NEEDS else "")
        text = str(point.text)
        barred = [""] if "|" in text else []  # a bar of the text's own: an empty piece says where the text ends
        lines.append(" | ".join([text, *barred, *filter(None, facts)]))
        lines += [f"- {part}" for part in point.parts]
    return "\n".join(lines)


def read_agenda(text: str) -> tuple[Point, ...]:
    """Return the points of these lines; beyond bounds, lines are left out."""
    points: list[Point] = []
    for line in text.replace("\x00", "").splitlines():
        below = BELOW.match(line)
        if below and points:
            last = points[-1]
            if len(last.parts) < MOST_PARTS:
                part = " ".join(below[1].split())[:LONGEST_LINE]
                points[-1] = Point(last.text, last.kind, last.minutes, (*last.parts, part), last.brings)
        elif line.strip() and len(points) < MOST:
            points.append(point_in(" ".join((below[1] if below else line).split())[:LONGEST_LINE]))
    return tuple(points)


def point_in(line: str) -> Point:
    """Take off the end of the line what says a length, a kind, or what it brings; the rest is the point."""
    kind, minutes, brings = "", None, ""
    while "|" in line:
        head, _bar, last = (piece.strip() for piece in line.rpartition("|"))
        if (found := minutes_in(last)) and minutes is None:
            minutes = found
        elif (called := kind_called(last)) is not None and not kind:
            kind = called
        elif last.casefold() in BRINGS and not brings:
            brings = BRINGS[last.casefold()]
        else:
            line = line if last else head
            break
        line = head
    return Point(line, kind, minutes, (), brings)


def minutes_in(words: str) -> int | None:
    """« 10 min », « 1 h », « 1 h 30 »"""
    if match := MINUTES.match(words):
        found = int(match[1])
    elif match := HOURS.match(words):
        found = int(match[1]) * 60 + int(match[2] or 0)
    else:
        return None
    return found if 0 < found <= LONGEST else None
