"""One meeting as a calendar's entry: what an invitation carries, and what a calendar that follows us reads.

A calendar knows a meeting by its UID, which never changes, and by a SEQUENCE that grows with each change that people
were told of. Hours are those of the meeting's zone, with its rules beside them: 14:00 stays 14:00 all year.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
import uuid
from collections.abc import Iterable
from email.utils import parseaddr
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vCalAddress, vUri

from palabre.meetings.models import ZONE, Meeting, Presence, Series
from palabre.meetings.series.occurrence_titles import title_of
from palabre.people.models import Person
from palabre.pure.addressbook import is_address
from palabre.refusal import Refusal
from palabre.web import keyed_digests
from palabre.web.origins import known_origin

MAKER = "-//Palabre//Palabre//FR"
UNSAID = datetime.timedelta(hours=1)  # how long a meeting lasts in a calendar when nobody said
LONGEST = 5000  # characters of a description
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
AROUND = datetime.timedelta(days=366)  # the changes of hour that an entry tells, before and after its days
CANCEL = "CANCEL"
# The library has this zone begin summer an hour late, and lists years one by one, which some calendars refuse.
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
) -> str:
    """Return an iCalendar text that holds this meeting alone, its space and `by` at hand.

    `method` is REQUEST or CANCEL in a letter to `attendee`, None for an entry that is only kept. `at` is the instant
    at which it is written; `origin` is the server's address ("https://…"), where it is not the one it was told.
    Raises a Refusal for a meeting that has no day.
    """
    event = event_of(of_meeting(meeting, origin=origin or known_origin(), is_off=method == CANCEL), at=at)
    if method is not None:
        keep_uid(meeting)
        event.add("organizer", organiser_of(meeting))
        if attendee is not None and is_address(attendee.email):
            event.add("attendee", attending(meeting, attendee))
    return calendar_of([event], method=method)


def calendar_of(events: Iterable[Event], *, method: str | None = None, name: str = "") -> str:
    """Return these entries as one iCalendar text, with the rules of their zones; `name` is what it is called."""
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
    """What a calendar keeps of a meeting, or of a day of a rhythm, in plain values: `lasts` in minutes."""

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


def of_meeting(meeting: Meeting, *, origin: str, is_off: bool = False) -> Entry:
    """Return what a calendar keeps of it. It names nobody but in the words of the meeting itself."""
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
        words=meeting_description(meeting),
        sequence=meeting.sequence,
    )


def entry_of_day(series: Series, on: datetime.date) -> Entry:
    """Return what a calendar keeps of a day of a rhythm, before a meeting is made of it: it may still change."""
    planned = (on, series.at, series.lasts, series.zone, series.place, series.video_url)
    return Entry(uid_of_day(series.pk, on), title_of(series), *planned, status="TENTATIVE")


def event_of(entry: Entry, *, at: datetime.datetime) -> Event:
    """Return it in the library's terms, written at the instant `at`."""
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
    """Return what calendars know this meeting by: the one that was kept, else the one that would be.

    A meeting of a rhythm has that of its day, so that it takes in calendars the place of what announced it.
    """
    if meeting.uid is None and meeting.series_id is not None and meeting.occurrence_on is not None:
        return uid_of_day(meeting.series_id, meeting.occurrence_on)
    return meeting.uid or made_of(f"meeting:{meeting.pk}")


def uid_of_day(series: int, on: datetime.date) -> str:
    return made_of(f"series:{series}:{on.isoformat()}")


def made_of(words: str) -> str:
    """Return an identity made with the oldest of the secrets: it stays when a new one is made."""
    *_newer, digest = keyed_digests.digests("palabre.meetings.uid", words)
    return str(uuid.UUID(digest[:32]))


def keep_uid(meeting: Meeting) -> None:
    """Keep the UID once somebody was sent it: it outlives the instance's secret and its moves."""
    if meeting.uid is None:
        meeting.uid = uid_of(meeting)
        Meeting.objects.filter(pk=meeting.pk, uid=None).update(uid=meeting.uid)


def moments_of(entry: Entry) -> tuple[datetime.date, datetime.date]:
    """Return when it begins and ends: instants in its zone, or whole days where no hour was said."""
    if entry.at is None:
        return entry.on, entry.on + datetime.timedelta(days=1)
    start = datetime.datetime.combine(entry.on, entry.at, zone_of(entry.zone))
    lasting = datetime.timedelta(minutes=entry.lasts) if entry.lasts else UNSAID
    end = (start.astimezone(datetime.UTC) + lasting).astimezone(start.tzinfo)  # an hour is an hour, even that night
    return start, end


def zone_of(name: str) -> ZoneInfo:
    """Return the zone of this name; that of Paris where the name means nothing."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(ZONE)


def meeting_description(meeting: Meeting) -> str:
    """Return what it is for and about, as far as it is written."""
    aims = [one.text for one in sorted(meeting.aims.all(), key=lambda one: one.position)]
    agenda = sorted(meeting.agenda.all(), key=lambda one: one.position)
    points = [f"- {one.text}" for one in agenda if one.dropped_at is None and one.postponed_to_id is None]
    return "\n\n".join(filter(None, ("\n".join(aims), "\n".join(points))))


def description_of(entry: Entry) -> str:
    """Return what it is about, the video's link and the page's: many calendars show little else."""
    video = _("Video: %(address)s") % {"address": entry.video_url} if entry.video_url else ""
    parts = ["\n".join(filter(None, (video, entry.address))), entry.words]
    return without_control_characters("\n\n".join(filter(None, parts)))[:LONGEST]


def organiser_of(meeting: Meeting) -> vCalAddress:
    """Return the mail address of the server, in the name of who calls where she came here herself."""
    _name, address = parseaddr(settings.PALABRE_MAIL_FROM)
    caller = meeting.by
    called = caller.name if caller is not None and caller.has_come else meeting.space.name
    return vCalAddress(f"mailto:{address}", params={"CN": calendar_name(called)})


def attending(meeting: Meeting, person: Person) -> vCalAddress:
    """Return her line: her own address and name, which she is the only one to read, and what she answered."""
    said = meeting.attendances.filter(person=person).values_list("presence", flat=True).first()
    answer = ANSWERS.get(Presence(said), "NEEDS-ACTION") if said else "NEEDS-ACTION"
    params = {"CN": calendar_name(person.name), "CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT"}
    return vCalAddress(f"mailto:{person.email}", params=params | {"PARTSTAT": answer, "RSVP": "TRUE"})


def calendar_name(name: str) -> str:
    """Return a name as a parameter holds it: on one line, without the quotation marks that none may hold."""
    return " ".join(without_control_characters(name).replace('"', "’").split())


def without_control_characters(words: str) -> str:
    """Return words without the characters that no calendar may hold; lines stay lines."""
    return CONTROLS.sub(" ", words.replace("\r\n", "\n"))
