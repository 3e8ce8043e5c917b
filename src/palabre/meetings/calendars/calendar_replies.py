"""Answers that a calendar sends by mail (iTIP REPLY, RFC 5546) to an invitation, where a mailbox is set for them.

The invitation names an organiser of its own: `answers+<link>.<key>@…`. The key is that of the link in the letter
(see reply_keys): only who was sent this invitation can answer it, as long as that link is open, and with no more voice
than it has. Who a mail says it comes from proves nothing.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from email.message import Message

from django.db import transaction
from django.utils import timezone

from palabre.meetings.attendance.attendance import attend, is_coming, said_last_at, stay_away, why_closed
from palabre.meetings.models import Meeting
from palabre.people.access.reply_keys import LENGTH, link_of_reply
from palabre.people.models import Link, Person
from palabre.refusal import Refusal

LARGEST = 300_000  # bytes of a mail that is read
SENT_TO = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")
PARTS = (["VCALENDAR"], ["VCALENDAR", "VEVENT"])  # that are read, and the lines in them
LINES = {"BEGIN", "END", "METHOD", "UID", "SEQUENCE", "DTSTAMP", "ATTENDEE"}
KEYED = re.compile(rf"\+(\d{{1,12}})\.([0-9a-f]{{{LENGTH}}})@")
NAMED = re.compile(KEYED.pattern.encode())  # in a mail that was not parsed yet


@dataclasses.dataclass(frozen=True, slots=True)
class Reply:
    """`link` (its id) and `key` come from the address that it was sent to, the rest from the calendar."""

    link: int
    key: str
    uid: str
    sequence: int
    answer: str
    at: datetime.datetime


def take_reply(mail: Message, now: datetime.datetime) -> bool:
    """Record the answer of this mail, once, and return whether there was one to record.

    It was given when the calendar says, but not in the future; whether the meeting still takes answers is of `now`.
    """
    said = reply_in(mail)
    link = link_of_reply(said.link, said.key) if said else None
    person = who_answers(link) if link else None
    meeting = meeting_of(link, said.uid) if link and said else None
    if said is None or link is None or meeting is None or person is None or person.space_id != meeting.space_id:
        return False
    if said.sequence < meeting.sequence or is_older(said, meeting, person):
        return False
    if why_closed(meeting, today=timezone.localdate(now)):
        return False
    try:
        record_reply(said, meeting, link, person, now)
    except Refusal:
        return False  # the meeting is over, or cancelled; or the person said otherwise, elsewhere
    return True


def record_reply(said: Reply, meeting: Meeting, link: Link, person: Person, now: datetime.datetime) -> None:
    """Record it as said by this link. A mail from an address that a member noted does not say that the person came."""
    at = min(said.at, now)
    with transaction.atomic():
        if link.noted_by_id is None and said.answer == "ACCEPTED":
            person.come(now)
        if said.answer == "ACCEPTED":
            attend(meeting, by=person, at=at, comes=False)
        elif is_coming(person, meeting.pk):  # the news of who does not come are told
            stay_away(meeting, by=person, said_at=at)
        Link.objects.filter(pk=link.pk, used_at=None).update(used_at=now)


def who_answers(link: Link) -> Person | None:
    """Return the person, unless they have no way in any more."""
    person = link.person
    if link.space.is_ended or link.space.is_archived:
        return None
    return None if person is None or person.erased_at or person.put_out_at or person.same_as_id else person


def reply_in(mail: Message) -> Reply | None:
    """Return what the mail answers; None for any other mail.

    Addresses are looked for in the header as it is written: to parse a long one takes minutes.
    """
    keyed = KEYED.search(" ".join(str(written) for name in SENT_TO for written in mail.get_all(name, [])))
    if keyed is None:
        return None
    for part in mail.walk():
        if part.get_content_type() in ("text/calendar", "application/ics"):
            content = part.get_payload(decode=True)
            found = in_calendar(content if isinstance(content, bytes) else b"", int(keyed[1]), keyed[2])
            if found:
                return found
    return None


def in_calendar(text: bytes, link: int, key: str) -> Reply | None:
    from icalendar import Calendar  # on demand: 5 MiB, for the few servers that have a mailbox

    try:
        calendar = Calendar.from_ical(answer_lines(text[:LARGEST]))
        events = calendar.walk("VEVENT")
        if str(calendar.get("METHOD", "")).upper() != "REPLY" or len(events) != 1:
            return None
        event, attendee = events[0], events[0]["ATTENDEE"]
        answer = str(attendee.params.get("PARTSTAT", "")).upper()
        if answer not in ("ACCEPTED", "DECLINED"):
            return None  # a « perhaps » says nothing yet
        at = event["DTSTAMP"].dt
        at = at if at.tzinfo else at.replace(tzinfo=datetime.UTC)
        uid = str(event["UID"])
        if "\x00" in uid:
            return None  # PostgreSQL compares no text that holds one
        return Reply(link, key, uid, int(event.get("SEQUENCE", 0)), answer, at)
    except (ValueError, KeyError, AttributeError, TypeError, IndexError):
        return None


def answer_lines(text: bytes) -> str:
    """Return the lines that are read: the whole process would remember a time zone, before any key is checked."""
    from icalendar.parser import Contentlines  # on demand: as above

    kept, within = list[str](), list[str]()
    for line in filter(None, Contentlines.from_ical(text)):  # the last is empty
        try:
            name, _params, value = line.parts()
        except ValueError:
            continue
        if name.upper() == "BEGIN":
            within.append(value.upper())
        if within in PARTS and name.upper() in LINES:
            kept.append(line)
        if name.upper() == "END" and within:
            within.pop()
    return "\r\n".join(kept)


def meeting_of(link: Link, uid: str) -> Meeting | None:
    """Return the meeting of this UID, if the link opens it for somebody invited."""
    if link.thing_kind != Meeting._meta.label_lower:
        return None
    rows = Meeting.objects.select_related("space").filter(invitations__person=link.person_id)
    return rows.filter(pk=link.thing_id, uid=uid).first()


def is_older(said: Reply, meeting: Meeting, person: Person) -> bool:
    """Return whether the person answered since, by their link or by another mail; a calendar says the second only."""
    since = said_last_at(meeting, by=person)
    return since is not None and said.at < since.replace(microsecond=0)
