"""The settings of a space: any member changes them, any member undoes it."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.needs.need_kinds import checked_kinds
from palabre.groups.typed_values import checked_markdown, line_of
from palabre.journal.models import Entry
from palabre.journal.word_changes import change_words, settle_words, undo_change
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.people.permissions import can_contribute
from palabre.people.space_creation import SPACE_NAME_LENGTH
from palabre.refusal import Refusal
from palabre.spaces.models import SENTENCE_LENGTH, Space
from palabre.wiki.copies.page_licences import LONGEST as LICENCE_LENGTH

CHANGED = "settings.changed"
# Signs of no width, and those that reverse the text around a name.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

CHECKS: dict[str, Callable[[str], str]] = {
    "name": lambda typed: line_of(typed, most=SPACE_NAME_LENGTH, empty=_("The space needs a name.")),
    "sentence": lambda typed: line_of(typed, most=SENTENCE_LENGTH),
    "supporters": lambda typed: line_of(typed, most=SENTENCE_LENGTH),
    "partners": checked_markdown,
    "needs_rule": lambda typed: line_of(typed, most=SENTENCE_LENGTH),
    "need_kinds": checked_kinds,
    "licence": lambda typed: line_of(typed, most=LICENCE_LENGTH, empty=_("Choose a licence, or write its name.")),
}


def may_change(person: Person | None, space: Space) -> bool:
    """Return whether the person is a member of the space: there may be no steward, and it is undone as it was."""
    return can_contribute(person) and person is not None and person.space_id == space.pk


def change_settings(space: Space, *, by: Person, shown: str | None = None, **typed: str) -> Entry | None:
    """Keep these words, each by the name of its field. Return what undoes it; None if nothing changed.

    `shown`: which ones their form showed. Raise a Refusal beyond their bounds, or where somebody else wrote since.
    """
    values = {name: CHECKS[name](UNSEEN.sub("", words)) for name, words in typed.items()}
    with transaction.atomic():
        now = let_change(by, space)
        values = settle_words(now, CHANGED, values, CHECKS, by=by, shown=shown)
        changed = {name: value for name, value in values.items() if value != getattr(now, name)}
        keep_out(now, *changed.values())
        return change_words(now, CHANGED, by=by, **changed)


def undo_settings(space: Space, number: int, *, by: Person) -> None:
    """Bring back what the entry of this id replaced. Idempotent."""
    with transaction.atomic():
        undo_change(let_change(by, space), CHANGED, number, by=by)


def let_change(by: Person, space: Space) -> Space:
    """Return the space locked and read again. Raise a Refusal unless `by` is a member of it."""
    if not may_change(by, space):
        raise Refusal(_("Only members of this space change its settings."))
    Space.hold(space.pk)
    return Space.objects.get(pk=space.pk)
