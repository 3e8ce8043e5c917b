"""The votes of the questions of a group, for those who carry it: a quotation, and a call that helps more."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet

from palabre.forums.outcome.dots import may_count
from palabre.forums.outcome.votes import Votes
from palabre.groups.models import Carrying, Group
from palabre.groups.permissions import can_call
from palabre.minutes.models import Import
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.questions.models import Question
from palabre.questions.quoted_votes import by_question, passages_quoting
from palabre.wiki.models import Passage


def group_votes(number: int, reader: Reader) -> list[tuple[Question, Votes]]:
    """Return what is quoted of the votes of each question of this group: one query, where nothing is.

    The minutes that nobody confirmed to be under way quote nothing here. Dots stand on the page of the forum alone.
    """
    group = reader.place(Group(pk=number, space=reader.space))
    quoted = by_question(passages_of_group(reader, group=number), reader)
    rows = reader.may_read(Question).filter(pk__in=quoted).order_by("pk") if quoted else ()
    may_call, found = can_call(reader.person, reader.space), []
    for one in reader.tie(rows, "forum"):
        reader.place(one)
        may = {"may_count": may_count(reader.person, one), "may_call": may_call}
        told = Votes.of(one, [group], quoted[one.pk], **may)
        found.append((one, dataclasses.replace(told, dots="")))
    return found


@prepared_reading(may_load=True, group=BigIntegerField())
def passages_of_group(rights: Any, group: Any) -> QuerySet[Passage]:
    carried = Carrying.objects.filter(Q(group=group) | Q(group__lives_in=group))
    in_doubt = Import.objects.filter(page=OuterRef("page"), undone_at=None).exclude(validity="")
    return passages_quoting(rights, carried.values("question")).filter(~Exists(in_doubt))
