"""A calendar within a mail: what mail programs show as an invitation to answer, and the same as a file."""

from __future__ import annotations

import dataclasses
from email.message import EmailMessage as Built
from typing import Any

from django.core.mail import EmailMultiAlternatives

CALENDAR = "text/calendar"
FILE = ("meeting.ics", "application/ics")


@dataclasses.dataclass(frozen=True, slots=True)
class Enclosure:
    """A calendar entry that goes with a letter: an iCalendar text, under its method (REQUEST, CANCEL)."""

    text: str
    method: str


class Mail(EmailMultiAlternatives):
    """A mail whose calendar, if it encloses one, says its method in its type, as RFC 6047 asks."""

    calendar_method = ""

    def enclose(self, calendar: str, method: str) -> None:
        """Put the iCalendar text beside the words (they come first), and as a file."""
        self.calendar_method = method
        self.attach_alternative(calendar, CALENDAR)
        self.attach(FILE[0], calendar.encode(), FILE[1])

    def _add_bodies(self, msg: Built) -> Any:
        super()._add_bodies(msg)  # type: ignore[misc]
        for part in msg.walk():
            if part.get_content_type() == CALENDAR:
                part.set_param("method", self.calendar_method)
        return msg
