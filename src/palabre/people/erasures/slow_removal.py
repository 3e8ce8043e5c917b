"""« Retirer mon nom » by a link that rests on one member's word: a day later, unless somebody objects meanwhile.

Removing a name is irreversible, and the member who noted the address, or made the link, may be the one who asks. So it
waits, the journal says so, every member reads which name it is, and one click keeps it. Members have their own ways: by
the link of a letter, which may have been passed on, their name waits as well, unless that link is all they have; and so
it does for a month on a device that the squares of two members let in.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models import BigIntegerField, Exists, QuerySet
from django.utils.translation import gettext as _

from palabre.people.erasures import name_erasure
from palabre.people.erasures.apart import each_apart
from palabre.people.erasures.things_read import ReadThings
from palabre.people.hooks import record_fact
from palabre.people.models import Erasure, Link, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared

ASKED_ONCE_IN = datetime.timedelta(days=30)
EVERY = datetime.timedelta(minutes=10)


def may_ask(person: Person) -> bool:
    """Return whether a single member's word may start the removal of this name: not for members."""
    return not person.is_member and person.erased_at is None and person.same_as_id is None


def has_another_way(person: Person) -> bool:
    """Return whether the person is a member whom a device or an account knows: a letter’s link is not all they have."""
    return person.is_member and (person.account_id is not None or person.entered_at is not None)


def is_since_two(link: Link, *, at: datetime.datetime) -> bool:
    """Return whether two members, who may be one, let somebody in as this person, who may have had the link since.

    A member is given other links then; who is none, the same ones again.
    """
    her = link.person
    if her is None or her.by_two_at is None or not her.is_opened_by_two(at):
        return False
    return not her.is_member or link.made_at >= her.by_two_at


def may_wait(person: Person, link: Link | None) -> bool:
    """Return whether the removal waits, as asked by this link: also for a member, by the link of their letter alone."""
    is_hers = link is not None and link.made_by_id in (None, person.pk) and link.noted_by_id is None
    return may_ask(person) or (is_hers and person.erased_at is None and person.same_as_id is None)


def ask_slow_removal(person: Person, link: Link | None, *, at: datetime.datetime, has_agreed: bool = False) -> None:
    """Have the name of this person removed in a day, as asked by this link (None: by the member). Idempotent.

    `has_agreed`: it is asked by who removes another name, and both said that they are one person; or on the word of
    members who let the person in.
    Raise a Refusal if links of the same maker asked for it within thirty days, and a member kept the name.
    """
    with transaction.atomic():
        Space.hold(person.space_id)
        her = Person.objects.select_related("space").get(pk=person.pk)
        is_due = may_wait(her, link) or (has_agreed and her.erased_at is None)
        if is_due and her.leaving_at is None:
            if link is not None:
                ask_once_a_month(link, at=at)
            her.leave_at(at + name_erasure.A_DAY)
            Space.touch(her.space_id)
            record_fact("removal.asked", her.space, by=None)


def ask_for_each(persons: Sequence[Person], *, at: datetime.datetime) -> None:
    """Have the names that only the word of their bearer joined to a removed one go a day later."""
    for person in persons:
        ask_slow_removal(person, None, at=at, has_agreed=person.is_member)


def ask_once_a_month(link: Link, *, at: datetime.datetime) -> None:
    same = Link.objects.filter(person=link.person_id, made_by=link.made_by_id, noted_by=link.noted_by_id)
    if same.filter(removal_asked_at__gt=at - ASKED_ONCE_IN, removal_asked_at__lte=at).exists():
        raise Refusal(
            _("This was asked already, and a member of the space kept the name."),
            instead=_("Ask a member who knows you to give you your link back, on your own device."),
        )
    link.ask_for_removal(at)


