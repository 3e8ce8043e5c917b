"""Tables of a page, found by the rules drawn around their cells.

Units are those of the page (points), y upwards. A rule is a horizontal or vertical segment; a rectangle is its four
sides, or one segment when it is thinner than a rule is wide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

NEAR = 3.0  # two rules this close are one
MOST_RULES = 20_000  # of a page: more of them draw a picture
MOST_PAIRS = 60_000  # of rules that may touch, once joined
MOST_COLUMNS = 14
Point = tuple[float, float]
WHOLE_PAGE = (500.0, 700.0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A segment at `at`, from `start` to `end` along the other axis."""

    at: float
    start: float
    end: float

    def spans(self, place: float) -> bool:
        return self.start - NEAR <= place <= self.end + NEAR


@dataclass(slots=True)
class Rules:
    """Segments of a page: `across` are horizontal (`at` is their y), `down` vertical (`at` is their x)."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)

    def add(self, path: Sequence[Point], *, filled: bool) -> None:
        """Add the segments of a path. A frame around the page is no rule, nor is a filled surface."""
        width, height = (max(places) - min(places) for places in zip(*path))
        if width <= NEAR or height <= NEAR:
            (x0, y0), (x1, y1) = tuple(map(min, zip(*path))), tuple(map(max, zip(*path)))
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            self.add_segment(x0, y, x1, y) if height <= NEAR else self.add_segment(x, y0, x, y1)
        elif not filled and not (width > WHOLE_PAGE[0] and height > WHOLE_PAGE[1]):
            for start, end in pairwise(path):
                self.add_segment(*start, *end)

    def add_segment(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if abs(y1 - y0) <= 1 and abs(x1 - x0) > NEAR:
            self.across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= 1 and abs(y1 - y0) > NEAR:
            self.down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its joined rules. A cell is known by the rule above it and the rule at its left."""

    across: tuple[Rule, ...]  # from the top down
    down: tuple[Rule, ...]  # from left to right

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return the row and the column of a place, None outside the table. A merged cell is its first place."""
        if not (self.across[-1].at <= y + 1 and y - 1 <= self.across[0].at):
            return None
        above = [n for n, rule in enumerate(self.across) if rule.at >= y - 1 and rule.spans(x)]
        left = [n for n, rule in enumerate(self.down) if rule.at <= x + 1 and rule.spans(y)]
        below = any(rule.at < y + 1 and rule.spans(x) for rule in self.across)
        right = any(rule.at > x - 1 and rule.spans(y) for rule in self.down)
        if not (above and left and below and right):
            return None
        row, column = self.across[above[-1]].at, self.down[left[-1]].at
        return _place(row, [-rule.at for rule in self.across], -1), _place(column, [rule.at for rule in self.down], 1)

    def column_at(self, x: float) -> int:
        """Return the column of a place, whatever its row and merged cells."""
        return max(_distinct(rule.at for rule in self.down if rule.at <= x + 1) - 1, 0)

    @property
    def width(self) -> int:
        return _distinct(rule.at for rule in self.down) - 1


def find_grids(rules: Rules) -> list[Grid]:
    """Return the tables with two columns or more; none on a page that holds a drawing."""
    if len(rules.across) + len(rules.down) > MOST_RULES:
        return []
    across, down = _merged(rules.across), _merged(rules.down)
    if len(across) * len(down) > MOST_PAIRS:
        return []
    grids = []
    for rows, columns in _connected(across, down):
        grid = Grid(
            tuple(sorted((across[n] for n in rows), key=lambda rule: -rule.at)),
            tuple(sorted((down[n] for n in columns), key=lambda rule: rule.at)),
        )
        if 2 <= grid.width <= MOST_COLUMNS and len(grid.across) >= 2:
            grids.append(grid)
    return grids


def _place(at: float, others: list[float], sign: int) -> int:
    """Return the rank of a rule among the distinct places of the rules, in order."""
    return _distinct(one for one in others if one < sign * at - NEAR)


def _distinct(places: Iterable[float]) -> int:
    """Count the places, those that are near as one."""
    count, last = 0, float("-inf")
    for one in sorted(places):
        count += one - last > NEAR
        last = one if one - last > NEAR else last
    return count


def _merged(rules: list[Rule]) -> list[Rule]:
    """Join the segments that continue one another on one line."""
    kept: list[Rule] = []
    for rule in sorted(rules, key=lambda one: (round(one.at / NEAR), one.start)):
        last = kept[-1] if kept else None
        if last is not None and abs(last.at - rule.at) <= NEAR and rule.start <= last.end + NEAR:
            kept[-1] = Rule(last.at, last.start, max(last.end, rule.end))
        else:
            kept.append(rule)
    return kept


def _connected(across: list[Rule], down: list[Rule]) -> list[tuple[list[int], list[int]]]:
    """Return groups of rules that touch: for each, places in `across` and in `down`."""
    leader = list(range(len(across) + len(down)))

    def lead(one: int) -> int:
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for n, flat in enumerate(across):
        for m, upright in enumerate(down):
            if flat.spans(upright.at) and upright.spans(flat.at):
                leader[lead(n)] = lead(len(across) + m)
    groups: defaultdict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for n in range(len(across)):
        groups[lead(n)][0].append(n)
    for m in range(len(down)):
        groups[lead(len(across) + m)][1].append(m)
    return [group for group in groups.values() if group[0] and group[1]]
