"""One line on each group: its next date, else the dates being chosen, else its last news."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef

from palabre.groups.models import Group, ProgressEntry
from palabre.meetings.models import DatePoll, Meeting
from palabre.notes.markdown.html_render import render
from palabre.notes.markdown.plain_text import plain_text
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.web.prepared_query import ListOf


@dataclasses.dataclass(frozen=True, slots=True)
class GroupDate:
    """A group in one line: at most one of the three is set, in this order."""

    group: Group
    meeting: Meeting | None = None
    poll: DatePoll | None = None
    news: ProgressEntry | None = None

    @property
    def words(self) -> str:
        """Return the news without its Markdown, "" for none."""
        return plain_news(self.news) if self.news else ""


def group_dates(
    groups: list[Group], reader: Reader, *, home_of: dict[int, int], meetings: Iterable[Meeting]
) -> dict[int, GroupDate]:
    """Return the line of each group by its id, in two queries. `meetings` are those to come, the nearest first."""
    by_number = {group.pk: group for group in groups}
    members = [number for number, home in home_of.items() if home in by_number] + list(by_number)
    found = {group.pk: GroupDate(group) for group in groups}
    rows: list[tuple[str, Any]] = [("news", one) for one in last_news(reader, groups=members)]
    rows += [("poll", one) for one in reversed(open_polls(reader, groups=members))]
    rows += [("meeting", one) for one in reversed(list(meetings))]
    for kind, row in rows:
        number = home_of.get(row.group_id, row.group_id)
        if number in by_number:
            said: dict[str, Any] = {kind: row}
            found[number] = GroupDate(by_number[number], **said)
    return found


@prepared_reading(groups=ListOf(BigIntegerField()))
def last_news(rights: Any, groups: Any) -> Any:
    newer = ProgressEntry.objects.filter(group=OuterRef("group"), on__gt=OuterRef("on"))
    rows = rights.may_read(ProgressEntry).filter(~Exists(newer), group__in=groups, on__isnull=False)
    return rows.order_by("on", "pk")


@prepared_reading(groups=ListOf(BigIntegerField()))
def open_polls(rights: Any, groups: Any) -> Any:
    return rights.may_read(DatePoll).open().filter(group__in=groups)


def plain_news(news: ProgressEntry) -> str:
    """Return the words of a piece of news on one line: a list of it does not read as one sentence."""
    return " · ".join(plain_text(news.body_html or render(news.text)).split("\n"))
