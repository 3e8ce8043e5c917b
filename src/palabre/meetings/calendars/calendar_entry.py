"""One meeting as an iCalendar event, for invitations and calendar feeds.

A calendar identifies a meeting by its UID, which never changes; its SEQUENCE grows with each change that was announced.
Times are local to the meeting's zone, with a VTIMEZONE: 14:00 stays 14:00 all year.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
import uuid
from collections.abc import Iterable
from email.utils import parseaddr
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from palabre.meetings.models import ZONE, Meeting, Presence, Series
from palabre.meetings.series.occurrence_titles import title_of
from palabre.people.models import Person
from palabre.post.approved_words import Says, anything
from palabre.post.placeholders import REPLY_KEY
from palabre.pure.addressbook import is_address
from palabre.refusal import Refusal
from palabre.web import keyed_digests
from palabre.web.origins import known_origin

if TYPE_CHECKING:
    from icalendar import Event, vCalAddress

MAKER = "-//Palabre//Palabre//FR"
UNSAID = datetime.timedelta(hours=1)  # duration in a calendar if none is given
LONGEST = 5000  # characters of a description
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
AROUND = datetime.timedelta(days=366)  # range of the time zone changes to list, before and after the events
REQUEST, CANCEL = "REQUEST", "CANCEL"
# The library starts the summer time of this zone an hour late, and lists its years one by one: some calendars refuse
# it.
PARIS = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19960331T020000
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
ANSWERS = {
    Presence.COMING: "ACCEPTED",
    Presence.PRESENT: "ACCEPTED",
    Presence.EXCUSED: "DECLINED",
    Presence.NEWS: "DECLINED",
    Presence.FINE: "DECLINED",
}


def entry_of(
    meeting: Meeting,
    *,
    method: str | None,
    attendee: Person | None = None,
    at: datetime.datetime,
    origin: str = "",
    address: str = "",
    is_bare: bool = False,
    says: Says = anything,
) -> str:
    """Return an iCalendar text with this meeting alone. Its space and `by` are loaded.

    `method` is REQUEST or CANCEL in a letter to `attendee`, None for an entry that is only downloaded. `at` is the time
    of writing (DTSTAMP). `origin` is the server's address ("https://…"), by default the configured one; `address` is
    that of a page, for who does not read the meeting's own; `is_bare` leaves out its agenda, its aims and its video
    link. Of the first two, only the lines that `says` accepts are kept. Raise a Refusal if the meeting has no date.
    """
    said = of_meeting(meeting, origin=origin or known_origin(), is_off=method == CANCEL, says=says)
    said = dataclasses.replace(said, address=address) if address else said
    event = event_of(dataclasses.replace(said, words="", video_url="") if is_bare else said, at=at)
    if method is not None:
        keep_uid(meeting)
        event.add("organizer", organiser_of(meeting, attendee))
        if attendee is not None and is_address(attendee.email):
            event.add(
                "attendee", attending(meeting, attendee, asks=bool(settings.ANSWERS_ADDRESS) and method == REQUEST)
            )
    return calendar_of([event], method=method)


def calendar_of(events: Iterable[Event], *, method: str | None = None, name: str = "") -> str:
    """Return these events as one iCalendar text with their time zones; `name` is the calendar's name."""
    from icalendar import Calendar, Timezone  # where it is needed: a start costs less

    found = Calendar()
    found.add("prodid", MAKER)
    found.add("version", "2.0")
    if method is not None:
        found.add("method", method)
    if name:
        found.add("name", without_control_characters(name))
        found.add("x-wr-calname", without_control_characters(name))
    known = list(events)
    moments = [event["DTSTART"].dt for event in known]
    if any(getattr(getattr(moment, "tzinfo", None), "key", "") == ZONE for moment in moments):
        found.add_component(Timezone.from_ical(PARIS))
    for event in known:
        found.add_component(event)
    days = [datetime.date(moment.year, moment.month, moment.day) for moment in moments]
    if days:
        found.add_missing_timezones(first_date=min(days) - AROUND, last_date=max(days) + AROUND)
    return str(found.to_ical().decode())


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """A meeting, or a planned day of a rhythm, as plain values for a calendar. `lasts` is in minutes."""

    uid: str
    title: str
    on: datetime.date
    at: datetime.time | None
    lasts: int | None
    zone: str
    place: str
    video_url: str
    status: str
    address: str = ""
    words: str = ""
    sequence: int = 0


def of_meeting(meeting: Meeting, *, origin: str, is_off: bool = False, says: Says = anything) -> Entry:
    """Return the meeting's values. They name nobody, except in the words of the meeting itself."""
    if meeting.on is None:
        raise Refusal(_("This meeting has no day yet."), instead=_("Set its date first."))
    is_off = is_off or meeting.cancelled_at is not None
    return Entry(
        uid=uid_of(meeting),
        title=meeting.title,
        on=meeting.on,
        at=meeting.at,
        lasts=meeting.lasts,
        zone=meeting.zone,
        place=meeting.place,
        video_url=meeting.video_url,
        status="CANCELLED" if is_off else "CONFIRMED",
        address=origin + meeting.get_absolute_url() if origin else "",
        words=meeting_description(meeting, says),
        sequence=meeting.sequence,
    )


def entry_of_day(series: Series, on: datetime.date) -> Entry:
    """Return the values of a planned day of a rhythm without a meeting: tentative, as it may still change."""
    planned = (on, series.at, series.lasts, series.zone, series.place, series.video_url)
    return Entry(uid_of_day(series.pk, on), title_of(series), *planned, status="TENTATIVE")


