"""The three sentences of the front page: what groups told of late, in their words, then what else happened."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.db.models import DateField, DateTimeField
from django.utils import timezone

from palabre.groups.models import Group, ProgressEntry
from palabre.home.digest.news_kinds import KEPT_QUIET, pieces_of_news
from palabre.home.space_page.group_dates import plain_news
from palabre.journal import hooks
from palabre.journal.models import Entry
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading

DAYS = datetime.timedelta(days=15)
MOST = 3
LOOKED_AT = 40  # entries of the journal
TOLD_OTHERWISE = frozenset({"news.written", "news.corrected", "question.woken"})  # as news, as a group that is born


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """One line: the news of a group in its words, or an entry of the journal as a sentence."""

    news: ProgressEntry | None = None
    entry: hooks.EntryInWords | None = None

    @property
    def words(self) -> str:
        """Return the news without its Markdown, "" for none."""
        return plain_news(self.news) if self.news else ""


def fortnight_news(reader: Reader, groups: dict[int, Group], home_of: dict[int, int]) -> list[Told]:
    """Return at most three lines: one for each group that told something, then one for each kind of thing done."""
    told = [Told(news=one) for one in news_of_groups(reader, groups, home_of)]
    if len(told) < MOST:
        told += [Told(entry=one) for one in entries_of_each_kind(reader)]
    return told[:MOST]


def news_of_groups(reader: Reader, groups: dict[int, Group], home_of: dict[int, int]) -> list[ProgressEntry]:
    """Return the last news of each group that told some, the latest first."""
    found: dict[int, ProgressEntry] = {}
    for row in news_between(reader, first=reader.today - DAYS, last=reader.today):
        number = home_of.get(row.group_id, row.group_id)
        if number in groups and number not in found:
            row.group = groups[number]
            found[number] = row
    return list(found.values())


@prepared_reading(first=DateField(), last=DateField())
def news_between(rights: Any, first: Any, last: Any) -> Any:
    rows = rights.may_read(ProgressEntry).filter(on__gte=first, on__lte=last)
    return rows.order_by("-on", "-pk")[:LOOKED_AT]


def entries_of_each_kind(reader: Reader) -> list[hooks.EntryInWords]:
    """Return the latest entry of each verb: ten questions asked are one line here, and ten in the news.

    A question, and the group born of it under the same title, are one line too. What is told of a thing that is gone
    is left out, as in the news.
    """
    latest: dict[str, Entry] = {}
    for entry in pieces_of_news(entries_since(reader, since=timezone.now() - DAYS)):
        latest.setdefault(entry.verb, entry)
    some = list(latest.values())[: 2 * MOST]
    told = hooks.entries_in_words(some, space=reader.space, person=reader.person, held=reader.held)
    by_title: dict[str, hooks.EntryInWords] = {}
    for one in (one for one in told if not one.is_about_nothing):
        by_title.setdefault(one.thing.title if one.thing else one.sentence, one)
    return list(by_title.values())


@prepared_reading(may_load=True, since=DateTimeField())
def entries_since(rights: Any, since: Any) -> Any:
    rows = rights.may_read(Entry).filter(at__gte=since).exclude(verb__in=KEPT_QUIET | TOLD_OTHERWISE)
    return rows.order_by("-at", "-pk")[:LOOKED_AT]
