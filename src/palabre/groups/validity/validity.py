"""Say of one thing of old minutes that it is under way or belongs to the past: any member, with a trace and an undo."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups import permissions
from palabre.groups.models import Action, Need, RoleCall, Validity
from palabre.journal.models import Entry, kind_of
from palabre.journal.word_changes import change_words, undo_change
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.row_lock import row_for_update

type Datable = Action | Need | RoleCall

SAID = "validity.said"
VALIDITIES = {"yes": "", "past": Validity.PAST.value}  # what each button stores


class NotHers(Refusal):
    status = 403


def validity_of(answer: str) -> str:
    """Return the validity that this answer of a button stores. Raise a Refusal for what is no answer."""
    if answer not in VALIDITIES:
        raise Refusal(_("That is not one of the answers."), instead=_("Choose one of the two buttons."))
    return VALIDITIES[answer]


def say_validity(thing: Datable, validity: str, *, by: Person) -> Entry | None:
    """Store the answer about a thing of old minutes. Return what undoes it; None if it changes nothing.

    Raise a Refusal for anybody but a member. A thing that nobody doubts is left as it is.
    """
    with transaction.atomic():
        now = let_say(by, thing)
        return change_words(now, SAID, by=by, validity=validity) if now.validity else None


def undo_validity(thing: Datable, number: int, *, by: Person) -> None:
    """Bring back what the entry of this id replaced. Idempotent.

    Raise a Refusal once somebody did something about it.
    """
    with transaction.atomic():
        now = let_say(by, thing)
        if not now.validity and acted_on_since([(kind_of(now), now.pk)], entry=number):
            raise Refusal(
                _("Somebody has done something about it since."),
                instead=_("If it is of the past, say so on its page, or to them."),
            )
        undo_change(now, SAID, number, by=by)


def acted_on_since(refs: Collection[tuple[str, int]], *, entry: int) -> set[tuple[str, int]]:
    """Return which of these things (kind, id) the journal tells of after the entry of this id, but for answers here."""
    later = Entry.objects.filter(pk__gt=entry).exclude(verb=SAID)
    found = set()
    for kind in {kind for kind, _number in refs}:
        numbers = [number for one, number in refs if one == kind]
        rows = later.filter(subject_kind=kind, subject_id__in=numbers).values_list("subject_id", flat=True)
        found |= {(kind, number) for number in rows}
    return found


def let_say(by: Person, thing: Datable) -> Datable:
    """Return the thing locked and read again. Raise a Refusal unless `by` may say whether it still holds."""
    now = row_for_update(thing)
    if not permissions.can_say_validity(by, now):
        raise NotHers(
            _("It is for the members of this space to say whether it still holds."),
            instead=_("Tell it to one of those who host the question."),
        )
    return now
