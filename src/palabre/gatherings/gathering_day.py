"""The day of a gathering: said in words, or sought together by a poll that those who carry a group must answer."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.gatherings.gathering_access import tends
from palabre.gatherings.gathering_preparation import tell_of_change, tended
from palabre.gatherings.models import Gathering
from palabre.journal.models import record
from palabre.meetings.models import DatePoll
from palabre.meetings.polls import date_poll
from palabre.meetings.polls.awaited_people import who_may_be_awaited
from palabre.meetings.polls.date_options import is_to_come
from palabre.people.models import Person
from palabre.pure.slots import Slot
from palabre.refusal import Refusal
from palabre.registrations.enrolment import keep_until, make_room


def set_day(gathering: Gathering, slot: Slot, *, by: Person, at: datetime.datetime) -> None:
    """Have it take place then. Those who registered are told in a while, unless it is put back meanwhile."""
    if not is_to_come(slot, today=timezone.localdate(at)):
        raise Refusal(
            _("This day has gone by, or is very far off."), instead=_("Write the year too: 2027, for example.")
        )
    with transaction.atomic():
        now = tended(gathering, by=by)
        until = end_of(slot)
        if (now.on, now.at, now.until) == (slot.on, slot.at, until):
            return
        move(now, slot.on, slot.at, until, at=at)
        record("gathering.dated", now, by=by)


def ask_for_a_day(
    gathering: Gathering, slots: Sequence[Slot], *, by: Person, at: datetime.datetime, form_token: str = ""
) -> DatePoll:
    """Ask by a poll. Without those who carry a group, no day is good: each of them is awaited, and required.

    As long as a poll is open, it is the one: its dates are added to.
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        now = tended(gathering, by=by)
        if now.poll is not None and now.poll.is_open:
            date_poll.offer_more(now.poll, slots, by=by, today=today)
            return now.poll
        awaited = {one.pk: True for one in who_may_be_awaited(now.space, None, by=by)}
        asked = date_poll.PollDraft(now.title, place=now.place, awaited=awaited)
        poll = date_poll.open_poll(now.space, asked, slots, by=by, at=at, today=today, form_token=form_token)
        now.seek_a_day(poll)
    return poll


def follow_poll_day(verb: str, poll: Any, *, by: Person | None, **facts: Any) -> None:
    """Listen to what is recorded: the gathering takes the day on which its poll is closed.

    If the poll is reopened, the gathering has no day any more, unless it is announced. Once it is, only who tends it
    moves it: a Refusal for others, whose poll would say another day. The caller holds the space.
    """
    if verb not in ("poll.closed", "poll.reopened"):
        return
    meeting, at = poll.meeting, poll.closed_at or timezone.now()
    for gathering in Gathering.objects.filter(poll=poll, cancelled_at=None).select_related("roll"):
        if gathering.is_announced and not tends(by, gathering):
            raise Refusal(
                _("“%(title)s” is announced: only those who prepare it move it.") % {"title": gathering.title},
                instead=_("Ask whoever proposed it."),
            )
        if meeting is not None and meeting.on is not None:
            slot = Slot(meeting.on, meeting.at, meeting.lasts)
            move(gathering, slot.on, slot.at, end_of(slot), at=at)
        elif not gathering.is_announced:
            gathering.be_on(None, None, None)


def move(
    gathering: Gathering,
    on: datetime.date,
    hour: datetime.time | None,
    until: datetime.time | None,
    *,
    at: datetime.datetime,
) -> None:
    """Put it on this day; who registered is kept until a month after it. The caller holds the space."""
    gathering.be_on(on, hour, until)
    keep_until(gathering.roll, on)
    make_room(gathering.roll, at=at)
    tell_of_change(gathering, at=at)


def end_of(slot: Slot) -> datetime.time | None:
    """Return the hour at which it ends, past midnight too."""
    if slot.at is None or not slot.lasts:
        return None
    return (datetime.datetime.combine(slot.on, slot.at) + datetime.timedelta(minutes=slot.lasts)).time()
