"""Creates, for each entry, one delivery per notified person and per channel that reaches them."""

import datetime
import logging
import uuid
from collections.abc import Iterable

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q

from palabre.journal import channels, hooks
from palabre.journal.models import Delivery, Entry
from palabre.people.models import AudienceKind, Person, seats_in
from palabre.upkeep.leases import lease
from palabre.web.logs.fault_place import whence
from palabre.web.saved_fields import save_fields

BATCH = 20
LEASE = datetime.timedelta(minutes=1)
A_DAY = datetime.timedelta(days=1)
AFTER_A_FAULT = datetime.timedelta(minutes=10)
log = logging.getLogger(__name__)


def announce_some(now: datetime.datetime) -> int:
    """Announce waiting entries, and return their number. A fault in one entry's notice does not block the others."""
    waiting = Entry.objects.filter(announced_at__isnull=True).order_by("pk")
    numbers = lease(waiting, most=BATCH, now=now, lasting=LEASE)
    return sum(_announce_or_put_off(number, now) for number in numbers)


def announce(number: int, *, at: datetime.datetime) -> None:
    """Announce one entry, in one transaction. Idempotent."""
    with transaction.atomic():
        entry = Entry.objects.select_for_update().filter(pk=number, announced_at__isnull=True).first()
        if entry is None:
            return
        Delivery.objects.bulk_create(_deliveries(entry, at), ignore_conflicts=True)
        save_fields(entry, announced_at=at)


def hearers(entry: Entry, among: Iterable[int]) -> list[Person]:
    """Return those `among` these persons who may be notified of `entry`: members who can read it, except its author.

    A person asked by name need not be a member, unless the entry is restricted to people and they are not among them.
    Nobody is notified at an address noted by a person who cannot read the entry.
    """
    persons = Person.objects.filter(pk__in=among, space=entry.space_id, erased_at=None, put_out_at=None)
    if not hooks.asks_by_name(entry.verb):
        persons = persons.filter(joined_at__isnull=False)
    if entry.by_id is not None:
        persons = persons.exclude(pk=entry.by_id)
    if entry.audience.kind == AudienceKind.SEATS:
        seated = seats_in([entry.audience]).values("person")
        persons = persons.filter(Q(address_by=None) | Q(address_by__in=seated), pk__in=seated)
    if entry.audience.kind != AudienceKind.PUBLIC:
        persons = persons.filter(Q(address_by=None) | Q(address_by__joined_at__isnull=False))
    return list(persons.order_by("pk"))


def told_lately(entry: Entry) -> set[int]:
    """Return the persons to whom the same was announced within a day, when its author only typed a name.

    A gesture that is undone and done again writes them nothing new; the journal and the digest tell it.
    """
    if entry.by is None or not entry.by.is_passer_by:
        return set()
    same = Entry.objects.filter(verb=entry.verb, subject_kind=entry.subject_kind, subject_id=entry.subject_id)
    before = same.filter(by=entry.by, at__gt=entry.at - A_DAY).exclude(pk=entry.pk)
    return set(Delivery.objects.filter(entry__in=before).values_list("person", flat=True))


def _announce_or_put_off(number: int, now: datetime.datetime) -> bool:
    try:
        announce(number, at=now)
    except (OperationalError, InterfaceError):
        raise  # the database is unavailable: the worker waits for it
    except Exception as fault:
        log.warning("entry %s could not be announced: %s", number, whence(fault))
        Entry.objects.filter(pk=number).update(leased_until=now + AFTER_A_FAULT)
        return False
    return True


def _deliveries(entry: Entry, at: datetime.datetime) -> list[Delivery]:
    recipients = hooks.notices.get(entry.verb)
    if recipients is None or not channels.by_name:
        return []
    persons = hearers(entry, {person.pk for person in recipients(entry)})
    told = told_lately(entry)
    return [
        Delivery(entry=entry, person=person, channel=name, due_at=at, message_id=f"{uuid.uuid4().hex}@palabre")
        for person in persons
        if person.pk not in told
        for name, channel in channels.by_name.items()
        if channel.reaches(person)
    ]
