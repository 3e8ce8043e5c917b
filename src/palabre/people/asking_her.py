"""Two persons who both came are said to be one: the one that would disappear says yes or no, under « Vous ».

Where nobody is there to be asked (a name that only texts bear), `merging` brings them together at once.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.people import merging
from palabre.people.merging import One
from palabre.people.models import MergeRequest, Merging, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space


def join_or_ask(one: One, other: One, *, by: Person | None, at: datetime.datetime) -> Merging | MergeRequest:
    """Bring them together, or ask the one that would disappear, when she came herself. Twice is once."""
    merging.check(one, other, by=by)
    with transaction.atomic():
        Space.hold(one.space_id)
        kept, absorbed = merging.in_order(merging.living(one), merging.living(other))
        if not must_ask(kept, absorbed, by):
            return merging.merge(one, other, by=by, at=at)
        merging.refuse_two_lives(kept, absorbed)
        return MergeRequest.objects.get_or_create(kept=kept, absorbed=absorbed, defaults={"by": by})[0]


def must_ask(kept: One, absorbed: One, by: Person | None) -> bool:
    is_somebody = isinstance(absorbed, Person) and absorbed.has_come and kept.pk != absorbed.pk
    return is_somebody and (by is None or by.pk != absorbed.pk)


def agree(asked: MergeRequest, *, by: Person, at: datetime.datetime) -> None:
    """« C’est bien moi. » Raises a Refusal for anybody else, and when the other name is now the one to disappear."""
    with transaction.atomic():
        Space.hold(by.space_id)
        refuse_others(asked, by)
        merging.merge(asked.kept, by, by=by, at=at)
        MergeRequest.objects.filter(pk=asked.pk).delete()


def decline(asked: MergeRequest, *, by: Person, at: datetime.datetime) -> None:
    """« Ce n’est pas moi » : nobody is asked about these two again."""
    with transaction.atomic():
        Space.hold(by.space_id)
        refuse_others(asked, by)
        merging.keep_apart(asked.kept, by, by=by, at=at)
        MergeRequest.objects.filter(pk=asked.pk).delete()


def asked_of(person: Person) -> list[MergeRequest]:
    """Return what this person is asked, the first first."""
    rows = MergeRequest.objects.filter(absorbed=person, kept__erased_at=None)
    return list(rows.select_related("kept", "absorbed", "by").order_by("pk"))


def refuse_others(asked: MergeRequest, by: Person) -> None:
    if asked.absorbed_id != by.pk:
        raise Refusal(_("This is asked of somebody else."), instead=_("Only they can answer."))
