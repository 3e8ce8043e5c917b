"""Leaving a space by one's own will, and coming back as before. What a person wrote stays, under their name.

Their roles end, and what they had taken is free again: upper slices register that. Who comes back gets what nobody took
meanwhile.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.people.agreements.exclusion import be_back, beside, doubles_of, is_replaced, since_when
from palabre.people.devices.vouchers import refuse_one_word
from palabre.people.hooks import Event, Happening, carry_out, record_fact, take_back
from palabre.people.models import Link, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space

type View = Callable[..., Any]

LEFT = "person.left"
BACK = "person.came_back"


def leave_space(person: Person, *, at: datetime.datetime) -> None:
    """Have the person leave their space. Idempotent. Raises a Refusal to its last member."""
    refuse_one_word(person)
    with transaction.atomic():
        Space.hold(person.space_id)
        now = Person.objects.select_related("space").get(pk=person.pk)
        if not now.is_member:
            return
        if not now.space.persons.filter(joined_at__isnull=False, same_as=None).exclude(pk=now.pk).exists():
            raise Refusal(
                _("You are the last one here: nobody could come in any longer."),
                instead=_("Archive this space, or delete it: its settings say how. Or invite somebody first."),
            )
        doubles = [one for one in doubles_of(now) if one.is_member]
        facts: dict[str, Any] = since_when(now)
        facts["doubles"] = [{"number": one.pk, **since_when(one)} for one in doubles]
        facts["stewards"] = beside(now)
        facts["left"] = carry_out(Event.PERSON_LEFT, Happening(now, at, now))
        facts |= {"links": close_links([now, *doubles_of(now)], at=at), "closed_at": at.isoformat()}
        for one in (now, *doubles):
            one.leave_space(at)
        Space.touch(now.space_id)
        record_fact(LEFT, now.space, by=now, **facts)


def come_back(person: Person, facts: dict[str, Any], *, at: datetime.datetime) -> None:
    """Undo it, given the facts that it recorded; the care of the space stays with who took it since. Idempotent."""
    refuse_one_word(person)
    with transaction.atomic():
        Space.hold(person.space_id)
        now = Person.objects.select_related("space").get(pk=person.pk)
        is_back = now.is_member and now.left_at is None
        if is_back or now.put_out_at is not None or now.erased_at is not None:
            return
        without_care = is_replaced(now, facts)
        instants = {one["number"]: one for one in facts["doubles"]} | {now.pk: facts}
        for one in (now, *(double for double in doubles_of(now) if double.pk in instants)):
            be_back(one, instants[one.pk], without_care=without_care)
            one.leave_at(None)  # who stays keeps their name, whoever asked meanwhile that it go
        if since := facts.get("closed_at"):  # what its maker withdrew meanwhile stays so
            Link.objects.filter(pk__in=facts["links"], revoked_at=since).update(revoked_at=None)
        take_back(Event.PERSON_LEFT, Happening(now, at, now), facts["left"])
        Space.touch(now.space_id)
        record_fact(BACK, now.space, by=now)


def close_links(persons: list[Person], *, at: datetime.datetime) -> list[int]:
    """Close the links of these persons, who leave: they would go on reading what members say. Return their ids."""
    theirs = Link.objects.filter(person__in=persons, revoked_at=None)
    numbers = list(theirs.order_by("pk").values_list("pk", flat=True))
    theirs.update(revoked_at=at)
    return numbers


def even_outside(view: View) -> View:
    """Let a view also answer a person whom the device knows and who may no longer enter the space."""
    view.even_outside = True  # type: ignore[attr-defined]
    return view


def answers_outside(view: View, person: Person | None) -> bool:
    return person is not None and not person.space.is_ended and getattr(view, "even_outside", False)
