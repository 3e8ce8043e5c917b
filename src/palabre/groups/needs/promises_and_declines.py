"""“Vu”, “On s’en occupe”, “Nous ne pourrons pas”: replies to a need, each with its undo.

None of them closes a need: others may still answer, and only the group says whether it is satisfied. Each is
idempotent.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups import permissions
from palabre.groups.models import WORDS_LENGTH, Need
from palabre.groups.needs.need_answers import let_answer, need_for_update
from palabre.groups.roles.spokespersons import is_liaison
from palabre.groups.typed_values import day_to_come, line_of
from palabre.journal.models import record
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.people.permissions import can_contribute
from palabre.refusal import Refusal


def acknowledge(need: Need, *, by: Person, at: datetime.datetime) -> None:
    """Say “Vu”: somebody read the need, and will come back to it."""
    with transaction.atomic():
        now = open_to(by, need)
        if now.acknowledged_at is None:
            now.be_seen(at, by=by)
            record("need.acknowledged", now, by=by)


def undo_acknowledging(need: Need, *, by: Person) -> None:
    """Undo `acknowledge`; like each undo here, do nothing if another person did it."""
    with transaction.atomic():
        now = need_for_update(need)
        if now.acknowledged_by_id == by.pk:
            now.be_seen(None, by=None)
            record("need.not_acknowledged", now, by=by)


def see_to(need: Need, when: str = "", *, by: Person, at: datetime.datetime) -> None:
    """Say “On s’en occupe”, by the day in `when` (“d’ici vendredi”), or without a day.

    Raise a Refusal if the words are not a future day, or while another person’s promise is not past.
    """
    today = timezone.localdate(at)
    day = day_to_come(when, today=today)
    with transaction.atomic():
        now = open_to(by, need)
        if now.is_in_hand and now.in_hand_by_id == by.pk and now.promised_on == day:
            return
        leave_promises_alone(now, by=by, today=today)
        now.be_in_hand(at, by=by, promised_on=day)
        record("need.in_hand", now, by=by, on=day.isoformat() if day else "")


def undo_seeing_to(need: Need, *, by: Person) -> None:
    with transaction.atomic():
        now = need_for_update(need)
        if now.in_hand_by_id == by.pk:
            now.be_in_hand(None, by=None)
            record("need.handed_back", now, by=by)


def decline_need(need: Need, reason: str, *, by: Person, at: datetime.datetime) -> None:
    """Say “Nous ne pourrons pas”, with a reason, which is required."""
    reason = line_of(reason, most=WORDS_LENGTH, empty=_("A no needs its reason."))
    with transaction.atomic():
        now = open_to(by, need)
        if now.is_declined and now.declined_by_id == by.pk and now.reason == reason:
            return
        if now.is_declined and now.declined_by_id not in (None, by.pk):
            raise Refusal(_("Somebody already said no, and why."), instead=_("You can answer: say there what you see."))
        keep_out(now.space, reason)
        now.be_declined(at, by=by, reason=reason)
        record("need.declined", now, by=by)


def undo_declining(need: Need, *, by: Person) -> None:
    with transaction.atomic():
        now = need_for_update(need)
        if now.declined_by_id == by.pk:
            now.be_declined(None, by=None)
            record("need.not_declined", now, by=by)


def may_see_to(person: Person | None, need: Need) -> bool:
    """Return whether the person is a member, or the liaison of this group, who may have come by a link."""
    if person is None:
        return False
    is_contact = not can_contribute(person) and is_liaison(person, need.group)
    return permissions.can_see_to(person, need, is_liaison=is_contact)


def open_to(person: Person, need: Need) -> Need:
    """Lock the space and return the need. Raise a Refusal if it is over, or `person` may not see to it."""
    now = need_for_update(need)
    if not may_see_to(person, now):
        raise Refusal(_("Only members of this space see to needs."), instead=_("You can answer: say what you know."))
    let_answer(now)
    return now


def leave_promises_alone(need: Need, *, by: Person, today: datetime.date) -> None:
    """Raise a Refusal if another person has the need in hand, unless their promised day is past."""
    if not need.is_in_hand or need.in_hand_by_id in (None, by.pk):
        return
    if need.promised_on is None or need.promised_on >= today:
        raise Refusal(
            _("%(name)s is already seeing to this.") % {"name": need.in_hand_by},
            instead=_("You can do it together: answer, and say what you bring."),
        )
