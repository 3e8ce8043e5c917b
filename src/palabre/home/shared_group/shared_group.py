"""A group for the holder of a shared link: its question, who carries it, its next date, its last news.

A link given by a member opens what everybody who reads the group reads: things kept to fewer people are left out.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from django.utils import timezone

from palabre.groups.lineage.group_family import family
from palabre.groups.models import Group, ProgressEntry
from palabre.groups.roles.readable_roles import roles_read_by
from palabre.home.space_page.group_dates import plain_news
from palabre.meetings.models import Meeting
from palabre.people.models import read_by_all_of
from palabre.people.reader import Reader
from palabre.questions.models import Question

NEWS = 3


@dataclasses.dataclass(frozen=True, slots=True)
class SharedGroup:
    """`words` is the question, or the title where none is written; `news` are pairs of a day and plain words."""

    words: str
    conveners: list[str]
    next_meeting: Meeting | None
    news: list[tuple[Any, str]]
    is_open: bool


def shared_group(group: Group) -> SharedGroup:
    """Return the page of the group in seven queries.

    A role that only minutes kept to members give, and that nobody confirmed, is left out.
    """
    reader = Reader(group.space, None, timezone.localdate())
    for_all, of_it = read_by_all_of(group.audience), {"group__in": family(group)}
    questions = Question.objects.filter(for_all, carryings__group=group).order_by("pk")
    held = roles_read_by(reader).held().carrying().filter(group=group)
    coming = Meeting.objects.to_come(reader.today).filter(for_all, **of_it)
    told = ProgressEntry.objects.filter(for_all, **of_it, on__isnull=False).order_by("-on", "-pk")[:NEWS]
    return SharedGroup(
        words=next((one.text for one in questions), group.title),
        conveners=reader.names_of(one.person for one in held.select_related("person").order_by("pk")),
        next_meeting=coming.order_by("on", "at", "pk").first(),
        news=[(one.on, plain_news(one)) for one in told],
        is_open=group.lives_in_id is None and group.ended_at is None,
    )
