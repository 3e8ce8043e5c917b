"""The versions of an intention, thirty on a screen, with what changed in each as far as the screen can hold it."""

from __future__ import annotations

import dataclasses

from palabre.groups.models import Group, Intention
from palabre.notes.diff.line_matches import Work
from palabre.notes.diff.text_diff import Change, compare
from palabre.notes.markdown.plain_text import plain_text
from palabre.people.permissions import can_contribute
from palabre.people.reader import Reader

A_SCREEN = 30  # versions
MOST_STEPS = 10_000_000  # of the comparisons of one screen
MOST_SHOWN = 2_000  # pieces of changed lines and elements of texts, on one screen


@dataclasses.dataclass(frozen=True, slots=True)
class Version:
    """A version and the name of its author, with its differences from the former one, or else its text.

    Neither is shown where the screen is full: a screen that starts with this version shows it.
    """

    said: Intention
    name: str
    changes: list[Change]
    shows_text: bool

    @property
    def address(self) -> str:
        """Return the address of a screen that starts with this version."""
        return f"?before={self.said.number + 1}#v{self.said.number}"


@dataclasses.dataclass(frozen=True, slots=True)
class Versions:
    """Some versions, latest first; `older` is the number from which one goes on, 0 at the end."""

    shown: list[Version]
    older: int


def versions(group: Group, reader: Reader, *, before: int | None = None) -> Versions:
    """Return the versions that `reader` may read, from the number `before` on. One query.

    From outside, the latest alone: the others hold words that the group took out, as former texts of pages do.
    """
    looks_back = can_contribute(reader.person)
    rows = reader.may_read(Intention).filter(group=group).select_related("by").order_by("-number")
    found = reader.fetch(
        rows.filter(number__lt=before) if before and looks_back else rows, most=A_SCREEN + 1 if looks_back else 1
    )
    older = found[A_SCREEN - 1].number if len(found) > A_SCREEN else 0
    return Versions(told_all(found, reader), older)


def latest(group: Group, reader: Reader) -> Intention | None:
    """Return the latest version that `reader` may read."""
    found: Intention | None = reader.may_read(Intention).filter(group=group).order_by("-number").first()
    return found


def told_all(rows: list[Intention], reader: Reader) -> list[Version]:
    """Tell each version of a screen beside the one before it, which is the next in the list."""
    told, left, work = list[Version](), MOST_SHOWN, Work(MOST_STEPS)
    for at, row in enumerate(rows[:A_SCREEN]):
        former = rows[at + 1] if at + 1 < len(rows) else None
        changes = changes_within(former, row, work, most=left) if former else []
        pieces = pieces_of(changes) if changes else row.body_html.count("<")
        is_shown = changes is not None and pieces <= left
        left -= pieces if is_shown else 0
        name = reader.name_of(row.by) if row.by else ""
        told.append(Version(row, name, changes or [], shows_text=not changes and (is_shown or at == 0)))
    return told


def changes_within(former: Intention, row: Intention, work: Work, *, most: int) -> list[Change] | None:
    """Return what changed, in `most` pieces at most; None where it is more, or takes too long to find."""
    if work.left <= 0:
        return None
    found = compare(plain_text(former.body_html), plain_text(row.body_html), work)
    return found if work.left > 0 and pieces_of(found) <= most else None


def pieces_of(changes: list[Change]) -> int:
    return sum(len(line.bits) for change in changes for line in change.lines)
