"""A meeting as a personal link shows it: to a person called to it, or to a person its minutes name."""

from __future__ import annotations

import dataclasses

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from palabre.home.personal_links.personal_link import Opened, Written, pages_naming
from palabre.home.statements.statements import PersonStatements, said_of
from palabre.meetings.attendance.attendance import is_the_day, why_closed
from palabre.meetings.attendance.call_answers import answer_of
from palabre.meetings.attendance.sent_news import news_sent_by, told_at
from palabre.meetings.models import AgendaItem, Attendance, Meeting, Presence, Publication, Room
from palabre.meetings.note.meeting_note import is_told
from palabre.meetings.permissions import can_propose_point
from palabre.meetings.written.given_minutes import last_text_for
from palabre.minutes.models import Import
from palabre.notes.markdown.holes import without_holes
from palabre.notes.markdown.html_render import render
from palabre.people.models import Person
from palabre.refusal import Refusal


@dataclasses.dataclass(frozen=True, slots=True)
class OpenedMeeting:
    """`presence` is the person's attendance ("" when not recorded); `room` the room's address, "" until it is open.

    `text` is the HTML of the minutes that were given to those who took part, "" for others.
    """

    meeting: Meeting
    presence: str
    minutes: list[Written]
    said: PersonStatements
    may_keep: bool = False
    room: str = ""
    meets_now: bool = False
    text: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Called:
    """A meeting to which the person is called. `answer` is theirs ("" for none), `text` the news they sent.

    `coming` are names, `news` pairs of the sender's name and words; `closed` says why answers are no longer taken.
    `room` is the room's address, "" while it is not open; `meets_now`: it is open, and the meeting is today. `points`
    are the agenda; `may_propose`: the person may add to it.
    """

    meeting: Meeting
    answer: str
    text: str
    coming: list[str]
    news: list[tuple[str, str]]
    closed: Refusal | None
    caller: str
    room: str
    meets_now: bool
    points: list[AgendaItem]
    may_propose: bool


def is_called(opened: Opened) -> bool:
    """Return whether the person is asked to come, rather than shown minutes."""
    meeting: Meeting = opened.thing
    if meeting.invitations.filter(person=opened.person).exists():
        return why_closed(meeting, today=opened.reader.today) is None or not minutes_of(opened)
    return meeting.on is not None and meeting.on >= opened.reader.today and not minutes_of(opened)


def called(opened: Opened) -> Called:
    meeting, reader = opened.thing, opened.reader
    told = Attendance.objects.filter(reader.heard("answered_at"), meeting=meeting, presence=Presence.COMING)
    comes = Person.objects.filter(pk__in=told.values("person"))
    news = told_at(meeting).exclude(person=opened.person).select_related("person")
    invitation = meeting.invitations.filter(person=opened.person).select_related("letter__by").first()
    caller = invitation.letter.by if invitation and invitation.letter else None
    return Called(
        meeting=meeting,
        answer=answer_of(meeting, opened.person),
        text=news_sent_by(meeting, opened.person),
        coming=reader.names_of(comes.exclude(pk=opened.person.pk).order_by("pk")),
        news=[(reader.name_of(one.person), one.text) for one in news],
        closed=why_closed(meeting, today=reader.today),
        caller=caller.name if caller else "",
        room=(room := room_of(opened)),
        meets_now=bool(room) and is_the_day(meeting, today=reader.today),
        points=meeting.agenda.standing().order_by("position").with_words(),
        may_propose=can_propose_point(opened.person, meeting) and not is_told(meeting),
    )


def room_of(opened: Opened) -> str:
    """Return the address of the meeting's room for the holder of the link, once it is open; else ""."""
    is_open = Room.objects.filter(meeting=opened.thing, ended_at=None).exists()
    return reverse("came_in:room", args=[opened.link.pk]) if is_open else ""


def refuse_other_matters(opened: Opened) -> None:
    """Raise a Refusal when somebody else holds the link too: it opens its thing, and nothing else of the person's."""
    if opened.is_shared:
        raise Refusal(
            _("This link only answers about this: somebody gave it to you, who can open it too."),
            instead=_("For the rest you need a link that only you have: ask a member to give you yours again."),
        )


def opened_meeting(opened: Opened) -> OpenedMeeting:
    present = Attendance.objects.filter(meeting=opened.thing, person=opened.person)
    return OpenedMeeting(
        meeting=opened.thing,
        presence=present.values_list("presence", flat=True).first() or "",
        minutes=minutes_of(opened),
        said=PersonStatements([], []) if opened.is_shared else said_of(opened.person),
        may_keep=Publication.objects.filter(meeting=opened.thing, given_at__isnull=False, kept_at=None).exists(),
        room=(room := room_of(opened)),
        meets_now=bool(room),
        text=text_given_to(opened),
    )


def text_given_to(opened: Opened) -> str:
    """Return the minutes as HTML, with links to no page; "" by a link that somebody else holds too."""
    text = "" if opened.is_shared else last_text_for(opened.person, opened.thing)
    return mark_safe(without_holes(render(text))) if text else ""


def minutes_of(opened: Opened) -> list[Written]:
    """Return the minutes of the meeting: imported pages that name the person, and published minutes."""
    pages = pages_naming(opened.reader)
    readings = Import.objects.filter(meeting=opened.thing, page__in=pages, undone_at=None)
    titles = [reading.page.title for reading in readings.select_related("page") if reading.page]
    given = Publication.objects.filter(
        opened.reader.also(of="meeting__minutes__audience"),
        meeting=opened.thing,
        given_at__isnull=False,
        meeting__minutes__isnull=False,
    )
    titles += given.values_list("meeting__minutes__title", flat=True)
    return [Written(opened.thing.on, title, []) for title in titles]
