"""Undo of an answer to a doubt: restore the columns it changed, separate what it merged."""

from __future__ import annotations

import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from palabre.groups.lineage.merge_proposals import is_agreed
from palabre.groups.models import MergeProposal
from palabre.meetings.models import Attendance
from palabre.minutes.plan.own_rows import is_hers_alone
from palabre.people.duplicates import person_merge
from palabre.people.models import Merging, Person
from palabre.refusal import Refusal


def restore_noted_values(undo: dict[str, Any], *, by: Person, at: datetime.datetime) -> None:
    """Restore the values stored in `undo`, last change first. Raise a Refusal.

    A value changed since is kept, and so is a presence that the person, or who saw them, has said since.
    """
    for kind, number, before, after in reversed(undo.get("fields", [])):
        rows = apps.get_model(kind)._default_manager.filter(pk=number)
        row = rows.first()
        if isinstance(row, Attendance) and is_hers_alone(row):
            continue
        if row is not None and all(as_json_value(getattr(row, name)) == value for name, value in after.items()):
            refuse_agreed_merge(row)
            rows.update(**before)
    part(undo, by=by, at=at)


def refuse_agreed_merge(row: Model) -> None:
    """Raise a Refusal for a merger to which a group agreed: it agreed to the other group as it is, and to no other."""
    if isinstance(row, MergeProposal) and is_agreed(row):
        raise Refusal(_("A group has agreed to this merger since."), instead=_("Propose the other one beside it."))


def part(undo: dict[str, Any], *, by: Person, at: datetime.datetime) -> None:
    """Undo a merging, or delete the statement that two rows are different."""
    together = Merging.objects.filter(pk=undo.get("merging", 0)).first()
    if together is not None:
        person_merge.unmerge(together, by=by, at=at)
    difference = Merging.objects.filter(pk=undo.get("difference", 0)).first()
    if difference is not None:
        person_merge.ask_again(difference, by=by)


def as_json_value(value: Any) -> Any:
    """Return a column's value in its JSON form."""
    return value.isoformat() if isinstance(value, datetime.date) else value
