"""Persons named only by minutes in preparation or restricted pages: nobody else knows of them yet."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from palabre.minutes.models import Import, Imported, Recognised
from palabre.people.models import Person
from palabre.spaces.models import Space
from palabre.wiki.models import Page


def named_in_preparation(space: Space, person: Person) -> QuerySet[Any, int]:
    """Return the ids of the persons known only from minutes and pages that `person` cannot read."""
    people = Q(thing_kind=Person._meta.label_lower)
    things = Imported.objects.filter(people, reading__space=space)
    told = Recognised.objects.filter(people, asked__page__space=space)
    read = things.filter(reading__in=Import.objects.filter(space=space).visible_to(person))
    heard = told.filter(asked__page__in=Page.objects.filter(space=space).visible_to(person))
    hidden = things.filter(made=True).exclude(pk__in=read.values("pk")).values("thing_id")
    unheard = told.filter(made=True).exclude(pk__in=heard.values("pk")).values("thing_id")
    known = Q(pk__in=read.values("thing_id")) | Q(pk__in=heard.values("thing_id"))
    found = Person.objects.filter(Q(pk__in=hidden) | Q(pk__in=unheard), space=space).exclude(known)
    return found.values_list("pk", flat=True)
