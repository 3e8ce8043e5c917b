"""As what a thing that names somebody is read, and whether the reach of a typed name includes it."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Q

from palabre.people.hooks import Ref
from palabre.people.models import AudienceBound, AudienceKind, Person, readable

ALL_MEMBERS = (AudienceKind.SPACE, AudienceKind.PUBLIC)


class ReadThings:
    """Things that a person reads, or every member does: who typed a name destroys its words nowhere else."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.numbers: dict[str, set[int] | None] = {}

    def has(self, ref: Ref) -> bool:
        kind, number = ref
        if kind not in self.numbers:
            self.numbers[kind] = self.numbers_of(kind)
        found = self.numbers[kind]
        return found is None or number in found

    def numbers_of(self, kind: str) -> set[int] | None:
        """Return the numbers of what they read of this kind; None where it has no readers of its own."""
        model, field = read_as(kind)
        if not any(one.name == "audience" for one in model._meta.concrete_fields):
            return None
        rows = model.objects.filter(readable(self.person) | Q(audience__kind__in=ALL_MEMBERS))
        return set(rows.filter(space=self.person.space_id).values_list(field, flat=True))


def read_as(kind: str) -> tuple[Any, str]:
    """Return the model as which things of this kind are read, and its field that holds their number.

    A note has no reader of its own: it is read as its page, which points at it alone.
    """
    model = apps.get_model(kind)
    if not issubclass(model, AudienceBound):
        for relation in model._meta.related_objects:
            if relation.one_to_one and issubclass(relation.related_model, AudienceBound):
                return relation.related_model, relation.field.name
    return model, "pk"
