"""What groups tell people: who carries, and who greeted whom; and the roles that end when somebody is put out."""

from __future__ import annotations

import datetime

from django.utils import timezone

from palabre.groups.models import CARRYING, Greeting, Membership
from palabre.groups.succession import look_where_they_carried, seek_no_longer
from palabre.people.models import Person
from palabre.people.sockets import Counting, Reversible, register_counting, register_departure
from palabre.spaces.models import Space


def register() -> None:
    register_counting(counting)
    register_departure("roles", Reversible(end_roles, resume_roles))


def counting(space: Space) -> Counting:
    carriers = Membership.objects.held().carrying().filter(group__space=space)
    greeted = Greeting.objects.filter(group__space=space, by__isnull=False)
    return Counting(set(carriers.values_list("person", flat=True)), set(greeted.values_list("by", "person")))


def end_roles(person: Person, at: datetime.datetime) -> list[int]:
    """End the roles of who is put out, and look for somebody where she carried. Return which."""
    roles = list(Membership.objects.held().filter(person=person).order_by("pk"))
    for role in roles:
        role.end(timezone.localdate(at))
    look_where_they_carried(roles, at)
    return [role.pk for role in roles]


def resume_roles(person: Person, numbers: list[int]) -> None:
    for role in Membership.objects.filter(pk__in=numbers, person=person).select_related("group").order_by("pk"):
        role.resume()
        if role.role in CARRYING:
            seek_no_longer(role.group, by=person, at=timezone.now())
