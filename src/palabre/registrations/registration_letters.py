"""Letters to registered people, with the day as a calendar entry: composed when they leave.

A letter tells the current status: of two changes in a row, the registered person gets one letter. The queue of post
sends it, and tries again.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from palabre.meetings.calendars.calendar_entry import CANCEL, Entry, calendar_name, calendar_of, event_of, made_of
from palabre.people.access.links import link_path
from palabre.post.address_letters import (
    Addressee,
    forget,
    last_letter,
    last_letters,
    write_to_address,
    write_to_addresses,
)
from palabre.post.models import Letter
from palabre.registrations.day_of_roll import day_of
from palabre.registrations.models import Day, Registration, RegistrationNews, Roll
from palabre.registrations.registration_letter_texts import body_of, standing_of, subject_of
from palabre.registrations.registration_links import link_to_registration
from palabre.spaces.models import Space
from palabre.web.origins import known_origin

KIND = "registration"
GRACE = datetime.timedelta(minutes=10)  # a change that is undone so soon is not told
REQUEST = "REQUEST"


def about(row: Registration) -> str:
    return f"{KIND}:{row.pk}"


def tell(row: Registration, why: RegistrationNews, *, due_at: datetime.datetime) -> None:
    """Schedule a letter. The caller holds the lock on the space.

    A change does not replace a letter that is already due: it will tell the change too. A registration whose address
    was erased gets none.
    """
    if not row.email or (row.why and why == RegistrationNews.CHANGED):
        return
    row.expect_letter(why)
    write_to_address(
        row.email, space=row.space, about=about(row), due_at=due_at, origin=row.origin, language=row.language
    )


def tell_promoted(roll: Roll, rows: Iterable[Registration], *, due_at: datetime.datetime) -> None:
    """Schedule as `tell` does, in a few queries: a waiting list may have thousands. The caller holds the space."""
    told = [row for row in rows if row.email]
    roll.registrations.filter(pk__in=[row.pk for row in told]).update(why=RegistrationNews.PROMOTED)
    addressees = [Addressee(row.email, about(row), row.origin, row.language) for row in told]
    write_to_addresses(addressees, space=roll.space, due_at=due_at)


def tell_all(roll: Roll, *, at: datetime.datetime) -> None:
    """Schedule letters about a change to all registered people, after GRACE. The caller holds the lock on the space."""
    roll.move_on()
    rows = roll.registrations.standing().filter(why="").exclude(email="").order_by("pk")
    told = [Addressee(row.email, about(row), row.origin, row.language) for row in rows]
    rows.update(why=RegistrationNews.CHANGED)
    write_to_addresses(told, space=roll.space, due_at=at + GRACE)


def last_told_at(row: Registration) -> datetime.datetime | None:
    """Return when the last letter was sent; None without one, or if it has not been sent."""
    last = last_letter(row.space, about(row))
    return last.sent_at if last else None


def not_reached(roll: Roll, rows: Iterable[Registration]) -> set[int]:
    """Return the ids of those of these registrations whose last letter came back."""
    abouts = {about(row): row.pk for row in rows}
    return {abouts[key] for key, letter in last_letters(roll.space, abouts).items() if letter.came_back}


def forget_letters(rows: Iterable[Registration]) -> None:
    """Delete all letters to these registrations: those that are due will not leave."""
    found = list(rows)
    for space in {row.space for row in found}:
        forget(space, [about(row) for row in found if row.space_id == space.pk])


# ---- Called by the queue of post -----------------------------------------------------------------------------


def compose(letter: Letter) -> bool:
    """Fill the letter in memory with the current status; return False if there is nothing left to say."""
    with transaction.atomic():
        Space.hold(letter.space_id)
        row = registration_about(letter)
        if row is None:
            return False
        day = day_of(row.roll)
        letter.memo = mark_of(row, day)
        if not row.why or (row.why == RegistrationNews.CHANGED and row.told == letter.memo):
            row.expect_letter("")
            return False
    fill(letter, row, day)
    return True


def settle(letter: Letter) -> None:
    """Record that the letter was sent, or that it never will be. The caller holds the lock on the space.

    A letter written while this one left stays due; if only the day changed meanwhile, another one is scheduled.
    """
    row = registration_about(letter)
    if row is None:
        return
    if letter.sent_at is None:
        row.expect_letter("")
        return
    row.was_told(letter.memo)
    last = last_letter(letter.space, letter.about)
    if last is not None and last.is_leaving:
        return
    row.expect_letter("")
    if mark_of(row, day_of(row.roll)) != letter.memo:
        tell(row, RegistrationNews.CHANGED, due_at=letter.sent_at + GRACE)


def registration_about(letter: Letter) -> Registration | None:
    """Return the registration that the letter is about, read again; None if it was deleted meanwhile."""
    rows = Registration.objects.select_related("roll__space").filter(roll__space=letter.space_id)
    return rows.filter(pk=letter.about.removeprefix(f"{KIND}:")).first()


def fill(letter: Letter, row: Registration, day: Day) -> None:
    """Put the text, the personal link, and a calendar entry for people who have a place, or had one."""
    now, origin = timezone.now(), known_origin() or letter.origin
    link = origin + link_path(link_to_registration(row, at=now))
    letter.subject, letter.body = subject_of(row, day), body_of(row, day, link=link)
    letter.calendar_method = method_for(row, day)
    if letter.calendar_method:
        letter.calendar = calendar_for(row, day, method=letter.calendar_method, at=now, origin=origin)


def method_for(row: Registration, day: Day) -> str:
    """Return the iCalendar method: REQUEST with a place, CANCEL if a place was announced before, "" otherwise."""
    if standing_of(row, day) == "place":
        return REQUEST
    return CANCEL if row.told.startswith("place") else ""


def calendar_for(row: Registration, day: Day, *, method: str | None, at: datetime.datetime, origin: str) -> str:
    """Return the day as iCalendar text; `method` is None for a file to download."""
    from icalendar import vCalAddress  # where it is needed: a start costs less

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
