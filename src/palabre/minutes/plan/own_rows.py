"""Rows that minutes made, and which somebody has made their own since: minutes decide them no longer."""

from __future__ import annotations

from django.db.models import Model

from palabre.groups.lineage.merge_proposals import is_agreed
from palabre.groups.models import Membership, MergeProposal
from palabre.meetings.models import Attendance, Meeting, Publication
from palabre.people.models import Person


def is_hers_alone(row: Model) -> bool:
    """Return whether the row is a person who came, a role they confirmed, or a presence answered or marked.

    So is a person who had their name removed: by that row, it is removed again from a backup that is restored.
    """
    if isinstance(row, Membership):
        return row.confirmed_at is not None
    if isinstance(row, Attendance):
        return row.answered_at is not None or row.marked_by_id is not None
    return isinstance(row, Person) and (row.has_come or row.erased_at is not None)


def is_settled(row: Model) -> bool:
    """Return whether the row is a person's own, or a merger to which a group agreed, as it was then."""
    return is_hers_alone(row) or (isinstance(row, MergeProposal) and is_agreed(row))


def is_list_final(meeting: Meeting, person: Person) -> bool:
    """Return whether the person is a member, and the minutes of the meeting were given: it opened to who was there.

    No text then adds them to that meeting, nor takes them away.
    """
    return person.is_member and Publication.objects.filter(meeting=meeting, given_at__isnull=False).exists()
