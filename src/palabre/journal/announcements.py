"""Creates, for each entry, one delivery per notified person and per channel that reaches them."""

import datetime
import logging
import uuid
from collections.abc import Iterable
from enum import Enum, auto

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q, QuerySet

from palabre.journal import channels, hooks
from palabre.journal.models import Delivery, Entry
from palabre.people.duplicates.own_spellings import names_of_one
from palabre.people.models import AudienceKind, Person, seats_in
from palabre.upkeep.leases import lease
from palabre.web.logs.fault_place import whence

BATCH = 20
LEASE = datetime.timedelta(minutes=1)
A_DAY = datetime.timedelta(days=1)
AFTER_A_FAULT = datetime.timedelta(minutes=10)
log = logging.getLogger(__name__)


class Outcome(Enum):
    TOLD = auto()  # marked, with its deliveries
    UNHEARD = auto()  # nobody is to hear of it, or it is gone: still to be marked
    PUT_OFF = auto()  # its notice failed


def announce_some(now: datetime.datetime) -> int:
    """Announce waiting entries, and return their number. A fault in one entry's notice does not block the others.

    Most are of no one's concern: they are marked in one statement at the end.
    """
    waiting = Entry.objects.filter(announced_at__isnull=True).order_by("pk")
    numbers = lease(waiting, most=BATCH, now=now, lasting=LEASE)
    outcomes = {number: _announce_or_put_off(number, now) for number in numbers}
    unheard = [number for number, outcome in outcomes.items() if outcome is Outcome.UNHEARD]
    if unheard:
        Entry.objects.filter(pk__in=unheard, announced_at__isnull=True).update(announced_at=now)
    return sum(outcome is not Outcome.PUT_OFF for outcome in outcomes.values())


def announce(number: int, *, at: datetime.datetime) -> Outcome:
    """Create the deliveries of an entry and mark it, in one transaction. Idempotent; nobody else waits meanwhile.

    Who hears of it is asked before the transaction: whoever leaves in between is left out as it is sent (deliveries).
    """
    entry = Entry.objects.filter(pk=number, announced_at__isnull=True).first()
    deliveries = _deliveries(entry, at) if entry else []
    if not deliveries:
        return Outcome.UNHEARD
    with transaction.atomic():
        if list(Entry.objects.select_for_update().filter(pk=number, announced_at__isnull=True)):
            Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
            Entry.objects.filter(pk=number).update(announced_at=at)
    return Outcome.TOLD


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


def is_still_told(entry: Entry, person: int) -> bool:
    """Return whether this person (id) is to hear of the entry now: what it tells may be taken back since, or narrowed.

    They may have left too, answered already, or no longer follow it. What is asked of a name may have moved to another
    one of theirs.
    """
    recipients = hooks.notices.get(entry.verb)
    found = hearers(entry, [person])
    if not found or recipients is None:
        return False
    return any(not names_of_one(one).isdisjoint(who.pk for who in recipients(entry)) for one in found)


def announce_again(entries: QuerySet[Entry]) -> None:
    """Have these entries announced once more: those who hear of them now, and did not before, are told."""
    entries.update(announced_at=None, leased_until=None)


def told_lately(entry: Entry) -> set[int]:
    """Return the persons to whom the same was announced within a day, when its author only typed a name.

    A gesture that is undone and done again writes them nothing new; the journal and the digest tell it.
    """
    if entry.by is None or not entry.by.is_passer_by:
        return set()
    same = Entry.objects.filter(verb=entry.verb, subject_kind=entry.subject_kind, subject_id=entry.subject_id)
    before = same.filter(by=entry.by, at__gt=entry.at - A_DAY).exclude(pk=entry.pk)
    return set(Delivery.objects.filter(entry__in=before).values_list("person", flat=True))


def _announce_or_put_off(number: int, now: datetime.datetime) -> Outcome:
    try:
        return announce(number, at=now)
    except (OperationalError, InterfaceError):
        raise  # the database is unavailable: the worker waits for it
    except Exception as fault:
        log.warning("entry %s could not be announced: %s", number, whence(fault))
        Entry.objects.filter(pk=number).update(leased_until=now + AFTER_A_FAULT)
        return Outcome.PUT_OFF


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
