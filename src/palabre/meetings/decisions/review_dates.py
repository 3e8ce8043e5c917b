"""Review date of a decision, in words; and « en parler à la prochaine réunion »."""

from __future__ import annotations

import datetime
from contextlib import suppress

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.lineage.group_family import together
from palabre.journal.models import record
from palabre.meetings import permissions
from palabre.meetings.agenda.agenda_items import ItemDetails, propose_point
from palabre.meetings.agenda.agenda_preparation import has_begun
from palabre.meetings.decisions.decision_lock import decision_for_update, may
from palabre.meetings.models import AgendaItem, Decision, ItemKind, Meeting, quoted_item
from palabre.people.models import Person
from palabre.pure.dates import find_dates
from palabre.pure.french import on_one_line
from palabre.refusal import Refusal

LONGEST = 200  # characters
FARTHEST = datetime.timedelta(days=10 * 366)


def review(decision: Decision, words: str, *, by: Person, today: datetime.date) -> datetime.date | None:
    """Set the review day from words (« dans six mois »), or clear it if there are none. Return that day.

    Raise a Refusal unless exactly one future day can be read, or if `by` may not.
    """
    day = day_in(words, today=today) if words.strip() else None
    with transaction.atomic():
        now = decision_for_update(decision)
        may(permissions.can_decide(by, now), _("Only members of this space say when it is looked at again."))
        if now.review_on != day:
            now.review(day)
            record("decision.to_review" if day else "decision.not_to_review", now, by=by)
    return day


def day_in(words: str, *, today: datetime.date) -> datetime.date:
    """Return the one day in these words. Raise a Refusal."""
    words = on_one_line(words)
    how = _("Write it as you would say it: “in six months”, “on 15 September”.")
    if len(words) > LONGEST:
        raise Refusal(_("This is too long for a day."), instead=how)
    days = {str(one.value).partition("T")[0] for one in find_dates(words, on=today) if one.kind in ("date", "datetime")}
    days.discard("None")
    if len(days) != 1:
        raise Refusal(
            _("These words give several days.") if days else _("We cannot read a day in these words."), instead=how
        )
    day = datetime.date.fromisoformat(days.pop())
    if not today < day <= today + FARTHEST:
        raise Refusal(_("This day has gone by, or is very far off."), instead=how)
    return day


def talk_about(decision: Decision, *, by: Person, at: datetime.datetime) -> AgendaItem | None:
    """Add the decision to the agenda of the next meeting where it may be spoken of. Idempotent.

    Return None if no meeting is planned: it will be on the agenda of the first one. Raise a Refusal if `by` may not.
    """
    may(permissions.can_decide(by, decision), _("Only members of this space place it on an agenda."))
    today = timezone.localdate(at)
    meeting = next_meeting(decision, by=by, today=today)
    if meeting is not None:
        there = meeting.agenda.standing().filter(about=decision).first()
        return there or put_on_agenda(meeting, decision, by=by, at=at)
    with transaction.atomic():
        now = decision_for_update(decision)
        if now.review_on is None or now.review_on > today:
            now.review(today)
            record("decision.to_review", now, by=by)
    return None


def put_on_agenda(meeting: Meeting, decision: Decision, *, by: Person, at: datetime.datetime) -> AgendaItem:
    said = ItemDetails(quoted_item(decision.text), ItemKind.DECIDE)
    return propose_point(meeting, said, by=by, at=at, about=decision)


def put_on_its_agenda(proposal: Decision, *, by: Person, at: datetime.datetime) -> None:
    """Add a proposal to the agenda of its meeting, while that changes; it stands as well without a point."""
    meeting = proposal.meeting
    if meeting is None or has_begun(meeting) or (meeting.on is not None and meeting.on < timezone.localdate(at)):
        return
    with suppress(Refusal):  # it is cancelled, told, or full
        put_on_agenda(meeting, proposal, by=by, at=at)


def next_meeting(decision: Decision, *, by: Person, today: datetime.date) -> Meeting | None:
    """Return the group's next meeting that no member reads without reading the decision.

    Without a group, that of the whole space, or else the next one of any group. What a meeting decided is for a later
    one; a proposal is for its own, until that has begun.
    """
    rows = Meeting.objects.to_come(today).filter(space=decision.space_id)
    rows = rows.filter(Q(room=None) | Q(room__ended_at=None))
    if decision.meeting_id is not None:
        its_own = Q(pk=decision.meeting_id)
        rows = rows.exclude(its_own & Q(room__began_at__isnull=False) if decision.is_proposed else its_own)
    rows = rows.visible_to(by).select_related("space", "audience").order_by("on", F("at").asc(nulls_first=True), "pk")
    found = list(rows.filter(together(decision.group_id))[:20])
    if decision.group_id is None:
        found += rows[:20]
    return next((one for one in found if decision.audience.covers_members(one.audience)), None)
