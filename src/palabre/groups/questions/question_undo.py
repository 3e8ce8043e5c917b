"""Undo a change of questions within thirty days: each source lives by itself again, with all that it has.

A question created by the change is deleted if whoever undoes it wrote its words, unless something references it; its
path then redirects to the question that it came from. Words of others stay, as a question of its own.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.group_access import Carriers
from palabre.groups.questions.lent_questions import MERGED
from palabre.groups.questions.question_access import carriers_of, looks_after
from palabre.groups.questions.question_split import CONTINUED, SPLIT
from palabre.journal.models import Entry, kind_of, record
from palabre.journal.references import is_referenced
from palabre.people.models import Person
from palabre.questions.models import Lineage, LineageKind, Question, Wording
from palabre.questions.question_lineage import can_be_undone, of_one_gesture, untie
from palabre.refusal import Refusal
from palabre.spaces.models import Space

UNTIED = "question.untied"


def undo_question_change(edge: Lineage, *, by: Person, at: datetime.datetime) -> Question:
    """Undo the change and return the source question. Idempotent. Raise a Refusal."""
    with transaction.atomic():
        Space.hold(by.space_id)
        edges = of_one_gesture(edge)
        source = next((one.source for one in edges if one.pk == edge.pk), None)
        if source is None or all(one.undone_at is not None for one in edges):
            return source or edge.source
        if not may_undo(by, edges):
            raise Refusal(
                _("It is for those who host these questions to part them."),
                instead=_("Talk about it with them, or at the next meeting."),
            )
        if not all(can_be_undone(one, at=at) for one in edges if one.undone_at is None):
            raise Refusal(
                _("That was more than thirty days ago, or was read in minutes."),
                instead=_("Say it in other words, or ask the question anew."),
            )
        born = born_by(edges)
        untie(edges, by=by, at=at)
        gone = [one for one in {each.target for each in edges} if one.pk in born and may_go(one, by)]
        record_question_undo(edges, gone, by=by)
        for one in gone:
            one.delete()
        return source


def may_undo(person: Person, edges: list[Lineage]) -> bool:
    """Return whether the person made the change, or looks after a source or a question that others joined.

    Where a member carries what was split, or what came out of it, who only typed a name undoes nothing.
    """
    if person.space_id != edges[0].source.space_id or not is_left_to(person, edges):
        return False
    ends = {edge.source for edge in edges} | {edge.target for edge in edges if edge.kind == LineageKind.MERGE}
    return any(edge.by_id == person.pk for edge in edges) or any(looks_after(person, one) for one in ends)


def is_left_to(person: Person, edges: list[Lineage]) -> bool:
    """Return whether those who carry the questions of this change leave a say to the person. A merge changes no target.

    One query for each question, to who has not joined only.
    """
    ends = {edge.source for edge in edges} | {edge.target for edge in edges if edge.kind != LineageKind.MERGE}
    return person.is_member or all(Carriers.among(carriers_of(one), one.space_id).leave_it_to(person) for one in ends)


def born_by(edges: list[Lineage]) -> set[int]:
    """Return the ids of the questions created by this change."""
    about = {"subject_kind": kind_of(edges[0].source), "subject_id__in": [edge.source_id for edge in edges]}
    rows = Entry.objects.filter(verb__in=(MERGED, SPLIT, CONTINUED), facts__lineage__in=[one.pk for one in edges])
    return {number for facts in rows.filter(**about).values_list("facts", flat=True) for number in facts["born"]}


def may_go(question: Question, by: Person) -> bool:
    """Return whether nothing but words of the person is there: no carrying, no other wording, no later question."""
    if Lineage.objects.standing().filter(source=question).exists() or question.comes_from.standing().exists():
        return False
    said_by = list(question.wordings.values_list("by", flat=True))
    return said_by == [by.pk] and not is_referenced(question, ignoring=(Wording, Lineage))


def record_question_undo(edges: list[Lineage], gone: list[Question], *, by: Person) -> None:
    """Record the undo for each source, with the ids of deleted questions, from which `came_from` redirects."""
    for source in {edge.source for edge in edges}:
        led = [one.pk for one in gone if any(edge.source == source and edge.target == one for edge in edges)]
        for number in led or [0]:
            record(UNTIED, source, by=by, gone=number)


def came_from(number: int, space: Space) -> int | None:
    """Return the id of the question to redirect to from a deleted question, across several undone changes."""
    rows = Entry.objects.filter(space=space, verb=UNTIED).order_by("-pk")
    found: int | None = rows.filter(facts__gone=number).values_list("subject_id", flat=True).first()
    if found is None or Question.objects.filter(pk=found).exists():
        return found
    return came_from(found, space)
