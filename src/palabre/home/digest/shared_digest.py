"""« La brève de la quinzaine »: the news of the last two weeks, to be passed on or followed in a feed."""

from __future__ import annotations

import dataclasses
import datetime

from palabre.home.digest import digest_editions
from palabre.home.digest.digest_content import MOST, Brief, Line, latest_lines, what_is_new
from palabre.journal.models import Digest
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.spaces.models import Space
from palabre.upkeep.smtp import mail_is_configured

FORTNIGHT = datetime.timedelta(weeks=2)
AT_ONCE = 40  # entries on one page
MOST_IN_FEED = 40


@dataclasses.dataclass(frozen=True, slots=True)
class Coming:
    """The person's next digest: the day on which it leaves, and its content if it left now."""

    on: datetime.date
    today: datetime.date
    brief: Brief
    mail_leaves: bool


def coming(person: Person, at: datetime.datetime, space: Space, *, today: datetime.date) -> Coming | None:
    """Return the person's next digest; None when they did not ask for one."""
    if person.news not in digest_editions.WEEKS:
        return None
    reader = Reader(space, person, today)
    digest = Digest.objects.filter(person=person).first() or Digest(person=person)
    span = {"since": digest_editions.since(digest, at=at), "until": digest_editions.last_entry(space.pk, before=at)}
    brief = what_is_new(reader, to=person, **span)
    return Coming(digest_editions.next_edition(person, today=today), today, brief, mail_is_configured())


def of_the_fortnight(reader: Reader, *, at: datetime.datetime, number: int = 1) -> Brief:
    """Return a page of the news of the fortnight, the latest first."""
    since = digest_editions.last_entry(reader.space.pk, before=at - FORTNIGHT)
    until = digest_editions.last_entry(reader.space.pk, before=at)
    return what_is_new(reader, since=since, until=until, number=number, at_once=AT_ONCE)


def for_members(reader: Reader) -> Reader:
    """Return a reader with the access of every member: without the person's seats, since others will receive it."""
    return dataclasses.replace(reader, held=())


def for_everybody(reader: Reader) -> Reader:
    return dataclasses.replace(reader, person=None, held=None)


def feed_of(reader: Reader, *, group: int | None = None) -> list[Line]:
    """Return the latest public news, of the whole space or of one group; none when the space is not public."""
    if not reader.space.is_public:
        return []
    at_once = MOST_IN_FEED if group is None else MOST
    lines = latest_lines(for_everybody(reader), group=group, at_once=at_once)
    return sorted(lines, key=lambda line: line.at, reverse=True)[:MOST_IN_FEED]
