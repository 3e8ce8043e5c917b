"""The history of a page as people read it: each text that lasted, who wrote it, and what changed in words."""

from __future__ import annotations

import dataclasses
import datetime
from itertools import groupby

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.notes.diff.line_matches import Work
from palabre.notes.diff.text_diff import Tally, tally
from palabre.notes.models import Note, Revision
from palabre.wiki.lines.passages import stand_in

A_SCREEN = 30  # revisions
MOST_COMPARED = 2_000_000  # characters on one screen; beyond, what changed is not told in words
MOST_STEPS = 10_000_000  # of the comparisons of one screen; beyond, as above
MOST_TO_CHOOSE = 200  # revisions to compare with


@dataclasses.dataclass(frozen=True, slots=True)
class RevisionInWords:
    """A revision with who wrote in it and what it changed, in words ("" for the first one)."""

    revision: Revision
    names: tuple[str, ...]
    changed: str


@dataclasses.dataclass(frozen=True, slots=True)
class Past:
    """Some days of the history, the latest first; `older` is the number from which one goes on, 0 at the end."""

    days: tuple[tuple[datetime.date, tuple[RevisionInWords, ...]], ...]
    older: int

    @property
    def revisions(self) -> list[Revision]:
        return [told.revision for _day, some in self.days for told in some]


def past(note: Note, *, before: int | None = None) -> Past:
    """Return what the note was, from the revision `before` on: two queries, whatever their number."""
    rows = lasting(note).select_related("by").prefetch_related("hands").order_by("-number")
    found = list((rows.filter(number__lt=before) if before else rows)[: A_SCREEN + 1])
    told = tuple(told_all(found)[:A_SCREEN])
    days = groupby(told, key=lambda one: timezone.localdate(one.revision.at))
    older = found[A_SCREEN - 1].number if len(found) > A_SCREEN else 0
    return Past(tuple((day, tuple(some)) for day, some in days), older)


def lasting(note: Note) -> models.QuerySet[Revision]:
    """Return the revisions that a history shows."""
    return Revision.objects.filter(note=note, is_passing=False)


def shown() -> models.QuerySet[Revision]:
    """Return the revisions that a reader of their notes may open: those of a history, and where something was read.

    What people typed and deleted at once, perhaps before others might read the page, is in none of them.
    """
    return Revision.objects.filter(models.Q(is_passing=False) | models.Q(stand_in()))


def lasting_from(note: Note, number: int) -> Revision | None:
    """Return the lasting revision of this number, or of the stretch in which it was passed."""
    return lasting(note).filter(number__gte=number).order_by("number").first()


def before(note: Note, number: int) -> Revision | None:
    """Return the lasting revision before this one."""
    return lasting(note).filter(number__lt=number).order_by("-number").first()


def others(note: Note, number: int) -> list[Revision]:
    """Return those with which one may compare this one, the latest first."""
    rows = lasting(note).exclude(number=number).select_related("by").defer("body_md")
    return list(rows.order_by("-number")[:MOST_TO_CHOOSE])


def told_all(rows: list[Revision]) -> list[RevisionInWords]:
    """Tell each revision beside the one before it, which is the next in the list."""
    left, told, work = MOST_COMPARED, [], Work(MOST_STEPS)
    for at, row in enumerate(rows):
        former = rows[at + 1] if at + 1 < len(rows) else None
        left -= len(row.body_md) + (len(former.body_md) if former else 0)
        words = words_between(former, row, work) if former and left > 0 else ""
        told.append(RevisionInWords(row, names_of(row), words))
    return told


def words_between(former: Revision, row: Revision, work: Work) -> str:
    """Tell what changed; "" once the screen has compared so much that it takes long."""
    if work.left <= 0:
        return ""
    found = tally(former.body_md, row.body_md, work)
    return change_in_words(found) if work.left > 0 else ""


def names_of(row: Revision) -> tuple[str, ...]:
    """Return who wrote in it, by name; `hands` and `by` are at hand."""
    hands = sorted(row.hands.all(), key=lambda person: person.name)
    return tuple(dict.fromkeys(person.name for person in hands)) or ((row.by.name,) if row.by else ())


def change_in_words(what: Tally) -> str:
    pieces = [
        (what.new, ngettext("%(n)d line added", "%(n)d lines added", what.new)),
        (what.mended, ngettext("%(n)d line changed", "%(n)d lines changed", what.mended)),
        (what.gone, ngettext("%(n)d line removed", "%(n)d lines removed", what.gone)),
    ]
    said = [words % {"n": number} for number, words in pieces if number]
    return ", ".join(said) or _("only blank lines")
