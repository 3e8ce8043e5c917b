"""News for one reader between two journal entries: by group, latest first, with the words in full."""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.safestring import SafeString

from palabre.groups.life.life_news import as_told
from palabre.groups.models import Answer, Group, ProgressEntry, RoleCall
from palabre.home.digest.news_groups import groups_of
from palabre.home.digest.news_kinds import BRINGS_NEWS, KEPT_QUIET, pieces_of_news, words_within
from palabre.home.space_page.space_page import open_calls
from palabre.journal import hooks
from palabre.journal.models import Delivery, Entry
from palabre.meetings.models import Meeting
from palabre.minutes.models import Import, Imported
from palabre.people.models import Person
from palabre.people.permissions import can_enter
from palabre.people.reader import Reader
from palabre.pure.french import shortened

MOST = 400  # entries that one digest looks at, the latest
READ = ("pk", "verb", "subject_kind", "subject_id", "by_id")
MOST_LINES = 20  # of one group
MOST_DATES, MOST_CALLS = 8, 8
LONGEST = 2000  # characters of what is told in full
AHEAD = datetime.timedelta(days=35)


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One piece of news. `sentence` is safe HTML, "" where `words`, quoted in full, are enough.

    `key` is a permanent identifier and `at` the instant it was told: feeds require both. `url` may be "".
    """

    key: str
    at: datetime.datetime
    url: str
    on: datetime.date
    sentence: SafeString
    words: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """The news of one group; of the whole community when `group` is None. `more` counts the lines left out."""

    group: Group | None
    lines: list[Line]
    more: int


@dataclasses.dataclass(frozen=True, slots=True)
class Brief:
    """`number` is that of this page, when it was asked for in pages."""

    parts: list[Part]
    dates: list[Meeting]
    calls: list[RoleCall]
    number: int = 1
    is_last: bool = True

    @property
    def is_empty(self) -> bool:
        """Return whether there is no news. Dates and calls alone are no reason to write."""
        return not self.parts


def what_is_new(
    reader: Reader, *, since: int, until: int, to: Person | None = None, number: int = 1, at_once: int = MOST
) -> Brief:
    """Compose the news of the entries in ]`since`, `until`], in a fixed number of queries; a page of them, `at_once`.

    `to` is the recipient: their own acts are left out, and those of which they were already notified. A reader who may
    not enter the space gets nothing: a letter must not lead to a closed door.
    """
    entries, is_last = entries_of_page(reader, since=since, until=until, to=to, number=number, at_once=at_once)
    parts = in_parts(entries, reader) if can_enter(reader.person, reader.space) else []
    if not parts:
        return Brief([], [], [])
    dates, calls = dates_to_come(reader), open_calls(reader)[:MOST_CALLS]
    reader.tie([*dates, *calls], "group")
    return Brief(parts, dates, calls, number, is_last)


def latest_lines(reader: Reader, *, group: int | None, at_once: int) -> list[Line]:
    """Return the lines of the latest entries, of the whole space or of one group: of the others, no word is made."""
    entries, _is_last = entries_of_page(reader, since=0, until=2**62, at_once=at_once)
    if group is not None:
        groups = groups_of({ref_of(one) for one in entries}, reader=reader)
        entries = [one for one in entries if one.verb in BRINGS_NEWS or number_of(groups.get(ref_of(one))) == group]
    parts = in_parts(entries, reader) if can_enter(reader.person, reader.space) else []
    return [line for part in parts if group in (None, part.group and part.group.pk) for line in part.lines]


def entries_of_page(
    reader: Reader, *, since: int, until: int, to: Person | None = None, number: int = 1, at_once: int = MOST
) -> tuple[list[Entry], bool]:
    """Return the entries of this page that are news, and whether it is the last one."""
    rows = entries_for(reader, since=since, until=until, to=to)
    news = [one.pk for one in pieces_of_news(rows.values_list(*READ, named=True)[:MOST])]
    here = news[(number - 1) * at_once : number * at_once]
    entries = list(Entry.objects.filter(pk__in=here).order_by("-pk")) if here else []
    return entries, len(news) <= number * at_once


def entries_for(reader: Reader, *, since: int, until: int, to: Person | None) -> Any:
    rows = reader.may_read(Entry).filter(pk__gt=since, pk__lte=until).exclude(verb__in=KEPT_QUIET)
    if to is not None:
        told = Delivery.objects.filter(entry=OuterRef("pk"), person=to)
        rows = rows.exclude(by=to).exclude(by__same_as=to).exclude(Exists(told))
    return rows.order_by("-pk")


def in_parts(entries: list[Entry], reader: Reader) -> list[Part]:
    told = hooks.entries_in_words(entries, space=reader.space, person=reader.person, held=reader.held)
    told = without_pages_of_minutes([one for one in told if one.thing is not None])
    brought = news_of_minutes(told, reader)
    refs = {ref_of(one.entry) for one in told}
    refs |= {ref_of_news(one) for some in brought.values() for one in some}
    groups = groups_of(refs, reader=reader)
    answers = answers_told(told, reader)
    lines: dict[int | None, list[Line]] = defaultdict(list)
    for one in told:
        group = groups.get(ref_of(one.entry))
        lines[number_of(group)].append(as_line(one, group, answers))
        for news in brought[one.entry.pk]:
            owner = groups.get(ref_of_news(news))
            lines[number_of(owner)].append(as_news(news, owner, one.entry))
    known = {group.pk: group for group in groups.values()}
    return sorted(as_parts(lines, known), key=lambda part: part.group is None)


def as_parts(lines: dict[int | None, list[Line]], groups: dict[int, Group]) -> Iterator[Part]:
    """Yield the parts in the order of their latest news."""
    for number, some in lines.items():
        group = None if number is None else groups[number]
        yield Part(group, some[:MOST_LINES], max(len(some) - MOST_LINES, 0))


def as_line(one: hooks.EntryInWords, group: Group | None, answers: dict[tuple[int, int | None], list[str]]) -> Line:
    is_its_own = one.entry.subject_kind in ("groups.group", "groups.progressentry")
    within = words_within(one.entry) if group and is_its_own else None
    sentence = as_told(within)(one.entry, None) if within else one.sentence
    said = answers.get((one.entry.subject_id, one.entry.by_id), []) if one.entry.verb == "need.answered" else []
    if one.entry.verb == "news.written" and one.thing:
        said = [shortened_news(one.thing.title)]
    url = one.thing.url if one.thing else ""
    return Line(str(one.entry.pk), one.entry.at, url, entry_day(one.entry), sentence, tuple(said))


def as_news(news: ProgressEntry, group: Group | None, entry: Entry) -> Line:
    """Return the line of a progress entry read in minutes, in the group's words."""
    url = f"{group.get_absolute_url()}#nouvelle-{news.pk}" if group else ""
    key, on = f"{entry.pk}-{news.pk}", news.on or entry_day(entry)
    return Line(key, entry.at, url, on, SafeString(""), (shortened_news(news.text),))


