"""Greet a person of a group: they may read its reserved pages. Only a reader of these pages greets, never themselves.

A greeting also vouches for an account known only by the word of who noted its address (see
people.devices.account_vouchers).
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from palabre.groups import permissions
from palabre.groups.models import Greeting, Group
from palabre.groups.roles.group_audience import keep_in_step, people_of, reads
from palabre.people.devices.account_vouchers import speak_for
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space


def may_greet(by: Person | None, group: Group, person: int) -> bool:
    """Return whether `by` may greet the person of this id. They may not while one member alone vouches for them."""
    if by is None or by.vouched_by:
        return False
    return permissions.can_greet(by, group, reads=reads(by, group), is_herself=by.pk == person)


def greet(group: Group, person: Person, *, by: Person, at: datetime.datetime, knows_her: bool = False) -> bool:
    """Greet the person; return whether that is new. Do nothing if `by` may not. The caller holds the lock on the space.

    `knows_her`: `by` knows who came, and vouches for their account.
    """
    if not may_greet(by, group, person.pk):
        return False
    if knows_her:
        speak_for(person, by=by, at=at)
    _row, is_new = Greeting.objects.get_or_create(group=group, person=person, defaults={"by": by, "at": at})
    if is_new:
        keep_in_step(group.space_id)
        Space.touch(group.space_id)  # where nothing is kept yet, no seat changed
    return is_new


def greet_by_hand(group: Group, person: Person, *, by: Person | None, at: datetime.datetime) -> None:
    """Greet a person of the group. Idempotent. Raise a Refusal."""
    with transaction.atomic():
        Space.hold(group.space_id)
        if by is None or not may_greet(by, group, person.pk):
            raise Refusal(
                _("Only those who read what this group keeps open it to somebody else."),
                instead=_("Ask one of them to greet the person."),
            )
        if person.pk not in people_of([group])[group.pk]:
            raise Refusal(_("This person is not of the group."), instead=_("They can say “I’m coming” on its page."))
        greet(group, person, by=by, at=at, knows_her=True)


def is_greeted(group: Group, person: int) -> bool:
    return Greeting.objects.filter(group=group, person=person).exists()


def undo_greeting(group: Group, person: Person, *, at: datetime.datetime) -> None:
    """Undo the greeting of this instant, and no older one. The caller holds the lock on the space."""
    if Greeting.objects.filter(group=group, person=person, at=at).delete()[0]:
        keep_in_step(group.space_id)
        Space.touch(group.space_id)


def keeps_pages(group: Group) -> bool:
    """Return whether the group has reserved pages."""
    return Group.objects.filter(pk=group.pk, own_audience__isnull=False).exists()


def not_greeted(group: int, *, seen_by: int | None = None) -> list[Person]:
    """Return the people of the group of this id who came and were not greeted, by name. One query.

    People with an account vouched for only by another person than `seen_by` are included: a greeting vouches for them.
    """
    holds = Q(memberships__group=group, memberships__until=None)
    said = Q(pledges__group=group, pledges__call=None, joined_at__isnull=False)
    greeted = Greeting.objects.filter(group=group, person=OuterRef("pk"))
    is_to_be_known = Q(account_by__isnull=False) & ~Q(account_by=seen_by)
    rows = Person.objects.filter(holds | said, ~Exists(greeted) | is_to_be_known, came_at__isnull=False)
    return list(rows.distinct().order_by("name", "pk"))
