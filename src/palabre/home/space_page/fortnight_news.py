"""The three sentences of the front page: what groups told of late, in their words, then what else happened."""

from __future__ import annotations

import dataclasses
import datetime

from django.utils import timezone

from palabre.groups.models import Group, ProgressEntry
from palabre.home.digest.news_kinds import KEPT_QUIET, pieces_of_news
from palabre.home.space_page.group_dates import plain_news
from palabre.journal import hooks
from palabre.journal.models import Entry
from palabre.people.reader import Reader

DAYS = datetime.timedelta(days=15)
MOST = 3
LOOKED_AT = 40  # entries of the journal
IN_THEIR_WORDS = frozenset({"news.written", "news.corrected"})  # told as the news itself


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
    days = {"on__gte": reader.today - DAYS, "on__lte": reader.today}
    rows = reader.fetch(reader.may_read(ProgressEntry).filter(**days).order_by("-on", "-pk"), most=LOOKED_AT)
    found: dict[int, ProgressEntry] = {}
    for row in rows:
        number = home_of.get(row.group_id, row.group_id)
        if number in groups and number not in found:
            row.group = groups[number]
            found[number] = row
    return list(found.values())


def entries_of_each_kind(reader: Reader) -> list[hooks.EntryInWords]:
    """Return the latest entry of each verb: ten questions asked are one line here, and ten in the news."""
    since = timezone.now() - DAYS
    rows = reader.may_read(Entry).filter(at__gte=since).exclude(verb__in=KEPT_QUIET | IN_THEIR_WORDS)
    latest: dict[str, Entry] = {}
    for entry in pieces_of_news(rows.order_by("-at", "-pk")[:LOOKED_AT]):
        latest.setdefault(entry.verb, entry)
    some = list(latest.values())[: 2 * MOST]
    return hooks.entries_in_words(some, space=reader.space, person=reader.person, held=reader.held)
