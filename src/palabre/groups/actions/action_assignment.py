"""Take an action (“je m’en charge”) or give it back. Both are idempotent."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.models import Action
from palabre.journal.models import record
from palabre.people.devices.vouchers import refuse_one_word
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.row_lock import row_for_update


def take(action: Action, *, by: Person) -> None:
    """Make `by` the owner of an action without owner. Raise a Refusal if it is done, or has another owner."""
    with transaction.atomic():
        now = action_for_update(action)
        if now.owner_id == by.pk:
            return
        if now.owner_id is not None:
            raise Refusal(
                _("%(name)s is already taking care of this.") % {"name": now.owner},
                instead=_("You can do it together: say so at the next meeting."),
            )
        if not now.is_open:
            raise Refusal(
                _("This is already done."), instead=_("Other things are waiting for someone: see what there is to do.")
            )
        now.take(by)
        record("action.taken", now, by=by)


def give_action_back(action: Action, *, by: Person) -> None:
    """Give back an action that `by` had taken. Has no effect if `by` is not, or no longer, its owner."""
    refuse_one_word(by)
    with transaction.atomic():
        now = action_for_update(action)
        if now.owner_id == by.pk:
            now.leave()
            record("action.left", now, by=by)


def action_for_update(action: Action) -> Action:
    """Return the action locked and read again: two people may take it in the same second."""
    return row_for_update(action, instead=_("Other things are waiting for someone: see what there is to do."))
