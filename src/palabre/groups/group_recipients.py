"""Recipients of the news of a group."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps

from palabre.groups.models import Group, Membership
from palabre.journal.models import Entry
from palabre.people.models import Person


def conveners(entry: Entry) -> Iterable[Person]:
    """Return the conveners of the group of this entry; none for a call or a need of the whole community."""
    thing = apps.get_model(entry.subject_kind)._default_manager.filter(pk=entry.subject_id).first()
    group = thing.pk if isinstance(thing, Group) else getattr(thing, "group_id", None)
    return Person.objects.filter(memberships__in=Membership.objects.held().carrying().filter(group=group)).distinct()
