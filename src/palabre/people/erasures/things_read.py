"""Access to the things that contain a name: it limits what the removal of a typed name changes."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Q

from palabre.people.hooks import Ref, former_readers, texts
from palabre.people.models import AudienceBound, AudienceKind, Person, readable

ALL_MEMBERS = (AudienceKind.SPACE, AudienceKind.PUBLIC)


class ReadThings:
    """The things that a person or every member reads: removing a typed name destroys its words nowhere else.

    Without a person, those that every member of the space reads. So are those of `also`.
    """

    def __init__(self, space: int, person: Person | None = None, *, also: frozenset[Ref] = frozenset()) -> None:
        self.space, self.person, self.also = space, person, also
        self.numbers: dict[str, set[int] | None] = {}

    def has(self, ref: Ref) -> bool:
        if ref in self.also:
            return True
        kind, number = ref
        if kind not in self.numbers:
            self.numbers[kind] = self.numbers_of(kind)
        found = self.numbers[kind]
        return found is None or number in found

    def numbers_of(self, kind: str) -> set[int] | None:
        """Return the ids of the things of this kind that they read, or read before these were removed.

        None if members read them all. What has no audience, and that members do not choose to keep, few read.
        """
        model, field = read_as(kind)
        if not has_audience(model):
            return None if model in texts and texts[model].is_listed else set()
        is_read = self.is_read_by("audience")
        if model in former_readers:
            is_read |= self.is_read_by(former_readers[model])
        return set(model._default_manager.filter(is_read).values_list(field, flat=True))

    def is_read_by(self, audience: str) -> Q:
        is_read = Q(**{f"{audience}__kind__in": ALL_MEMBERS})
        if self.person is not None:
            is_read |= readable(self.person, of=audience)
        return is_read & Q(**{f"{audience}__space": self.space})


def has_audience(model: Any) -> bool:
    return any(one.name == "audience" for one in model._meta.concrete_fields)


def read_as(kind: str) -> tuple[Any, str]:
    """Return the model whose audience controls access to things of this kind, and its field that holds their id.

    A note has no audience of its own: that of its page applies, in a one-to-one relation.
    """
    model = apps.get_model(kind)
    if not issubclass(model, AudienceBound):
        for relation in model._meta.related_objects:
            if relation.one_to_one and issubclass(relation.related_model, AudienceBound):
                return relation.related_model, relation.field.name
    return model, "pk"
