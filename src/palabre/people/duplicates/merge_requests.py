"""Requests to merge two persons who both came: each says yes or no, under « Vous », in either order.

One human often has each name on another device. Nobody disappears by somebody else's click, nor signs what another
person wrote. A person who asks about themselves has said yes already.

Where nobody can be asked (a name that only texts bear), `person_merge` merges at once.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, Q, QuerySet
from django.utils.translation import gettext as _

from palabre.people.devices.vouchers import refuse_single_voucher
from palabre.people.duplicates import person_merge
from palabre.people.duplicates.person_merge import One
from palabre.people.models import MergeRequest, Merging, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import removed
from palabre.web.prepared_query import prepared


def join_or_ask(one: One, other: One, *, by: Person | None, at: datetime.datetime) -> Merging | MergeRequest:
    """Merge them, or ask both if the one that would disappear came by themselves. Idempotent."""
    person_merge.check(one, other, by=by)
    with transaction.atomic():
        Space.hold(one.space_id)
        kept, absorbed = person_merge.in_order(person_merge.living(one), person_merge.living(other))
        if not must_ask(kept, absorbed):
            return person_merge.merge_pair(one, other, by=by, at=at)
        person_merge.refuse_two_lives(kept, absorbed)
        asked, is_new = MergeRequest.objects.get_or_create(kept=kept, absorbed=absorbed, defaults={"by": by})
        if is_new:
            Space.touch(one.space_id)
        return asked


def must_ask(kept: One, absorbed: One) -> bool:
    return isinstance(absorbed, Person) and absorbed.has_come and kept.pk != absorbed.pk


def is_asked_of(asked: MergeRequest, person: Person) -> bool:
    """Return whether the person is one of the two, and has not answered yet."""
    return person.pk in (asked.kept_id, asked.absorbed_id) and person.pk != asked.by_id


def is_half_said(asked: MergeRequest) -> bool:
    """Return whether one of the two said yes already."""
    return asked.by_id in (asked.kept_id, asked.absorbed_id)


def next_step(asked: MergeRequest, person: Person) -> str:
    """Return the sentence that tells one of the two where the other one answers."""
    other = asked.kept if person.pk == asked.absorbed_id else asked.absorbed
    return _(
        "To finish, answer as the other “%(name)s” too, under “You”, on the device where this name is yours. "
        "If it is lost, two members show you their square, here: “The people”, then “Give back their link”."
    ) % {"name": other.name}


def agree(asked: MergeRequest, *, by: Person, at: datetime.datetime) -> bool:
    """« C’est bien moi. » Return whether it is done: else the other one is awaited. Raises a Refusal to others."""
    with transaction.atomic():
        Space.hold(by.space_id)
        now = MergeRequest.objects.select_related("kept", "absorbed").filter(pk=asked.pk).first()
        if now is None:
            raise removed()
        refuse_others(now, by)
        if not is_half_said(now):
            now.say_yes(by)
            Space.touch(by.space_id)
            return False
        kept, absorbed = person_merge.in_order(person_merge.living(now.kept), person_merge.living(now.absorbed))
        both = {now.kept_id, now.absorbed_id}
        person_merge.merge_pair(kept, absorbed, by=absorbed if absorbed.pk in both else by, at=at)
        now.delete()
        return True


def decline_name_merge(asked: MergeRequest, *, by: Person, at: datetime.datetime) -> None:
    """« Ce n’est pas moi »: nobody is asked about these two again."""
    with transaction.atomic():
        Space.hold(by.space_id)
        refuse_others(asked, by)
        person_merge.keep_apart(asked.kept, asked.absorbed, by=by, at=at)
        MergeRequest.objects.filter(pk=asked.pk).delete()
        Space.touch(by.space_id)


def asked_of(person: Person) -> list[MergeRequest]:
    """Return what this person is asked, the oldest first."""
    return [one for one in requests_about(person=person.pk) if is_asked_of(one, person)]


def asked_and_said(person: Person) -> tuple[list[MergeRequest], list[tuple[MergeRequest, str]]]:
    """Return what this person is asked, and what they said yes to, with the next step of each. One query."""
    found = list(requests_about(person=person.pk))
    said = [(one, next_step(one, person)) for one in found if not is_asked_of(one, person)]
    return [one for one in found if is_asked_of(one, person)], said


@prepared(person=BigIntegerField())
def requests_about(person: Any) -> QuerySet[MergeRequest]:
    rows = MergeRequest.objects.filter(Q(absorbed=person) | Q(kept=person), kept__erased_at=None)
    return rows.select_related("kept", "absorbed", "by").order_by("pk")


def refuse_others(asked: MergeRequest, by: Person) -> None:
    refuse_single_voucher(by)
    if not is_asked_of(asked, by):
        raise Refusal(_("This is asked of somebody else."), instead=_("Only they can answer."))
