"""Turn each entry into one delivery per person who hears of it and per channel that reaches her."""

import datetime
import logging
import uuid
from collections.abc import Iterable

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q

from palabre.journal import hooks
from palabre.journal.models import Delivery, Entry
from palabre.people.models import AudienceKind, Person, seats_in
from palabre.upkeep.leases import lease
from palabre.web.logs.fault_place import whence

BATCH = 20
LEASE = datetime.timedelta(minutes=1)
AFTER_A_FAULT = datetime.timedelta(minutes=10)
log = logging.getLogger(__name__)


def announce_some(now: datetime.datetime) -> int:
    """Announce entries that wait, and return how many. One whose notice has a fault holds up no other."""
    waiting = Entry.objects.filter(announced_at__isnull=True).order_by("pk")
    numbers = lease(waiting, most=BATCH, now=now, lasting=LEASE)
    return sum(_announce_or_put_off(number, now) for number in numbers)


def announce(number: int, *, at: datetime.datetime) -> None:
    """Announce one entry, whole or not at all. Done again, it adds nothing."""
    with transaction.atomic():
        entry = Entry.objects.select_for_update().filter(pk=number, announced_at__isnull=True).first()
        if entry is None:
            return
        Delivery.objects.bulk_create(_deliveries(entry, at), ignore_conflicts=True)
        entry.announced_at = at
        entry.save(update_fields=["announced_at"])


def hearers(entry: Entry, among: Iterable[int]) -> list[Person]:
    """Return those `among` these persons who may hear of `entry`: members who read it and did not do it.

    Whom somebody asks by name need not have joined, unless it is kept to a few and she is none of them. Nobody hears by
    an address that was noted by one who does not read it.
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


def _announce_or_put_off(number: int, now: datetime.datetime) -> bool:
    try:
        announce(number, at=now)
    except (OperationalError, InterfaceError):
        raise  # the database is away: the worker waits for it
    except Exception as fault:
        log.warning("entry %s could not be announced: %s", number, whence(fault))
        Entry.objects.filter(pk=number).update(leased_until=now + AFTER_A_FAULT)
        return False
    return True


def _deliveries(entry: Entry, at: datetime.datetime) -> list[Delivery]:
    recipients = hooks.notices.get(entry.verb)
    if recipients is None or not hooks.channels:
        return []
    persons = hearers(entry, {person.pk for person in recipients(entry)})
    return [
        Delivery(entry=entry, person=person, channel=name, due_at=at, message_id=f"{uuid.uuid4().hex}@palabre")
        for person in persons
        for name, channel in hooks.channels.items()
        if channel.reaches(person)
    ]
