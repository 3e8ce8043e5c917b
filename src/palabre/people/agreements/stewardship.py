"""Stewards of a space: taken up, shared, handed over, taken back. A space also works without any."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, QuerySet
from django.utils.translation import gettext as _

from palabre.people import permissions
from palabre.people.agreements.electorate import founder_of
from palabre.people.devices.vouchers import refuse_single_voucher
from palabre.people.hooks import record_fact
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared
from palabre.web.saved_fields import save_fields

LONG_ENOUGH = datetime.timedelta(hours=1)  # to notice a wrong choice


@dataclasses.dataclass(frozen=True, slots=True)
class Handed:
    """An act of stewardship and the former state: enough to undo it for an hour."""

    by: int
    to: int | None  # to whom the care was given; None: to nobody
    at: datetime.datetime
    since: datetime.datetime | None  # since when `by` had been a steward; None: they still are
    is_new: bool = True  # `to` was no steward before


def stewards(space: Space) -> list[Person]:
    return stewards_in(space=space.pk)


@prepared(space=BigIntegerField())
def stewards_in(space: Any) -> QuerySet[Person]:
    found = Person.objects.filter(steward_since__isnull=False, joined_at__isnull=False, same_as=None, erased_at=None)
    return found.filter(space=space).order_by("steward_since", "pk")


def take_up(space: Space, *, by: Person, at: datetime.datetime) -> None:
    """Become a steward when there is none, or as who founded the space. Idempotent. Raises a Refusal otherwise."""
    with transaction.atomic():
        her, others = stewards_for_update(space, by)
        if her.is_steward:
            return
        if others and her.pk != founder_of(space):
            raise Refusal(
                _("%(name)s looks after this space.") % {"name": others[0]}, instead=_("Ask them to share it with you.")
            )
        set_steward(her, at)
        record_fact("stewardship.taken_up", space, by=her)


def leave_stewardship(space: Space, *, by: Person, at: datetime.datetime) -> Handed | None:
    """Stop being a steward; there may be none then. Return what undoes it, None when it was done already."""
    with transaction.atomic():
        her, _others = stewards_for_update(space, by)
        if not her.is_steward:
            return None
        since = her.steward_since
        set_steward(her, None)
        record_fact("stewardship.left", space, by=her)
        return Handed(her.pk, None, at, since=since)


def share(space: Space, to: Person, *, by: Person, at: datetime.datetime) -> Handed | None:
    """Make `to` a steward too. Return what undoes it.

    Who took up the care alone is given it as well: a care that was given opens more (see `groups.steward_rights`).
    """
    with transaction.atomic():
        her, _others = stewards_for_update(space, by)
        return give_care("stewardship.shared", receiver(to, her), by=her, at=at)


def hand_over(space: Space, to: Person, *, by: Person, at: datetime.datetime) -> Handed | None:
    """Make `to` a steward in the place of `by`. Return what undoes it, None when it was done already."""
    with transaction.atomic():
        her, _others = stewards_for_update(space, by)
        if not her.is_steward and to.pk in {one.pk for one in stewards(space)}:
            return None
        other, since = receiver(to, her), her.steward_since
        set_steward(her, None)
        return give_care("stewardship.handed_over", other, by=her, at=at, since=since)


def give_care(
    verb: str, to: Person, *, by: Person, at: datetime.datetime, since: datetime.datetime | None = None
) -> Handed:
    """Give the care to `to`, and record it. `was_steward` tells that they had it before, given or not."""
    handed = Handed(by.pk, to.pk, at, since=since, is_new=not to.is_steward)
    if handed.is_new:
        set_steward(to, at)
    record_fact(verb, to.space, by=by, to=to.pk, was_steward=not handed.is_new)
    return handed


def undo_stewardship(space: Space, handed: Handed, *, by: Person, at: datetime.datetime) -> bool:
    """Undo what `by` did within the hour, even where the care was passed on or left since: that gift counts no longer.

    Return False where somebody to whom it was passed on meanwhile still looks after the space.
    """
    if handed.by != by.pk:
        raise Refusal(_("Only the person who handed it on can take it back."))
    if at - handed.at > LONG_ENOUGH:
        raise Refusal(_("This was done too long ago to undo."), instead=_("Ask to share the care of the space."))
    with transaction.atomic():
        her, others = stewards_for_update(space, by)
        if handed.since is not None and her.is_steward:
            return True
        for other in others:
            if handed.is_new and other.pk == handed.to and other.steward_since == handed.at:
                set_steward(other, None)
        if handed.since is not None:
            set_steward(her, handed.since)
        record_fact("stewardship.taken_back", space, by=her, to=handed.to)
        return not any(one.steward_since and one.steward_since > handed.at for one in others)


def stewards_for_update(space: Space, by: Person) -> tuple[Person, list[Person]]:
    """Hold the space; return `by` in their present state, and the other stewards.

    Raises a Refusal for a stranger, and for a person vouched for by one member only: they alone take up or give the
    care of the space.
    """
    refuse_single_voucher(by)
    Space.hold(space.pk)
    her = Person.objects.filter(pk=by.pk, space=space).first()
    if her is None or not permissions.can_contribute(her):
        raise Refusal(_("Only members of this space can look after it."))
    return her, [one for one in stewards(space) if one.pk != her.pk]


def receiver(to: Person, her: Person) -> Person:
    """Return `to` in their present state. Raises a Refusal when they cannot be a steward, or when the giver is none."""
    if not her.is_steward:
        raise Refusal(
            _("You no longer look after this space."), instead=_("The person who looks after it can hand it on to you.")
        )
    other = Person.objects.filter(pk=to.pk, space=her.space_id, same_as=None).first()
    if other is None or not other.is_member or other.pk == her.pk:
        raise Refusal(_("This person has not joined the space yet."), instead=_("Give them the entry link."))
    return other


def set_steward(person: Person, since: datetime.datetime | None) -> None:
    save_fields(person, steward_since=since)
