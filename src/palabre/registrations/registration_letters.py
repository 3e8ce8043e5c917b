"""Mails to registered people, with the day as a calendar entry: composed when they leave.

A mail tells the current status: of two changes in a row, the registered person gets one mail. It leaves by the mail
server of the instance, as letters do. If the worker is killed, at most the mail being sent is repeated.
"""

from __future__ import annotations

import datetime
import hashlib
import logging
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils import translation
from icalendar import vCalAddress

from palabre.meetings.calendars.calendar_entry import CANCEL, Entry, calendar_name, calendar_of, event_of, made_of
from palabre.people.access.links import link_path
from palabre.post.calendar_enclosure import Mail
from palabre.post.letter_queue import LEASE, PATIENCE, why_not
from palabre.post.retry_delays import delay_after
from palabre.registrations.hooks import Day, day_of
from palabre.registrations.models import Registration, RegistrationNews, Roll
from palabre.registrations.registration_letter_texts import body_of, standing_of, subject_of
from palabre.registrations.registration_links import link_to_registration
from palabre.spaces.models import Space
from palabre.upkeep.leases import lease
from palabre.upkeep.smtp import mail_is_configured
from palabre.web.logs.fault_place import whence
from palabre.web.origins import known_origin

GRACE = datetime.timedelta(minutes=10)  # a change that is undone so soon is not told
REQUEST = "REQUEST"
log = logging.getLogger(__name__)


def tell_all(roll: Roll, *, at: datetime.datetime) -> None:
    """Schedule mail about a change to all registered people, after GRACE. The caller holds the lock on the space."""
    roll.move_on()
    for row in roll.registrations.standing().order_by("pk"):
        row.roll = roll
        row.be_told(RegistrationNews.CHANGED, at + GRACE)


def post_one(now: datetime.datetime) -> int:
    """Send the mail that is due for longest; return 1 if there was one, else 0. A space in preparation sends none."""
    if not mail_is_configured():
        return 0
    due = Registration.objects.filter(due_at__lte=now, roll__space__opened_at__isnull=False)
    for number in lease(due.order_by("due_at", "pk"), most=1, now=now, lasting=LEASE):
        row = Registration.objects.select_related("roll__space").get(pk=number)
        with translation.override(row.language):
            post(row, now)
        return 1
    return 0


def post(row: Registration, now: datetime.datetime) -> None:
    day = day_of(row.roll)
    mark = mark_of(row, day)
    if row.why == RegistrationNews.CHANGED and row.told == mark:
        settle_letter(row, mark, now, has_left=False)
        return
    try:
        message_of(row, day, now).send()
    except (OperationalError, InterfaceError):
        raise  # the database is away: the worker waits for it
    except Exception as fault:
        log.warning("registration %s was not told: %s", row.pk, whence(fault))
        fail(row, why_not(fault)[1], whence(fault), now)
        return
    settle_letter(row, mark, now)


def settle_letter(row: Registration, mark: str, now: datetime.datetime, *, has_left: bool = True) -> None:
    """Record the content that was told; schedule another mail if the day changed meanwhile."""
    at = now if has_left else None
    with transaction.atomic():
        fresh = registration_for_update(row)
        if fresh is None:
            return
        if fresh.message_id != row.message_id:
            fresh.heard(mark, at)
            return
        fresh.was_told(mark, at)
        if mark_of(fresh, day_of(fresh.roll)) != mark:
            fresh.be_told(RegistrationNews.CHANGED, now + GRACE)


def fail(row: Registration, refusal: str, fault: str, now: datetime.datetime) -> None:
    """Retry later, or give up after a permanent refusal or PATIENCE. A mail scheduled meanwhile stays due."""
    with transaction.atomic():
        fresh = registration_for_update(row)
        if fresh is None or fresh.message_id != row.message_id:
            return
        if refusal or fresh.due_at is None or now - fresh.due_at >= PATIENCE:
            fresh.be_refused(refusal or fault)
        else:
            fresh.try_again(now + delay_after(fresh.attempts + 1))


def registration_for_update(row: Registration) -> Registration | None:
    """Lock the space, and return the fresh registration; None if it was deleted meanwhile."""
    Space.hold(row.space_id)
    return Registration.objects.select_related("roll__space").filter(pk=row.pk).first()


def message_of(row: Registration, day: Day, now: datetime.datetime) -> Mail:
    """Return the mail: text, personal link, and a calendar entry for people who have a place, or had one."""
    space, origin = row.roll.space, known_origin() or row.origin
    _name, sender = parseaddr(settings.PALABRE_MAIL_FROM)
    domain = sender.rpartition("@")[2] or "palabre.invalid"
    link = origin + link_path(link_to_registration(row, at=now))
    mail = Mail(
        subject=subject_of(row, day),
        body=body_of(row, day, link=link),
        from_email=formataddr((" ".join(space.name.split()), sender)),
        to=[row.email],
        headers={
            "Message-ID": f"<{row.message_id}@{domain}>",
            "Auto-Submitted": "auto-generated",
            "List-Id": f"<{space.slug}.{domain}>",
        },
    )
    if method := method_for(row, day):
        mail.enclose(calendar_for(row, day, method=method, at=now, origin=origin), method)
    return mail


def method_for(row: Registration, day: Day) -> str:
    """Return the iCalendar method: REQUEST with a place, CANCEL if a place was announced before, "" otherwise."""
    if standing_of(row, day) == "place":
        return REQUEST
    return CANCEL if row.told.startswith("place") else ""


def calendar_for(row: Registration, day: Day, *, method: str | None, at: datetime.datetime, origin: str) -> str:
    """Return the day as iCalendar text; `method` is None for a file to download."""
    event = event_of(entry_of(row.roll, day, origin=origin, is_off=method == CANCEL), at=at)
    if method is not None:
        _name, sender = parseaddr(settings.PALABRE_MAIL_FROM)
        event.add("organizer", vCalAddress(f"mailto:{sender}", params={"CN": calendar_name(row.roll.space.name)}))
        params = {"CN": calendar_name(row.name), "CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "RSVP": "FALSE"}
        event.add("attendee", vCalAddress(f"mailto:{row.email}", params=params | {"PARTSTAT": "ACCEPTED"}))
    return calendar_of([event], method=method)


def entry_of(roll: Roll, day: Day, *, origin: str, is_off: bool = False) -> Entry:
    """Return the calendar entry of the day; its uid never changes."""
    if day.on is None:
        raise ValueError("a roll whose day is unknown is in no calendar")
    return Entry(
        uid=made_of(f"roll:{roll.pk}"),
        title=day.title,
        on=day.on,
        at=day.at,
        lasts=day.lasts,
        zone=day.zone,
        place=day.place,
        video_url=day.video_url,
        status="CANCELLED" if is_off or day.is_off else "CONFIRMED",
        address=origin + day.open_address if origin else "",
        words=day.words,
        sequence=day.sequence,
    )


def mark_of(row: Registration, day: Day) -> str:
    """Return a short digest of the status, the day, the hours and the place."""
    facts = "|".join(map(str, (day.on, day.at, day.until, day.place, day.video_url)))
    return f"{standing_of(row, day)}:{hashlib.blake2b(facts.encode(), digest_size=9).hexdigest()}"