def cancel_removal(space: Space, number: int, *, by: Person) -> bool:
    """Keep the name: somebody else asked. Return whether it was about to go. Raises a Refusal for strangers."""
    if not by.is_member or by.space_id != space.pk:
        raise Refusal(_("Only members of this space can keep a name."), instead=_("Ask a member of the space."))
    with transaction.atomic():
        Space.hold(space.pk)
        her = waiting(space).filter(pk=number).first()
        if her is not None:
            her.leave_at(None)
            Space.touch(space.pk)
            record_fact("removal.kept", space, by=by)
        return her is not None


def waiting(space: Space) -> models.QuerySet[Person]:
    return Person.objects.filter(space=space, leaving_at__isnull=False, erased_at=None).order_by("leaving_at", "pk")


def asked_by_link(persons: Sequence[Person]) -> set[int]:
    """Return the ids of those of these persons, whose names wait, for whom a link asked it; for others, a member."""
    asked = Link.objects.filter(person__in=persons, removal_asked_at__isnull=False)
    due = {(one.person_id, one.removal_asked_at + name_erasure.A_DAY) for one in asked if one.removal_asked_at}
    return {one.pk for one in persons if (one.pk, one.leaving_at) in due}


def is_any_name_leaving(space: Space) -> bool:
    """Return whether a name is about to go, whole (`waiting`) or from texts by others (delayed_erasure). One query."""
    return bool(space_that_loses_a_name(space=space.pk))


@prepared(space=BigIntegerField())
def space_that_loses_a_name(space: Any) -> QuerySet[Any, Any]:
    going = Erasure.objects.filter(space=space, due_at__isnull=False)
    return Space.objects.filter(Exists(going) | Exists(waiting(space)), pk=space).values_list("pk", flat=True)


def finish_due(at: datetime.datetime) -> None:
    """Remove the names that are due, except of those who joined since another asked. Run by the clock. Idempotent.

    Ended spaces are left out: nobody can keep a name there.
    """
    rows = Person.objects.filter(space__ended_at=None, erased_at=None)
    due = list(rows.filter(leaving_at__lte=at).order_by("leaving_at", "pk"))
    each_apart(lambda her: finish(her, at), ((her.pk, her) for her in due), called="removal of person")


def finish(person: Person, at: datetime.datetime) -> None:
    """Remove this name if it is still due, unless its bearer joined meanwhile: then it stays."""
    known = name_erasure.read_beforehand(person, read=things_of_whose_word(person))
    with transaction.atomic():
        Space.hold(person.space_id)
        due = Person.objects.filter(pk=person.pk, leaving_at__lte=at, erased_at=None, space__ended_at=None)
        her = due.select_related("space").first()
        if her is not None and (may_wait(her, asked_by(her)) or has_agreed_before(her)):
            later = partial(ask_for_each, at=at) if her.is_member else None
            name_erasure.erase(her, at=at, known=known, read=things_of_whose_word(her), and_then=later)
        elif her is not None:
            her.leave_at(None)
            Space.touch(her.space_id)


def has_agreed_before(person: Person) -> bool:
    """Return whether the person, a member, was one person with who asked: no link asked it, and they joined before."""
    if person.leaving_at is None or person.joined_at is None or asked_by_link([person]):
        return False
    return person.joined_at <= person.leaving_at - name_erasure.A_DAY


def things_of_whose_word(person: Person) -> ReadThings | None:
    """Return the things read by the member on whose word this name goes, who may have given it themselves.

    Those of every member, where the name was only joined to that of who asked; None where its bearer asked.
    """
    link = asked_by(person) if asked_by_link([person]) else None
    if link is None:
        return None if has_agreed_before(person) else ReadThings(person.space_id)
    member = link.made_by or link.noted_by
    return None if member in (None, person) else ReadThings(person.space_id, member)


def asked_by(person: Person) -> Link | None:
    """Return the last link by which the removal of this name was asked; None when a member asked."""
    rows = Link.objects.filter(person=person, removal_asked_at__isnull=False)
    return rows.order_by("removal_asked_at", "pk").last()
