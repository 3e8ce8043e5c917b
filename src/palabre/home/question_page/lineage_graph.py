"""The lineage of a question: its ancestors and descendants, as steps and as a drawing."""

from __future__ import annotations

import dataclasses
import textwrap
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

from palabre.groups.models import Group
from palabre.questions.models import Lineage, LineageKind, Question

type Way = tuple[Question, Question]

MOST = 40  # questions shown before another one, and after it
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
class Beyond:
    """Questions of one side that are not shown: how many, and the farthest shown one whose page goes on with them.

    `edge` is None where they all are next to the question itself.
    """

    count: int
    edge: Question | None


@dataclasses.dataclass(frozen=True, slots=True)
class Graph:
    """The ancestors of a question (`before`), its descendants (`after`), and the steps between all of them.

    The nearest come first. `earlier` and `later`: those that a graph with fewer questions leaves out.
    """

    before: list[Question]
    after: list[Question]
    steps: list[Step]
    earlier: Beyond | None = None
    later: Beyond | None = None

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
        before = followed(question, ((edge.target, edge.source) for edge in edges))
        after = followed(question, ((edge.source, edge.target) for edge in edges))
        known = {question, *before, *after}
        return cls(before, after, steps(edge for edge in edges if edge.source in known and edge.target in known))

    def nearest(self, question: Question) -> Graph:
        """Return the graph with what a page shows: MOST questions on each side."""
        known = {question, *self.before[:MOST], *self.after[:MOST]}
        near = [
            Step(sources, step.kind, step.target)
            for step in self.steps
            if step.target in known and (sources := [one for one in step.sources if one in known])
        ]
        ways = [(source, step.target) for step in self.steps for source in step.sources]
        return Graph(
            self.before[:MOST],
            self.after[:MOST],
            near,
            earlier=beyond(self.before, ((end, start) for start, end in ways)),
            later=beyond(self.after, ways),
        )


def beyond(questions: list[Question], ways: Iterable[Way]) -> Beyond | None:
    """Return what is left out of these `questions`, which follow each other by the directed edges `ways`."""
    hidden = set(questions[MOST:])
    if not hidden:
        return None
    leading = {start for start, end in ways if end in hidden}
    return Beyond(len(hidden), next((one for one in reversed(questions[:MOST]) if one in leading), None))


def followed(question: Question, ways: Iterable[Way]) -> list[Question]:
    """Return the questions reachable from `question` by these directed edges, the nearest first."""
    ends: dict[Question, list[Question]] = defaultdict(list)
    for start, end in ways:
        ends[start].append(end)
    found = {question: None}
    todo = deque([question])
    while todo:
        fresh = [end for end in ends.get(todo.popleft(), ()) if end not in found]
        found |= dict.fromkeys(fresh)
        todo.extend(dict.fromkeys(fresh))
    return list(found)[1:]


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
    if not graph.steps:
        return None
    things: dict[Node, Question | Group] = {node(one): one for one in [question, *graph.questions]}
    ties = [(node(one), node(step.target)) for step in graph.steps for one in step.sources]
    for number, group in carried:
        if ("question", number) in things:
            things["group", group.pk] = group
            ties.append((("question", number), ("group", group.pk)))
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
    rank = ranks(names, ties)
    last = max(rank.values())
    columns: dict[int, list[Node]] = defaultdict(list)
    for name in names:
        columns[last if name[0] == "group" else rank[name]].append(name)
    return [column for _, column in sorted(columns.items())]


def ranks(names: list[Node], ties: list[tuple[Node, Node]]) -> dict[Node, int]:
    """Return the length of the longest way to each node. Each edge is followed once, when all those before it were."""
    ends: dict[Node, list[Node]] = defaultdict(list)
    waits = dict.fromkeys(names, 0)
    for start, end in ties:
        ends[start].append(end)
        waits[end] += 1
    rank = dict.fromkeys(names, 0)
    ready = deque(name for name in names if not waits[name])
    while ready:
        start = ready.popleft()
        for end in ends[start]:
            rank[end] = max(rank[end], rank[start] + 1)
            waits[end] -= 1
            if not waits[end]:
                ready.append(end)
    return rank


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
