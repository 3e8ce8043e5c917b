"""Stretches of typing: the history shows one revision of each, and besides those that hold what was taken away in it.

What was typed, told to be saved, and deleted by another within the same ten minutes would else be in no history.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable

from django.db.models import Sum
from django.db.models.functions import Length

from palabre.notes.diff.line_matches import Bounded, Spent, Work, common_head, matched
from palabre.notes.models import Note, Revision

STRETCH = datetime.timedelta(minutes=10)  # of typing make one revision in the history
MUCH = 200  # characters taken away, of which the text before is kept
MOST_KEPT = 16_000_000  # characters of the lasting revisions of one note in an hour; beyond, one for each stretch
HOUR = datetime.timedelta(hours=1)
MOST_STEPS = 1_000_000  # to compare two texts; beyond, a change took away all that was there


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """Standing of the next revision of a live note: whether it goes on a stretch, and whether the last one passes.

    `taken` and `peak` are as in Revision.
    """

    goes_on: bool
    passes: bool
    taken: int = 0
    peak: int = 0


def standing_after(last: Revision | None, gone: int, *, now: datetime.datetime) -> Standing:
    """Return the standing of a revision that takes away `gone` characters of the last one."""
    if last is None or last.began_at is None or last.began_at <= now - STRETCH:
        return Standing(goes_on=False, passes=False)
    taken, peak = last.taken + gone, last.peak or (last.number if gone else 0)
    if taken >= MUCH and has_room(last.note_id, now=now):
        return Standing(goes_on=True, passes=False)
    return Standing(goes_on=True, passes=True, taken=taken, peak=peak)


def has_room(note: int, *, now: datetime.datetime) -> bool:
    rows = Revision.objects.filter(note=note, is_passing=False, began_at__isnull=False, at__gt=now - HOUR)
    return (rows.aggregate(kept=Sum(Length("body_md")))["kept"] or 0) < MOST_KEPT


def keep_peak(note: Note, last: Revision) -> None:
    """Show in the history the text before what was taken away in the stretch up to `last`, which is shown too."""
    Revision.objects.filter(note=note, number=last.peak).update(is_passing=False)


def taken_away(before: str, after: str) -> int:
    """Return how many characters of `before` are not in `after`. It takes long: do it before the row is locked."""
    a, b, work = before.splitlines(keepends=True), after.splitlines(keepends=True), Work(MOST_STEPS)
    try:
        blocks = matched(a, b, work)
    except Spent:
        return len(before)
    gone = i = j = 0
    for match_a, match_b, size in [*blocks, (len(a), len(b), 0)]:
        gone += sum(_gone_between(*pair, work) for pair in _pairs(a[i:match_a], b[j:match_b]))
        i, j = match_a + size, match_b + size
    return gone


def _pairs(left: list[str], come: list[str]) -> Iterable[tuple[str, str]]:
    """Pair changed lines where they are as many: people type in a line each, and to compare all as one takes megabytes.

    Else they are compared as one text.
    """
    return zip(left, come, strict=True) if len(left) == len(come) else [("".join(left), "".join(come))]


def _gone_between(left: str, come: str, work: Work) -> int:
    """Count within changed lines: what they begin and end with first, since one person types at one place."""
    head = common_head(left, come)
    tail = common_head(left[head:][::-1], come[head:][::-1])
    left, come = left[head : len(left) - tail], come[head : len(come) - tail]
    if not left or not come:
        return len(left)
    try:
        blocks = Bounded(left, come, work, autojunk=False).get_matching_blocks()
    except Spent:
        return len(left)
    return len(left) - sum(size for _one, _other, size in blocks)
