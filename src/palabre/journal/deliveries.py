"""Hands each due delivery to its channel, one at a time, until it is sent."""

import datetime
import logging

from django.db import InterfaceError, OperationalError
from django.db.models import F

from palabre.journal import channels
from palabre.journal.announcements import is_still_told
from palabre.journal.models import Delivery
from palabre.post.retry_delays import delay_after
from palabre.upkeep.leases import SpaceTurns
from palabre.web.logs.fault_place import whence

LEASE = datetime.timedelta(minutes=5)  # longer than any channel's timeout
MOST_ATTEMPTS = 12  # about three days
log = logging.getLogger(__name__)
turns = SpaceTurns("entry__space_id")


def deliver_one(now: datetime.datetime) -> bool:
    """Send the delivery that has waited longest in the space whose turn it is, and return whether there was one.

    A killed worker can repeat only its current message, under the same `message_id`.
    """
    due = Delivery.objects.filter(
        sent_at__isnull=True, due_at__lte=now, attempts__lt=MOST_ATTEMPTS, channel__in=list(channels.by_name)
    )
    for number in turns.lease_one(due.order_by("due_at", "pk"), now=now, lasting=LEASE):
        delivery = Delivery.objects.select_related("entry__audience", "entry__space", "person").get(pk=number)
        _send_or_put_off(delivery, now)
        return True
    return False


def _send_or_put_off(delivery: Delivery, now: datetime.datetime) -> None:
    if not is_still_told(delivery.entry, delivery.person_id):
        delivery.delete()  # its entry was restricted or taken back meanwhile, or the person left
        return
    try:
        channels.by_name[delivery.channel].send(delivery)
    except (OperationalError, InterfaceError):
        raise  # the database is unavailable: the worker waits for it
    except Exception as fault:
        _put_off(delivery, now)
        log.warning("delivery %s did not leave by %s: %s", delivery.pk, delivery.channel, whence(fault))
        return
    Delivery.objects.filter(pk=delivery.pk).update(sent_at=now, attempts=F("attempts") + 1, leased_until=None)


def _put_off(delivery: Delivery, now: datetime.datetime) -> None:
    attempts = delivery.attempts + 1
    due = now + delay_after(attempts)
    Delivery.objects.filter(pk=delivery.pk).update(attempts=attempts, due_at=due, leased_until=None)