def event_of(entry: Entry, *, at: datetime.datetime) -> Event:
    """Return it as an event of the icalendar library, written at `at`."""
    from icalendar import Event, vUri  # where it is needed: a start costs less

    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", at.astimezone(datetime.UTC))
    for name, moment in zip(("dtstart", "dtend"), moments_of(entry)):
        event.add(name, moment)
    event.add("summary", without_control_characters(entry.title))
    event.add("status", entry.status)
    if entry.place:
        event.add("location", without_control_characters(entry.place))
    if entry.video_url:
        event.add("conference", vUri(entry.video_url, params={"VALUE": "URI", "FEATURE": "VIDEO"}), encode=False)
    if entry.address:
        event.add("url", vUri(entry.address))
    if words := description_of(entry):
        event.add("description", words)
    return event


def uid_of(meeting: Meeting) -> str:
    """Return the stored UID, else the one to store.

    A meeting of a rhythm has the UID of its planned day, so that it replaces that entry in calendars.
    """
    if meeting.uid is None and meeting.series_id is not None and meeting.occurrence_on is not None:
        return uid_of_day(meeting.series_id, meeting.occurrence_on)
    return meeting.uid or made_of(f"meeting:{meeting.pk}")


def uid_of_day(series: int, on: datetime.date) -> str:
    return made_of(f"series:{series}:{on.isoformat()}")


def made_of(words: str) -> str:
    """Return an identifier keyed by the oldest secret, so that it survives the rotation of secrets."""
    *_newer, digest = keyed_digests.digests("palabre.meetings.uid", words)
    return str(uuid.UUID(digest[:32]))


def keep_uid(meeting: Meeting) -> None:
    """Store the UID once it was sent: it must survive the rotation of secrets and a move of the instance."""
    if meeting.uid is None:
        meeting.uid = uid_of(meeting)
        Meeting.objects.filter(pk=meeting.pk, uid=None).update(uid=meeting.uid)


def moments_of(entry: Entry) -> tuple[datetime.date, datetime.date]:
    """Return start and end: times in its zone, or whole days if no time is set."""
    if entry.at is None:
        return entry.on, entry.on + datetime.timedelta(days=1)
    start = datetime.datetime.combine(entry.on, entry.at, zone_of(entry.zone))
    lasting = datetime.timedelta(minutes=entry.lasts) if entry.lasts else UNSAID
    end = (start.astimezone(datetime.UTC) + lasting).astimezone(start.tzinfo)  # right across a clock change too
    return start, end


def zone_of(name: str) -> ZoneInfo:
    """Return the zone of this name, or that of Paris if it is unknown."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(ZONE)


def meeting_description(meeting: Meeting, says: Says = anything) -> str:
    """Return the lines of its aims and of its agenda that `says` accepts."""
    aims = [one.text for one in sorted(meeting.aims.all(), key=lambda one: one.position)]
    agenda = sorted(meeting.agenda.all(), key=lambda one: one.position)
    prefetch_related_objects(agenda, "about__audience")
    points = [f"- {one.words}" for one in agenda if one.dropped_at is None and one.postponed_to_id is None]
    parts = ("\n".join(filter(says, "\n".join(lines).split("\n"))) for lines in (aims, points))
    return "\n\n".join(filter(None, parts))


def description_of(entry: Entry) -> str:
    """Return the video link, the page's address, then the words: many calendars show little else."""
    video = _("Video: %(address)s") % {"address": entry.video_url} if entry.video_url else ""
    parts = ["\n".join(filter(None, (video, entry.address))), entry.words]
    return without_control_characters("\n\n".join(filter(None, parts)))[:LONGEST]


def organiser_of(meeting: Meeting, attendee: Person | None) -> vCalAddress:
    """Return the server's mail address, in the name of the caller if they came here themselves, else of the space.

    Where the answers of calendars are read (see calendar_replies), it is the address that this attendee answers to,
    with the key of the link in their letter.
    """
    from icalendar import vCalAddress  # where it is needed: a start costs less

    _name, address = parseaddr(settings.PALABRE_MAIL_FROM)
    if settings.ANSWERS_ADDRESS and attendee is not None:
        box, _at, host = settings.ANSWERS_ADDRESS.rpartition("@")
        address = f"{box}+{REPLY_KEY}@{host}"
    caller = meeting.by
    called = caller.name if caller is not None and caller.has_come else meeting.space.name
    return vCalAddress(f"mailto:{address}", params={"CN": calendar_name(called)})


def attending(meeting: Meeting, person: Person, *, asks: bool) -> vCalAddress:
    """Return the attendee property: name, address and answer of the person, the only recipient of the file.

    An answer is asked of their calendar only where the mail that it sends is read; else they answer by their link.
    """
    from icalendar import vCalAddress  # where it is needed: a start costs less

    said = meeting.attendances.filter(person=person).values_list("presence", flat=True).first()
    answer = ANSWERS.get(Presence(said), "NEEDS-ACTION") if said else "NEEDS-ACTION"
    params = {"CN": calendar_name(person.name), "CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT"}
    return vCalAddress(
        f"mailto:{person.email}", params=params | {"PARTSTAT": answer, "RSVP": "TRUE" if asks else "FALSE"}
    )


def calendar_name(name: str) -> str:
    """Return a name as an iCalendar parameter: on one line, without quotation marks, which the format excludes."""
    return " ".join(without_control_characters(name).replace('"', "’").split())


def without_control_characters(words: str) -> str:
    """Return the text without the control characters that iCalendar excludes; line breaks stay."""
    return CONTROLS.sub(" ", words.replace("\r\n", "\n"))
