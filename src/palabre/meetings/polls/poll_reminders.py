"""Reminders to silent persons: once, two days before the deadline, not in the evening nor at the weekend.

A reminder is sent automatically only if a member let Palabre send the first letter to the same person about the same
poll. Otherwise it waits in the outbox, ready to be copied.
"""

from __future__ import annotations

import contextlib
import datetime

from django.db import models, transaction
from django.utils import timezone, translation

from palabre.meetings.models import Awaited, DatePoll
from palabre.meetings.polls.awaited_people import about
from palabre.meetings.polls.date_poll import poll_for_update
from palabre.meetings.polls.poll_letters import sorted_by_name, without_an_answer, write_poll_letter
from palabre.people.models import News
from palabre.post import outbox
from palabre.post.models import Letter, Way
from palabre.pure.minutes.document import guess_language
from palabre.refusal import Refusal

EVERY = datetime.timedelta(minutes=30)
BEFORE = datetime.timedelta(hours=48)
MOST = 20  # polls of one run; the next run takes the others
EVENING = datetime.time(18)  # an answer « by Friday » is on time until then: no reminder leaves later


def remind(at: datetime.datetime) -> None:
    """Write the reminders of the polls whose deadline is near. Idempotent."""
    today = timezone.localdate(at)
    rows = DatePoll.objects.open().filter(deadline__gte=today, deadline__lte=today + BEFORE)
    waiting = rows.filter(models.Exists(to_remind(models.OuterRef("pk"))), space__opened_at__isnull=False)
    near = [poll for poll in waiting.filter(space__archived_at=None) if is_time(poll, at=at)]
    for poll in near[:MOST]:
        remind_of(poll, at=at)


def to_remind(poll: DatePoll | models.OuterRef) -> models.QuerySet[Awaited]:
    """Return whom a poll awaits in silence, not reminded yet: a poll without them takes no place of another."""
    return without_an_answer(Awaited.objects.filter(poll=poll, reminded_at=None).exclude(person__news=News.NONE))


def is_time(poll: DatePoll, *, at: datetime.datetime) -> bool:
    if poll.deadline is None:
        return False
    ends = datetime.datetime.combine(poll.deadline, EVENING, tzinfo=timezone.get_default_timezone())
    return ends - BEFORE <= at < ends


def remind_of(poll: DatePoll, *, at: datetime.datetime) -> list[Letter]:
    with transaction.atomic():
        try:
            now = poll_for_update(poll)
        except Refusal:
            return []  # deleted in the meantime
        if not now.is_open:
            return []
        due = list(sorted_by_name(to_remind(now)))
        Awaited.objects.filter(pk__in=[one.pk for one in due]).update(reminded_at=at)
        return [letter for one in due if (letter := remind_one(now, one, at=at))]


def remind_one(poll: DatePoll, one: Awaited, *, at: datetime.datetime) -> Letter | None:
    """Write a reminder to a person who was sent a letter; None for a person who was sent none."""
    first = Letter.objects.filter(to=one.person, about=about(poll), sent_at__isnull=False).order_by("-pk").first()
    if first is None:
        return None
    with translation.override(guess_language(first.body)):
        letter = write_poll_letter(poll, one.person, by=first.by or poll.by, at=at, again=True)
    if first.sent_how == Way.PALABRE and first.origin and first.by and letter.is_waiting:
        with contextlib.suppress(Refusal):  # the letter then waits, ready to be copied
            return outbox.approve(letter, by=first.by, at=at, origin=first.origin)
    return letter
