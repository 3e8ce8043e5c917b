"""Letters that give minutes: the whole text in plain words, and the next date for calendars."""

from __future__ import annotations

import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from palabre.meetings.agenda import adjacent_meetings
from palabre.meetings.calendars.calendar_entry import entry_of
from palabre.meetings.models import Edition, Meeting
from palabre.meetings.written.minutes_concern import participants
from palabre.people.access import links
from palabre.people.models import Person
from palabre.post import outbox
from palabre.post.models import Letter
from palabre.pure.minutes.document import guess_language
from palabre.wiki.models import Page

WRITTEN_UP = "written_up"  # opens `Letter.about` of these letters, before the numbers of the meeting and of the edition
LONGEST = 60_000  # characters; a longer text is cut


def write_to_participants(
    meeting: Meeting, page: Page, edition: Edition, *, by: Person, at: datetime.datetime, origin: str
) -> list[Letter]:
    """Write to each participant, and send at once if mail is set up; else the letters wait in the outbox."""
    letters = [write_to(person, meeting, edition, by=by, at=at) for person in participants(meeting, page, but=by)]
    try:
        sent = outbox.approve_all(letters, by=by, at=at, origin=origin, now=True)
    except outbox.TooManyLetters:
        sent = []  # they wait in the outbox; the minutes are given all the same
    gone = {one.pk: one for one in sent}
    return [gone.get(one.pk, one) for one in letters]


def write_to(person: Person, meeting: Meeting, edition: Edition, *, by: Person, at: datetime.datetime) -> Letter:
    text = edition.revision.body_md
    with translation.override(guess_language(text)):
        subject = _("Minutes: %(title)s") % {"title": meeting.minutes.title if meeting.minutes else meeting.title}
        body = body_of(person, meeting, text)
    link = links.link_to(meeting, person=person, by=by, at=at)
    about = f"{WRITTEN_UP}:{meeting.pk}:{edition.number}"
    letter = outbox.write_letter(person, by=by, about=about, subject=subject, body=body, link=link)
    calendar = next_date(meeting, person, at=at)
    if calendar and not letter.calendar:
        outbox.rewrite(letter, calendar=calendar, calendar_method="PUBLISH")
    return letter


def body_of(person: Person, meeting: Meeting, text: str) -> str:
    """Return greetings, the purpose of the link, then the whole text."""
    hello = _("Hello %(name)s,") % {"name": person.first_name}
    here = _("Here are the minutes of our meeting, whole.")
    hers = _("Correct what is said about you, or ask to keep it among us: %(address)s") % {"address": outbox.ADDRESS}
    whole = text if len(text) <= LONGEST else text[:LONGEST].rpartition("\n")[0] + "\n\n…"
    safe = whole.replace(outbox.ADDRESS, "").replace(outbox.STOP, "")  # else a text could insert the token
    return "\n\n".join([hello, here, hers, "-" * 40, safe.strip()]) + "\n"


def next_date(meeting: Meeting, person: Person, *, at: datetime.datetime) -> str:
    after = adjacent_meetings.after(meeting)
    if after is None or after.on is None:
        return ""
    return entry_of(after, method="PUBLISH", at=at, address="" if person.is_member else outbox.ADDRESS)
