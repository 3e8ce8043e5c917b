"""Removal of a poll, or of one answer, by any member, with its undo. A removed poll is deleted after a month."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.journal.models import record
from palabre.meetings.models import DateAnswer, DatePoll
from palabre.meetings.permissions import can_tend
from palabre.meetings.polls.awaited_people import ask_no_longer, bring_letters_back, delete_letters
from palabre.meetings.polls.date_poll import poll_for_update, tended
from palabre.people.access.links import LinkClosed
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space

EVERY = datetime.timedelta(hours=12)
KEPT = datetime.timedelta(days=30)


def remove_poll(poll: DatePoll, *, by: Person, at: datetime.datetime) -> None:
    """Remove the poll from every list; while it is open, it closes too. The meeting that it made stays. Idempotent."""
    refuse_others(poll, by=by)
    with transaction.atomic():
        now = poll_for_update(poll)
        if now.removed_at is None:
            now.remove(at, by=by)
            ask_no_longer(now)
            record("poll.removed", now, by=by)


def restore_poll(poll: DatePoll, *, by: Person) -> None:
    """Undo the removal: the poll is open again if it was. Idempotent."""
    refuse_others(poll, by=by)
    with transaction.atomic():
        now = poll_for_update(poll)
        if now.removed_at is not None:
            now.come_back()
            bring_letters_back(now)
            record("poll.restored", now, by=by)


def remove_answer(poll: DatePoll, number: int, *, by: Person, at: datetime.datetime) -> DateAnswer | None:
    """Remove the answer of this id; whoever gave it may answer again. None if it is not there, or not shown yet."""
    with transaction.atomic():
        now = tended(poll, by=by)
        if now.hides_answers:
            return None
        found: DateAnswer | None = now.answers.standing().select_related("person").filter(pk=number).first()
        if found is not None:
            found.remove(at)
            bring_letters_back(now)
            record("poll.answer_removed", now, by=by)
            Space.touch(now.space_id)
        return found


def restore_answer(poll: DatePoll, number: int, *, by: Person) -> None:
    """Undo the removal of an answer. Idempotent."""
    with transaction.atomic():
        now = tended(poll, by=by)
        found = now.answers.select_related("person").filter(pk=number, removed_at__isnull=False).first()
        if found is not None:
            found.come_back()
            ask_no_longer(now, person=found.person)
            record("poll.answer_restored", now, by=by)
            Space.touch(now.space_id)


def forget_removed_polls(at: datetime.datetime) -> None:
    """Scheduled task: delete what was removed a month ago."""
    DateAnswer.objects.filter(removed_at__lte=at - KEPT).delete()
    for poll in DatePoll.objects.filter(removed_at__lte=at - KEPT):
        delete_letters(poll)
    DatePoll.objects.filter(removed_at__lte=at - KEPT).delete()


def refuse_removed(poll: DatePoll) -> None:
    """Raise LinkClosed where a link opens a poll that was removed."""
    if poll.removed_at is not None:
        raise LinkClosed(_("What this link opened is no longer here."), instead=_("Ask the person who gave it to you."))


def refuse_others(poll: DatePoll, *, by: Person) -> None:
    if not can_tend(by, poll):
        raise Refusal(_("Only members of this space can change a date poll."))
