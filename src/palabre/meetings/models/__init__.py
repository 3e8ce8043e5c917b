"""Meetings, how their date is found, how they take place, what is decided there, and how they are told."""

from palabre.meetings.models.agenda import AgendaItem, AgendaTemplate, BroughtNeed, ItemKind, quoted_item
from palabre.meetings.models.decision import CarriedOver, Decision, Objection
from palabre.meetings.models.margin_question import Asked
from palabre.meetings.models.meeting import Aim, Attendance, Invitation, Meeting, Presence, SentNews
from palabre.meetings.models.poll import Awaited, Choice, DateAnswer, DateChoice, DateOption, DatePoll
from palabre.meetings.models.publication import Edition, Publication
from palabre.meetings.models.room import Circle, FloorRequest, LeftSentence, Room
from palabre.meetings.models.series import ZONE, CalendarFeed, Series

__all__ = [
    "ZONE",
    "AgendaItem",
    "AgendaTemplate",
    "Aim",
    "Asked",
    "Attendance",
    "Awaited",
    "BroughtNeed",
    "CalendarFeed",
    "CarriedOver",
    "Choice",
    "Circle",
    "DateAnswer",
    "DateChoice",
    "DateOption",
    "DatePoll",
    "Decision",
    "Edition",
    "FloorRequest",
    "Invitation",
    "ItemKind",
    "LeftSentence",
    "Meeting",
    "Objection",
    "Presence",
    "Publication",
    "Room",
    "SentNews",
    "Series",
    "quoted_item",
]
