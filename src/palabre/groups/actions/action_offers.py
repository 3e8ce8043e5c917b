"""« Je m’en charge », « À plusieurs », « Laisser en suspens », asking somebody to take an action, its deadline.

Each is idempotent. On one member's word, `by` says what nobody said before, and changes nothing of what was said.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups import permissions
from palabre.groups.actions import action_assignment
from palabre.groups.models import Action
from palabre.groups.typed_values import day_meant, line_of
from palabre.journal.models import Entry, record
from palabre.people.devices.vouchers import refuse_one_word
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.refusal import Refusal

MOST_A_DAY = 40  # offers of one person


class TooManyOffers(Refusal):
    status = 429


def take_together(action: Action, companions: str, *, by: Person) -> None:
    """« À plusieurs »: `by` takes the action; `companions` names the others in words, and binds them to nothing."""
    words = line_of(companions)
    with transaction.atomic():
        keep_out(action.space, words)
        action_assignment.take(action, by=by)
        now = action_assignment.action_for_update(action)
        if now.owner_words != words:
            if now.owner_words:
                refuse_one_word(by)
            now.say_who_helps(words)
            record("action.shared", now, by=by)


def offer(action: Action, to: Person, *, by: Person) -> None:
    """Ask `to` to take the action.

    Raise a Refusal if somebody has it, if `by` may not ask, or if `to` only typed a name in passing: it names nobody.
    """
    with transaction.atomic():
        now = action_assignment.action_for_update(action)
        if not permissions.can_ask_to_take_up(by, now) or to.space_id != now.space_id or to.erased_at is not None:
            raise Refusal(_("Only members of this space ask somebody to take this on."))
        if now.owner_id is not None or not now.is_open:
            raise Refusal(_("Somebody is already taking care of this."))
        if to.is_passer_by:
            raise Refusal(
                _("This name means nobody here, or several people."), instead=_("Write their first name and surname.")
            )
        if now.offered_to_id != to.pk:
            refuse_one_word(by)
            refuse_more_offers(by, at=timezone.now())
            now.offer(to, by)
            record("action.offered", now, by=by)


def refuse_more_offers(by: Person, *, at: datetime.datetime) -> None:
    """Raise a Refusal once `by` has asked a great many people within a day: each of them gets a message."""
    lately = Entry.objects.filter(
        space=by.space_id, by=by, verb="action.offered", at__gt=at - datetime.timedelta(days=1), at__lte=at
    )
    if lately.count() >= MOST_A_DAY:
        raise TooManyOffers(
            _("You have asked a great many people today."), instead=_("Wait until tomorrow, or say it at a meeting.")
        )


def accept(action: Action, *, by: Person) -> None:
    """Assign the action to the person who was asked; nobody else may accept."""
    with transaction.atomic():
        now = action_assignment.action_for_update(action)
        if now.owner_id == by.pk:
            return
        if now.offered_to_id != by.pk:
            raise Refusal(
                _("This was not offered to you."), instead=_("If nobody has it, you can take it on all the same.")
            )
        action_assignment.take(now, by=by)
        action_assignment.action_for_update(now).offer(None, None)


def leave_hanging(action: Action, *, by: Person) -> None:
    """« Laisser en suspens »: withdraw the offer; the action has no owner and comes back at the next meeting.

    Only its owner gives back an action that has one.
    """
    with transaction.atomic():
        now = action_assignment.action_for_update(action)
        if not permissions.can_ask_to_take_up(by, now) and now.offered_to_id != by.pk:
            raise Refusal(_("Only members of this space leave this for later."))
        if now.owner_id is None and now.offered_to_id is not None:
            refuse_one_word(by)
            now.offer(None, None)
            record("action.left_hanging", now, by=by)


def say_when(action: Action, words: str, *, by: Person, today: datetime.date) -> None:
    """Store the deadline in words (« avant mardi »), and as a date if the words mean one."""
    words = line_of(words)
    with transaction.atomic():
        now = action_assignment.action_for_update(action)
        if not (permissions.can_ask_to_take_up(by, now) or now.owner_id == by.pk):
            raise Refusal(_("Whoever takes this on says by when."))
        on = day_meant(words, today=today)
        if (words, on) != (now.due_words, now.due_on):
            if now.due_words or now.due_on is not None:
                refuse_one_word(by)
            now.be_due(words, on)
            record("action.dated", now, by=by)
