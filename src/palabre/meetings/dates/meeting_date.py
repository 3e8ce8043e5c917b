"""Setting the date of a meeting in words: « mardi 1er décembre à 14 h, à la mairie »."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.models import Group
from palabre.journal.models import Entry, kind_of, record
from palabre.journal.references import is_referenced
from palabre.meetings.models import Attendance, Meeting
from palabre.people.access.links_of_others import refuse_given
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Audience, Person
from palabre.people.permissions import can_contribute
from palabre.pure.dates import FoundDate, find_dates
from palabre.pure.french import on_one_line, shortened
from palabre.refusal import Refusal
from palabre.spaces.models import Space

LONGEST = 300  # characters of what is typed
FARTHEST = datetime.timedelta(days=3 * 366)
BETWEEN = " ,;:.–—-"
NOW = re.compile(
    r"\b(?:maintenant|tout de suite|right now|now)\b", re.IGNORECASE
)  # who says so is about to open the room
TODAY = "aujourd’hui"
LEADS_THERE = re.compile(r"à|le|au|vers|dès|at|on|from", re.IGNORECASE)  # before a day or an hour: no place
LEADS_ON = re.compile(r" (?:à|le|au|vers|dès|ou|at|on|from)$", re.IGNORECASE)
A_PLACE = re.compile(r"(?:à|au|aux|chez|dans|en|salle|at|in)\s", re.IGNORECASE)
NO_PLACE = re.compile(
    r"\d|\b(?:midi|minuit|noon|midnight|lendemain|demain|annul|report|matin|soir|mois)", re.IGNORECASE
)
AN_HOUR = re.compile(
    r"(?:\d{1,2}\s*(?:h|heures?|:)\s*\d{0,2}|\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\.?|midi|minuit|noon)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ParsedMeetingDate:
    """Words read as a day, an optional time, and the rest as a place."""

    on: datetime.date
    at: datetime.time | None
    place: str


def understood(words: str, *, today: datetime.date, kept: datetime.date | None = None) -> ParsedMeetingDate:
    """Read a day, with an optional time and place. Raise a Refusal that says what to write.

    `kept` is the day of words that say none: « à 19 h », « à la médiathèque ».
    """
    words = NOW.sub(f"{today:%d/%m/%Y}", on_one_line(words), count=1)
    how = _("Write it as you would say it: “next Tuesday at 14:00, at the town hall”.")
    if len(words) > LONGEST:
        raise Refusal(_("This is too long for a day and a place."), instead=how)
    if kept is not None and not find_dates(words, on=kept) and is_a_place(words):
        return ParsedMeetingDate(kept, None, shortened(words, 200))
    days = days_in(words, on=today)
    if kept is not None and days and all(AN_HOUR.fullmatch(one.text) for one in days):
        days, today = days_in(words, on=kept), min(today, kept)
    if not days:
        raise Refusal(_("We cannot read a day in these words."), instead=how)
    if len({one.value for one in days}) > 1:
        raise Refusal(_("These words give several days."), instead=_("Write only the day you chose."))
    day, _t, hour = str(days[0].value).partition("T")
    on = datetime.date.fromisoformat(day)
    if on < today or on - today > FARTHEST:
        raise Refusal(
            _("This day has gone by, or is very far off."), instead=_("Write the year too: 2027, for example.")
        )
    before, after = (part.strip(BETWEEN) for part in (words[: days[0].start], words[days[0].end :]))
    rest = after if LEADS_THERE.fullmatch(before) else LEADS_ON.sub("", before) or after
    return ParsedMeetingDate(on, datetime.time.fromisoformat(hour) if hour else None, shortened(rest, 200))


def is_a_place(words: str) -> bool:
    """Return whether words without a day that we read say where: « à la médiathèque », and not « au lendemain »."""
    return A_PLACE.match(words) is not None and NO_PLACE.search(words) is None


def days_in(words: str, *, on: datetime.date) -> list[FoundDate]:
    return [one for one in find_dates(words, on=on) if one.kind in ("date", "datetime") and one.value]


def set_a_date(
    space: Space,
    words: str,
    *,
    title: str,
    by: Person,
    today: datetime.date,
    group: Group | None = None,
    agenda: str = "",
) -> Meeting:
    """Create the meeting of that day. The same day and time again, for the same group, return the same meeting.

    `agenda` is the key of the template of its agenda; "" for the default one. Raise a Refusal unless exactly one future
    day can be read, or if `by` is not a member.
    """
    if not can_contribute(by) or by.space_id != space.pk:
        raise Refusal(_("Only members of this space can set a date."))
    said = understood(words, today=today)
    with transaction.atomic():
        Space.hold(space.pk)
        audience = group.audience if group else Audience.of_space(space)
        known = Meeting.objects.filter(space=space, group=group, on=said.on, at=said.at).visible_to(by).first()
        if known is not None:
            return known
        keep_out(space, said.place)
        facts = {"on": said.on, "at": said.at, "place": said.place, "template_key": agenda}
        meeting = Meeting.objects.create(space=space, audience=audience, title=title, group=group, **facts)
        record("meeting.dated", meeting, by=by)
    return meeting


def can_undo(meeting: Meeting, person: Person | None) -> bool:
    """Return whether the person set this date and nobody else has acted on the meeting since."""
    if person is None:
        return False
    about = Entry.objects.filter(subject_kind=kind_of(meeting), subject_id=meeting.pk)
    doers = set(about.values_list("by", "verb"))
    return (person.pk, "meeting.dated") in doers and {by for by, _verb in doers} == {person.pk}


def undo_meeting_date(meeting: Meeting, *, by: Person) -> None:
    """Delete a meeting with a date set by mistake.

    Raise a Refusal if anything references it, or others gave a link to it.
    """
    with transaction.atomic():
        Space.hold(meeting.space_id)
        others = meeting.attendances.exclude(person=by).exists() or is_referenced(meeting, ignoring=(Attendance,))
        if not can_undo(meeting, by) or others:
            raise Refusal(
                _("Somebody is already counting on this date."), instead=_("Tell them first, then choose another one.")
            )
        refuse_given(Meeting, [meeting.pk], by=by)
        record("meeting.undated", meeting, by=by)
        meeting.delete()
