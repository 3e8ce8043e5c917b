"""The lineage of a question: its ancestors and descendants, as steps and as a drawing."""

from __future__ import annotations

import dataclasses
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Sequence

from palabre.groups.models import Group
from palabre.questions.models import Lineage, LineageKind, Question

BOX, GAP, HEIGHT, SPACE = 176, 70, 58, 22  # pixels
LETTERS, BOLD, LINES = 22, 20, 2  # characters on a line, characters of bold (group titles), lines in a box


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """One or several questions that became another one."""

    sources: list[Question]
    kind: str
    target: Question

    @property
    def is_meeting(self) -> bool:
        """Return whether several questions became one."""
        return len(self.sources) > 1 or self.kind == LineageKind.MERGE


@dataclasses.dataclass(frozen=True, slots=True)
class Graph:
    """The ancestors of a question (`before`), its descendants (`after`), and the steps between all of them."""

    before: list[Question]
    after: list[Question]
    steps: list[Step]

    @property
    def questions(self) -> list[Question]:
        return [*self.before, *self.after]

    @property
    def living(self) -> list[Question]:
        """Return the living questions among its descendants; none while it is alive itself."""
        became = {source for step in self.steps for source in step.sources}
        return [one for one in self.after if one not in became]

    @classmethod
    def around(cls, question: Question, edges: Sequence[Lineage]) -> Graph:
        before = followed(question, [(edge.target, edge.source) for edge in edges])
        after = followed(question, [(edge.source, edge.target) for edge in edges])
        known = {question, *before, *after}
        return cls(before, after, steps(edge for edge in edges if edge.source in known and edge.target in known))


def followed(question: Question, ways: Sequence[tuple[Question, Question]]) -> list[Question]:
    """Return the questions reachable from `question` by these directed edges, the nearest first."""
    found: list[Question] = []
    todo = [question]
    while todo:
        here = todo.pop(0)
        fresh = [end for start, end in ways if start == here and end not in found and end != question]
        found.extend(fresh)
        todo.extend(fresh)
    return list(dict.fromkeys(found))


def steps(edges: Iterable[Lineage]) -> list[Step]:
    by_target: dict[tuple[Question, str], list[Question]] = defaultdict(list)
    for edge in edges:
        by_target[edge.target, edge.kind].append(edge.source)
    return [Step(sources, kind, target) for (target, kind), sources in by_target.items()]


@dataclasses.dataclass(frozen=True, slots=True)
class Box:
    """One box of the drawing, in pixels. `lines` are (x, y, words); `paper` is its kind, which decides its colour."""

    x: int
    y: int
    width: int
    height: int
    lines: list[tuple[int, int, str]]
    url: str
    paper: str
    is_here: bool

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclasses.dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    boxes: list[Box]
    paths: list[str]


type Node = tuple[str, int]


def drawn(question: Question, graph: Graph, carried: Sequence[tuple[int, Group]]) -> Drawing | None:
    """Draw the questions from left to right, then the groups that carry them. Return None without a lineage."""
    ties = [(node(one), node(step.target)) for step in graph.steps for one in step.sources]
    ties += [(("question", number), ("group", group.pk)) for number, group in carried]
    if not graph.steps:
        return None
    things: dict[Node, Question | Group] = {node(one): one for one in [question, *graph.questions]}
    things |= {("group", group.pk): group for _, group in carried}
    columns = in_columns(list(things), ties)
    tallest = max(len(column) for column in columns)
    height = tallest * HEIGHT + (tallest - 1) * SPACE
    boxes = {
        name: box(things[name], x=2 + rank * (BOX + GAP), y=2 + top(place, len(column), height), here=question)
        for rank, column in enumerate(columns)
        for place, name in enumerate(column)
    }
    width = len(columns) * BOX + (len(columns) - 1) * GAP + 4
    return Drawing(width, height + 4, list(boxes.values()), [path(boxes[start], boxes[end]) for start, end in ties])


def node(question: Question) -> Node:
    return "question", question.pk


def in_columns(names: list[Node], ties: list[tuple[Node, Node]]) -> list[list[Node]]:
    """Return the nodes by column: each right of all its sources, groups in the last column. The edges have no cycle."""
    rank = dict.fromkeys(names, 0)
    for _ in names:
        for start, end in ties:
            rank[end] = max(rank[end], rank[start] + 1)
    last = max(rank.values())
    for name in names:
        if name[0] == "group":
            rank[name] = last
    return [[name for name in names if rank[name] == here] for here in range(last + 1) if here in rank.values()]


def top(place: int, count: int, height: int) -> int:
    """Return the y coordinate, in pixels, of box `place` in a column of `count` boxes that is centred in `height`."""
    used = count * HEIGHT + (count - 1) * SPACE
    return (height - used) // 2 + place * (HEIGHT + SPACE)


def box(thing: Question | Group, *, x: int, y: int, here: Question) -> Box:
    is_group = isinstance(thing, Group)
    words = textwrap.wrap(str(thing), BOLD if is_group else LETTERS, max_lines=LINES, placeholder="…") or [""]
    first = y + (35 if len(words) == 1 else 25)
    lines = [(x + 12, first + 20 * rank, line) for rank, line in enumerate(words)]
    url = thing.get_absolute_url()
    return Box(x, y, BOX, HEIGHT, lines, url, "group" if is_group else "question", thing == here)


def path(start: Box, end: Box) -> str:
    x1, y1, x2, y2 = start.x + start.width, start.middle, end.x, end.middle
    bend = (x2 - x1) // 2
    return f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
