"""The person as whom a request acts: each act asks under the lock whether they were put out meanwhile."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext as _

from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import VISIT, Space, Visit


class PutOut(Refusal):
    status = 403

    @classmethod
    def now(cls) -> PutOut:
        return cls(_("You are no longer in this space."), instead=_("Talk about it with somebody who is."))


def act_as(person: Person, space: Space) -> None:
    """Begin the visit of this person, who was loaded with their space. The middleware ends it."""
    VISIT.set(Visit(space.pk, space.version, partial(refuse_put_out, person.pk)))


def end_visit() -> None:
    VISIT.set(None)


def refuse_put_out(number: int) -> None:
    if Person.objects.filter(pk=number, put_out_at__isnull=False).exists():
        raise PutOut.now()
