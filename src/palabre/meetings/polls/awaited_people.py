"""Whose answers a poll waits for: who carries a question for a poll of all, the members of a group for its own."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet

from palabre.groups.lineage.group_family import together
from palabre.groups.models import Group, Membership
from palabre.meetings.models import Awaited, DatePoll
from palabre.people.models import Person
from palabre.post.models import Letter
from palabre.pure.french import fold
from palabre.spaces.models import Space

OF_A_POLL = "poll:"  # what a letter to who is awaited is about, before the number of the poll
AGAIN = ":again"  # at its end, when it is a reminder
MOST = 70  # persons on one list: with sixty dates and a week, a form has that many fields


def who_may_be_awaited(space: Space, group: Group | None, *, by: Person) -> list[Person]:
    """Return the persons who hold a role in the group, or who carry a living group that `by` reads."""
    rows = roles(space, group, by=by).select_related("person__same_as")
    living = {(row.person.same_as or row.person).pk: row.person.same_as or row.person for row in rows}
    here = [person for person in living.values() if person.erased_at is None]
    return sorted(here, key=lambda person: fold(person.name))[:MOST]


def roles(space: Space, group: Group | None, *, by: Person) -> QuerySet[Membership]:
    held = Membership.objects.filter(group__space=space).held()
    if group is not None:
        return held.filter(together(group.pk))
    return held.carrying().filter(group__in=Group.objects.filter(space=space).visible_to(by).alive())


def wait_for(poll: DatePoll, wished: Mapping[int, bool], *, by: Person) -> None:
    """Await exactly these persons, among those who may be; `wished` says of each whether she is required.

    Who was reminded stays so: she is reminded once, even when somebody unticked her and ticked her again meanwhile.
    """
    with transaction.atomic():
        Space.hold(poll.space_id)
        may_be = {person.pk for person in who_may_be_awaited(poll.space, poll.group, by=by)}
        may_be |= set(poll.awaited.values_list("person", flat=True))
        for person in may_be & wished.keys():
            said = {"is_required": wished[person]}
            Awaited.objects.update_or_create(poll=poll, person_id=person, defaults=said)
        poll.awaited.exclude(person__in=list(wished)).delete()


def about(poll: DatePoll) -> str:
    return f"{OF_A_POLL}{poll.pk}"


def letters_of(poll: DatePoll) -> QuerySet[Letter]:
    """Return the letters on this poll, reminders included."""
    return Letter.objects.filter(space=poll.space_id, about__in=(about(poll), about(poll) + AGAIN))


def ask_no_longer(poll: DatePoll, *, person: Person | None = None) -> None:
    """Take back the letters that have not left: the poll is settled, or `person` has answered."""
    unsent = letters_of(poll).filter(sent_at=None)
    (unsent.filter(to=person) if person else unsent).delete()
