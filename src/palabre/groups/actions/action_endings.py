"""« C’est fait », « On laisse tomber »: how an action ends, and what undoes it. Each is idempotent."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups import permissions
from palabre.groups.actions.action_assignment import action_for_update
from palabre.groups.actions.new_action import let_tend
from palabre.groups.models import WORDS_LENGTH, Action
from palabre.groups.typed_values import line_of
from palabre.journal.models import record
from palabre.people.devices.vouchers import refuse_one_word
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.refusal import Refusal


def finish(action: Action, *, by: Person, on: datetime.date) -> None:
    """Say that the action is done: its owner does, or any member of the space, who is named."""
    with transaction.atomic():
        now = let_finish(by, action)
        if now.dropped_at is not None:
            raise Refusal(_("This was dropped."), instead=_("Bring it back first, if it was done after all."))
        if not now.is_done:
            now.finish(on, by=by)
            record("action.done", now, by=by)


def undo_finishing(action: Action, *, by: Person) -> None:
    """Undo `finish`."""
    refuse_one_word(by)
    with transaction.atomic():
        now = let_finish(by, action)
        if now.is_done:
            now.finish(None, by=None)
            record("action.not_done", now, by=by)


def drop(action: Action, words: str, *, by: Person, at: datetime.datetime) -> None:
    """Say that nobody will do it; `words` may say why."""
    words = line_of(words, most=WORDS_LENGTH)
    with transaction.atomic():
        now = let_tend(by, action)
        if now.is_done:
            raise Refusal(_("This is already done."))
        if now.dropped_at is None:
            keep_out(now.space, words)
            now.drop(at, words=words)
            record("action.dropped", now, by=by)


def undo_dropping(action: Action, *, by: Person) -> None:
    """Undo `drop`."""
    with transaction.atomic():
        now = let_tend(by, action)
        if now.dropped_at is not None:
            now.drop(None)
            record("action.brought_back", now, by=by)


def let_finish(by: Person, action: Action) -> Action:
    """Return the action locked and read again. Raise a Refusal unless `by` may say that it is done."""
    now = action_for_update(action)
    if not permissions.can_finish(by, now):
        raise Refusal(
            _("Whoever takes care of this says when it is done, or a member of this space."),
            instead=_("Tell it to somebody of the group: they can say so here."),
        )
    return now
