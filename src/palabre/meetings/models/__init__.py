"""Meetings, how their date is found, how they take place, what is decided there, and how they are told."""

from palabre.meetings.models.agenda import AgendaItem, AgendaTemplate, ItemKind
from palabre.meetings.models.asked import Asked
from palabre.meetings.models.deciding import CarriedOver, Decision, Objection
from palabre.meetings.models.meeting import Aim, Attendance, Invitation, Meeting, Presence, SentNews
from palabre.meetings.models.poll import Awaited, Choice, DateAnswer, DateChoice, DateOption, DatePoll
from palabre.meetings.models.publication import Edition, Publication
from palabre.meetings.models.reading import Doubt, Import, Imported, Recognised
from palabre.meetings.models.room import CODE_LENGTH, Circle, FloorRequest, LeftSentence, Room
from palabre.meetings.models.series import ZONE, CalendarFeed, Series

__all__ = [
    "CODE_LENGTH",
    "ZONE",
    "AgendaItem",
    "AgendaTemplate",
    "Aim",
    "Asked",
    "Attendance",
    "Awaited",
    "CalendarFeed",
    "CarriedOver",
    "Choice",
    "Circle",
    "DateAnswer",
    "DateChoice",
    "DateOption",
    "DatePoll",
    "Decision",
    "Doubt",
    "Edition",
    "FloorRequest",
    "Import",
    "Imported",
    "Invitation",
    "ItemKind",
    "LeftSentence",
    "Meeting",
    "Objection",
    "Presence",
    "Publication",
    "Recognised",
    "Room",
    "SentNews",
    "Series",
]