def news_of_minutes(told: Iterable[hooks.EntryInWords], reader: Reader) -> dict[int, list[ProgressEntry]]:
    """Return the progress entries read in minutes, by the id of the journal entry that opens these minutes."""
    entries = {one.entry.subject_id: one.entry.pk for one in told if one.entry.verb in BRINGS_NEWS}
    found: dict[int, list[ProgressEntry]] = defaultdict(list)
    if not entries:
        return found
    made = Imported.objects.filter(reading__in=entries, reading__validity="", thing_kind="groups.progressentry")
    of_which = dict(made.values_list("thing_id", "reading_id"))
    rows = reader.may_read(ProgressEntry).filter(pk__in=of_which).order_by("pk")
    for news in reader.fetch(rows):
        found[entries[of_which[news.pk]]].append(news)
    return found


def without_pages_of_minutes(told: list[hooks.EntryInWords]) -> list[hooks.EntryInWords]:
    """Leave out the pages of minutes that are already told as minutes."""
    minutes = {one.entry.subject_id for one in told if one.entry.verb in BRINGS_NEWS}
    if not minutes:
        return told
    pages = set(Import.objects.filter(pk__in=minutes).values_list("page_id", flat=True))
    return [one for one in told if one.entry.subject_kind != "wiki.page" or one.entry.subject_id not in pages]


def answers_told(told: Iterable[hooks.EntryInWords], reader: Reader) -> dict[tuple[int, int | None], list[str]]:
    """Return the answers to needs, by need and by author."""
    needs = {one.entry.subject_id for one in told if one.entry.verb == "need.answered"}
    found: dict[tuple[int, int | None], list[str]] = defaultdict(list)
    rows = reader.may_read(Answer).filter(need__in=needs).order_by("-pk") if needs else []
    for answer in rows:
        found[answer.need_id, answer.by_id].append(shortened_news(answer.text))
    return found


def dates_to_come(reader: Reader) -> list[Meeting]:
    rows = reader.may_read(Meeting).to_come(reader.today).filter(on__lte=reader.today + AHEAD)
    return reader.fetch(rows.order_by("on", "at", "pk"), most=MOST_DATES)


def number_of(group: Group | None) -> int | None:
    return None if group is None else group.pk


def ref_of(entry: Entry) -> hooks.Ref:
    return entry.subject_kind, entry.subject_id


def ref_of_news(news: ProgressEntry) -> hooks.Ref:
    return "groups.progressentry", news.pk


def entry_day(entry: Entry) -> datetime.date:
    return timezone.localdate(entry.at)


def shortened_news(text: str) -> str:
    """Return the words in full, unless they are very long: the rest is read on the page."""
    return text.strip() if len(text.strip()) <= LONGEST else shortened(text, LONGEST)
