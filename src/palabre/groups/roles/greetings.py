"""Greet somebody who comes to a group: what it keeps is open to her. One who reads it greets, never herself.

To greet her is also to say that it is she, where only who noted her address did (see people.vouching).
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
    """May `by` open what this group keeps to the person of this number? Not while one member alone says who `by` is."""
    if by is None or by.vouched_by:
        return False
    return permissions.can_greet(by, group, reads=reads(by, group), is_herself=by.pk == person)


def greet(group: Group, person: Person, *, by: Person, at: datetime.datetime, knows_her: bool = False) -> bool:
    """Greet her, and say whether that is new. Nothing happens when `by` may not. The caller holds the space.

    `knows_her`: he greets who came, and does not only let in who would bear this name.
    """
    if not may_greet(by, group, person.pk):
        return False
    if knows_her:
        speak_for(person, by=by, at=at)
    _row, is_new = Greeting.objects.get_or_create(group=group, person=person, defaults={"by": by, "at": at})
    if is_new:
        keep_in_step(group.space_id)
    return is_new


def greet_by_hand(group: Group, person: Person, *, by: Person | None, at: datetime.datetime) -> None:
    """Open what the group keeps to somebody who is of it. Twice is once. Raises a Refusal."""
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
    """Undo the greeting of this instant, and no older one. The caller holds the space."""
    if Greeting.objects.filter(group=group, person=person, at=at).delete()[0]:
        keep_in_step(group.space_id)


def keeps_pages(group: Group) -> bool:
    """Is something kept to the people of this group?"""
    return Group.objects.filter(pk=group.pk, own_audience__isnull=False).exists()


def not_greeted(group: int, *, seen_by: int | None = None) -> list[Person]:
    """Return who is of the group of this number, came, and was not greeted there, by name: one query.

    Also whose account rests on the word of another than `seen_by` alone: to greet her is to say that it is she.
    """
    holds = Q(memberships__group=group, memberships__until=None)
    said = Q(pledges__group=group, pledges__call=None, joined_at__isnull=False)
    greeted = Greeting.objects.filter(group=group, person=OuterRef("pk"))
    is_to_be_known = Q(account_by__isnull=False) & ~Q(account_by=seen_by)
    rows = Person.objects.filter(holds | said, ~Exists(greeted) | is_to_be_known, came_at__isnull=False)
    return list(rows.distinct().order_by("name", "pk"))
