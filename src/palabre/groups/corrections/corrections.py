"""Say a need, a call, a line of inquiry or the name of a group otherwise: who may, within which bounds, and undo."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups import permissions
from palabre.groups.group_access import group_for_update, may_decide, may_write
from palabre.groups.models import Group, Inquiry, Need, RoleCall
from palabre.groups.needs.satisfaction import may_speak
from palabre.journal.models import Entry
from palabre.journal.word_changes import change_words, settle_words, undo_change
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.people.permissions import can_contribute
from palabre.refusal import Refusal
from palabre.spaces.row_lock import row_for_update


class NotHers(Refusal):
    status = 403


type Correctable = Need | RoleCall | Group | Inquiry

VERBS: dict[type[Correctable], str] = {
    Need: "need.reworded",
    RoleCall: "call.reworded",
    Group: "group.renamed",
    Inquiry: "inquiry.reworded",
}
TEXTS: dict[type[Correctable], str] = {Need: "text", RoleCall: "words", Group: "title", Inquiry: "text"}
TITLE_LENGTH = 200  # characters of the name of a group


def may_correct(person: Person | None, thing: Correctable) -> bool:
    """Return whether the person may say it otherwise.

    A need: who said it, who speaks for its group, or decides for it; a call: any member; a line of inquiry: whoever
    writes for its group; a group: who decides for it.
    """
    if person is None or person.space_id != thing.space_id:
        return False
    if isinstance(thing, Group):
        return can_contribute(person) and thing.ended_at is None and may_decide(person, thing)
    if isinstance(thing, Inquiry):
        return may_write(person, thing.group)
    if isinstance(thing, RoleCall):
        return thing.is_open and permissions.can_end(person, thing)
    decides = thing.group is not None and can_contribute(person) and may_decide(person, thing.group)
    return thing.is_open and (thing.by_id == person.pk or may_speak(person, thing) or decides)


def correct(thing: Correctable, *, by: Person, shown: str | None = None, **values: Any) -> Entry | None:
    """Store these values in the fields of the thing. Return what undoes it; None if nothing changed.

    `shown`: which words its form showed. Raise a Refusal if `by` may not, or where somebody else wrote others since.
    """
    with transaction.atomic():
        now = let_correct(by, thing)
        keep_out(now.space, *(value for value in values.values() if isinstance(value, str)))
        verb = VERBS[type(now)]
        kept = settle_words(now, verb, values, [TEXTS[type(now)]], by=by, shown=shown)
        return change_words(now, verb, by=by, **kept)


def undo_correction(thing: Correctable, number: int, *, by: Person) -> None:
    """Bring back the words that the entry of this id replaced. Idempotent."""
    with transaction.atomic():
        now = let_correct(by, thing)
        undo_change(now, VERBS[type(now)], number, by=by)


def let_correct(by: Person, thing: Correctable) -> Correctable:
    """Return the thing locked and read again. Raise a Refusal unless `by` may say it otherwise."""
    now = group_for_update(thing) if isinstance(thing, Group) else row_for_update(thing)
    refuse_correction(by, now)
    return now


def refuse_correction(by: Person | None, thing: Correctable) -> None:
    if not may_correct(by, thing):
        raise NotHers(
            _("It is for those who said it, or who host the group, to change it."),
            instead=_("Talk about it with them, or at the next meeting."),
        )
