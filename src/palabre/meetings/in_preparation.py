"""Whom only minutes in preparation name: nobody else knows of them yet."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from palabre.meetings.models import Import, Imported
from palabre.people.models import Person
from palabre.spaces.models import Space


def named_in_preparation(space: Space, person: Person) -> QuerySet[Any, int]:
    """Return the numbers of the persons whom only minutes that `person` cannot read made known."""
    things = Imported.objects.filter(reading__space=space, thing_kind=Person._meta.label_lower)
    read = things.filter(reading__in=Import.objects.filter(space=space).visible_to(person))
    hidden = things.filter(made=True).exclude(pk__in=read.values("pk")).exclude(thing_id__in=read.values("thing_id"))
    return hidden.values_list("thing_id", flat=True)
