"""A question: how it was said over time, where it comes from and goes, who carries it."""

from __future__ import annotations

import dataclasses
import datetime

from django.db.models import Prefetch, prefetch_related_objects

from palabre.groups.lineage.group_family import living_ones
from palabre.groups.models import Carrying, Group
from palabre.groups.roles.readable_roles import roles_read_by
from palabre.home.question_page.lineage_graph import Drawing, Graph, drawn
from palabre.notes.diff.line_matches import Bounded, Spent, Work
from palabre.people.reader import Reader
from palabre.questions.models import Lineage, Question, Wording
from palabre.wiki.lines.passage_lookup import Ref, where_read
from palabre.wiki.models import Passage

RELATED = 0.4  # two wordings that share less than this are shown whole, without marks
MOST_COMPARED = 1_000_000  # steps, for the wordings of one page; a twentieth of a second

type Piece = tuple[str, str]  # ("", "ins" or "del", words)


@dataclasses.dataclass(frozen=True, slots=True)
class ShownWording:
    """One wording: its words, those that changed marked; `question` is the other one whose words they are."""

    on: datetime.date | None
    pieces: list[Piece]
    by: str
    question: Question | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Carrier:
    group: Group
    conveners: list[str]


@dataclasses.dataclass(frozen=True, slots=True)
class WholeQuestion:
    said: list[ShownWording]
    carriers: list[Carrier]
    graph: Graph
    shown: Graph
    drawing: Drawing | None
    passages: dict[Ref, list[Passage]]
    became: list[Question]
    living: list[Question]

    @property
    def waits_for_somebody(self) -> bool:
        """Does nobody carry it, or nobody any longer? A group at rest is woken on its own page."""
        return not self.became and all(carrier.group.ended_at for carrier in self.carriers)


def whole_question(question: Question, reader: Reader) -> WholeQuestion:
    graph = Graph.around(question, edges(reader))
    shown = graph.nearest(question)
    for other in graph.questions:
        reader.place(other)
    carried = carryings([question, *graph.questions], reader)
    own = list(question.wordings.select_related("by").order_by("number"))
    return WholeQuestion(
        said=[*shown_wordings(own, reader), *(as_said(other) for other in shown.before)],
        carriers=carriers([question, *graph.before], carried, reader),
        graph=graph,
        shown=shown,
        drawing=drawn(question, shown, [(one.question_id, one.group) for one in carried]),
        passages=where_read([question, *own], reader=reader),
        became=[step.target for step in graph.steps if question in step.sources],
        living=graph.living,
    )


def edges(reader: Reader) -> list[Lineage]:
    """Return the lineage of the space's questions that stands, both ends readable, in one query."""
    ends = reader.readable(of="source__audience") & reader.readable(of="target__audience")
    rows = Lineage.objects.standing().filter(ends, source__space=reader.space, target__space=reader.space)
    return list(rows.select_related("source", "target").order_by("pk"))


def carryings(questions: list[Question], reader: Reader) -> list[Carrying]:
    """Return which groups carry these questions, each by the one in which it lives, with who convenes that one."""
    conveners = roles_read_by(reader).held().carrying().select_related("person").order_by("pk")
    rows = Carrying.objects.filter(reader.readable(of="group__audience"), question__in=questions)
    found = list(rows.select_related("group").order_by("pk"))
    living = living_ones((one.group for one in found), space=reader.space.pk)
    prefetch_related_objects([*living.values()], Prefetch("memberships", conveners))
    for carrying in found:
        carrying.group = reader.place(living[carrying.group_id])
    return found


def carriers(questions: list[Question], carried: list[Carrying], reader: Reader) -> list[Carrier]:
    """Return the groups that carry one of these, each once: whoever carried a question carries what it became."""
    known = {one.pk for one in questions}
    groups = dict.fromkeys(one.group for one in carried if one.question_id in known)
    return [carrier(group, reader) for group in groups]


def carrier(group: Group, reader: Reader) -> Carrier:
    return Carrier(group, reader.names_of(one.person for one in group.memberships.all()))


def shown_wordings(wordings: list[Wording], reader: Reader) -> list[ShownWording]:
    """Return the wordings, the last first: words that came in are marked in the last, words that left in the others."""
    found = []
    work = Work(MOST_COMPARED)
    for index, wording in enumerate(wordings):
        last = index == len(wordings) - 1
        other = wordings[index - 1] if last else wordings[index + 1]
        pieces = marked(wording.text, other.text, "ins" if last else "del", work)
        found.append(ShownWording(wording.said_on, pieces, reader.name_of(wording.by) if wording.by else ""))
    return found[::-1]


def as_said(question: Question) -> ShownWording:
    return ShownWording(None, [("", question.text)], "", question)


def marked(text: str, other: str, mark: str, work: Work) -> list[Piece]:
    """Cut `text` in pieces, those that `other` has not marked; whole once the page has compared very much."""
    words, others = text.split(), other.split()
    try:
        matcher = Bounded(others, words, work, autojunk=False)
        is_related = words != others and matcher.ratio() >= RELATED
    except Spent:
        is_related = False
    if not is_related:
        return [("", text)]
    pieces: list[Piece] = []
    for tag, _, _, start, end in matcher.get_opcodes():
        if start < end:
            pieces.append(("" if tag == "equal" else mark, " ".join(words[start:end])))
    return pieces
