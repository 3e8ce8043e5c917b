"""Which rows of a corrected plan are those of the former one: the same key, else the closest words nearby."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import Model

from palabre.minutes.models import BY_ANSWER
from palabre.minutes.plan.plan import Plan, Wanted
from palabre.notes.diff.line_matches import MOST_MENDED, Bounded, Spent, Work

CLOSE = 0.6  # two texts of one kind that share this much are the same thing, reworded
CLOSE_NAME = 0.8  # a name that lost or won a letter
NEIGHBOURS = 20  # on each side, in the order of the text: a longer search would be slow and wrong


def matches(plan: Plan, former: Plan, *, still: Collection[str]) -> dict[str, str]:
    """Return the former key of each key of `plan` that has one. `still` are the former keys whose row is there."""
    same = {key: key for key in plan.wanted if key in still and key in former.wanted}
    work = Work(MOST_MENDED)
    free = by_model(former.wanted[key] for key in still if key in former.wanted and key not in same)
    for wanted in plan:
        if wanted.key in same or not row_words(wanted):
            continue
        rows = free[wanted.model]
        best = closest(wanted, around(wanted, rows), work)
        if best is not None:
            rows.remove(best)
            same[wanted.key] = best.key
            same.update(first_wording(wanted, best, plan, still))
    return same


def keys_of_today(plan: Plan, rows: dict[str, Model], *, taken: Collection[str]) -> dict[str, str]:
    """Return the key, in the plan of the text as it is read today, of each row that bears another one.

    Another version of the reader gave it that one: the row is known by its words.
    """
    left = {(one.model, row_words(one)): one.key for one in plan if one.key not in taken and row_words(one)}
    told = {key: (type(row), words_in(row.__dict__)) for key, row in rows.items() if key not in plan.wanted}
    return {key: left.pop(said) for key, said in told.items() if said in left and not key.startswith(BY_ANSWER)}


def by_model(rows: Any) -> dict[type, list[Wanted]]:
    """Sort the rows of each model in the order of the text."""
    found: dict[type, list[Wanted]] = defaultdict(list)
    for row in rows:
        found[row.model].append(row)
    for some in found.values():
        some.sort(key=first_line)
    return found


def first_line(wanted: Wanted) -> int:
    return wanted.lines[0] if wanted.lines else 0


def around(wanted: Wanted, rows: list[Wanted]) -> list[Wanted]:
    place = bisect_left(rows, first_line(wanted), key=first_line)
    return rows[max(0, place - NEIGHBOURS) : place + NEIGHBOURS]


def closest(wanted: Wanted, near: list[Wanted], work: Work) -> Wanted | None:
    """Return the row whose words are closest, if they are close enough to be the same ones."""
    least = CLOSE_NAME if "name" in wanted.fields else CLOSE
    scored = [(closeness(wanted, other, work), -number, other) for number, other in enumerate(near)]
    best = max(scored, default=(0.0, 0, None), key=lambda row: row[:2])
    return best[2] if best[0] >= least else None


def closeness(one: Wanted, other: Wanted, work: Work) -> float:
    """Return how much of their words two rows share, from 0 to 1; 0 once so many were compared that it takes long."""
    try:
        matcher = Bounded(row_words(one), row_words(other), work, autojunk=False)
        return matcher.ratio() if matcher.quick_ratio() >= CLOSE else 0.0
    except Spent:
        return 0.0


def row_words(wanted: Wanted) -> str:
    """Return the words of a row, within bounds: comparing them costs their square."""
    return words_in(wanted.fields)


def words_in(fields: dict[str, Any]) -> str:
    return str(next((fields[name] for name in ("text", "words", "name") if fields.get(name)), ""))[:1000]


def first_wording(wanted: Wanted, best: Wanted, plan: Plan, still: Collection[str]) -> dict[str, str]:
    """A question that was matched takes its first wording along."""
    child, former_child = f"wording:{wanted.key}", f"wording:{best.key}"
    return {child: former_child} if child in plan.wanted and former_child in still else {}
