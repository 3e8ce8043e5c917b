"""Which rows of meetings wait for an instant, or count from one: those that a wrong clock wrote are brought back."""

import datetime

from django.utils import timezone

from palabre.journal.future_instants import register_instant
from palabre.meetings.models import Asked, DateAnswer, DateOption, DatePoll, Publication, Room
from palabre.pure.second_thoughts import public_at
from palabre.upkeep.hooks import register_delay

A_WEEK = datetime.timedelta(days=7)  # two working days, and the weekend between them


def register_meeting_instants() -> None:
    register_instant(Asked.objects.all, "at")
    register_instant(Asked.objects.all, "answered_at")
    register_instant(lambda: Room.objects.filter(ended_at=None), "opened_at")  # it ends twelve hours later
    for model in (DatePoll, DateOption, DateAnswer):
        register_instant(model._default_manager.all, "removed_at")
    for model in (DatePoll, DateAnswer):
        register_delay(model._default_manager.all, "removed_at")
    register_instant(Publication.objects.all, "due_at", farthest=A_WEEK, back=two_working_days_from)


def two_working_days_from(now: datetime.datetime) -> datetime.datetime:
    """Nobody loses the time to say « Gardons-le entre nous »."""
    return public_at(timezone.localtime(now))
