"""What the tests of calling stand on: a meeting to come, who calls, and who is called."""

from __future__ import annotations

import datetime

from icalendar import Calendar

from palabre.meetings.invitations import meeting_invitations
from palabre.meetings.models import Meeting
from palabre.people.models import Person
from palabre.post import outbox
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter
from tests.builders import a_group, a_meeting, a_member, a_person, a_space

PARIS = datetime.timezone(datetime.timedelta(hours=1))
TUESDAY = datetime.datetime(2026, 11, 24, 10, tzinfo=PARIS)
MINUTE, HOUR, DAY = (datetime.timedelta(**{unit: 1}) for unit in ("minutes", "hours", "days"))
ORIGIN = "https://palabre.exemple.fr"
IN_A_WEEK = datetime.date(2026, 12, 1)


def a_call(*, on: datetime.date = IN_A_WEEK) -> tuple[Meeting, Person, Person, Person]:
    """A group's meeting, who calls to it, and two of its people: nobody knows Malo's address."""
    space = a_space()
    by, ines, malo = a_member(space, "Odile Tanneguy"), a_person(space, "Inès Courtois"), a_person(space, "Malo Riou")
    ines.may_be_reached_at("ines@exemple.fr", by=None)
    group = a_group(space, "Le minibus", convened_by=(by, ines, malo))
    meeting = a_meeting(space, "Le minibus", group=group, on=on, at=datetime.time(14), place="Foyer de Brennes", by=by)
    return meeting, by, ines, malo


def called(meeting: Meeting, by: Person) -> list[Letter]:
    return [one.letter for one in meeting_invitations.call(meeting, by=by, at=TUESDAY, origin=ORIGIN) if one.letter]


def sent(letters: list[Letter], by: Person, *, at: datetime.datetime = TUESDAY) -> None:
    """Let go those that can, and have the worker post them."""
    outbox.approve_all(letters, by=by, at=at, origin=ORIGIN)
    while post_one(at):
        pass


def waiting(meeting: Meeting) -> list[Letter]:
    return [letter for letter in meeting_invitations.letters_of(meeting) if letter.is_waiting]


def event_in(mail: object) -> tuple[str, object]:
    """Return the method and the event of the calendar that a received mail encloses beside its words."""
    part = next(one for one in mail.walk() if one.get_content_type() == "text/calendar")  # type: ignore[attr-defined]
    (event,) = Calendar.from_ical(part.get_content()).walk("VEVENT")
    return part.get_param("method"), event
