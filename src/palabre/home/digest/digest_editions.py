"""The last entry told to each reader, and the day on which their next digest is due."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from palabre.journal.models import Digest, Entry
from palabre.meetings.models import Meeting
from palabre.people.models import News, Person
from palabre.pure import editions
from palabre.spaces.models import Space

WEEKS = {News.WEEK: 1, News.FORTNIGHT: 2}
LONGEST_PAST = datetime.timedelta(weeks=5)  # older news is never told
SETTLED = datetime.timedelta(minutes=5)  # longer than any transaction: an entry id taken before is committed by then


def wish(person: Person, news: str, *, at: datetime.datetime) -> None:
    """Store which news the person wants. A new subscriber gets the news of the last period at the next edition."""
    with transaction.atomic():
        Space.hold(person.space_id)
        begins = news in WEEKS and person.news not in WEEKS
        person.come(at)
        person.hear(news)
        if begins:
            begin_digests(person, at=at)


def be_reached(person: Person, email: str) -> None:
    """Store the address to which the person's mail goes; "" removes it. Idempotent."""
    with transaction.atomic():
        Space.hold(person.space_id)
        person.may_be_reached_at(email, by=None)


def confirm_address(person: Person) -> None:
    """Have mail go again to the person's address, to which a message came back: they say that it is right."""
    with transaction.atomic():
        Space.hold(person.space_id)
        person.trust_address()


def begin_digests(person: Person, *, at: datetime.datetime) -> Digest:
    """Start the person's digests as if they had received the last edition; nothing is told twice."""
    digest = Digest.objects.select_for_update().get_or_create(person=person)[0]
    weeks, today = WEEKS[News(person.news)], timezone.localdate(at)
    edition = editions.latest(today, weeks=weeks, met_on=met_on(person.space_id, today=today))
    told = last_entry(person.space_id, before=at - datetime.timedelta(weeks=weeks))
    digest.tell(max(digest.told_until, told), at - (today - edition))
    return digest


def since(digest: Digest, *, at: datetime.datetime) -> int:
    return max(digest.told_until, last_entry(digest.person.space_id, before=at - LONGEST_PAST))


def until(space_id: int, *, at: datetime.datetime) -> int:
    """Return the last entry id that a digest made now covers: no smaller one is still uncommitted."""
    return last_entry(space_id, before=at - SETTLED)


def last_entry(space_id: int, *, before: datetime.datetime) -> int:
    """Return the id of the last entry by then, or 0. Of a large journal, one row of its index is read."""
    found = Entry.objects.filter(space=space_id, at__lte=before).order_by("-at", "-pk")
    return found.values_list("pk", flat=True).first() or 0


def met_on(space_id: int, *, today: datetime.date) -> datetime.date | None:
    """Return the last day on which everybody met: editions keep in step with it."""
    rows = Meeting.objects.filter(space=space_id, group=None, cancelled_at=None, on__lte=today)
    return rows.order_by("-on").values_list("on", flat=True).first()


def is_due(digest: Digest, *, at: datetime.datetime, met: datetime.date | None) -> bool:
    if digest.at is None:
        return True
    last, today = timezone.localdate(digest.at), timezone.localdate(at)
    return editions.is_due(last, today, weeks=WEEKS[News(digest.person.news)], met_on=met)


def next_edition(person: Person, *, today: datetime.date) -> datetime.date:
    met = met_on(person.space_id, today=today)
    return editions.following(today, weeks=WEEKS[News(person.news)], met_on=met)
