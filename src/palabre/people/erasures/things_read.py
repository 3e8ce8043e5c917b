"""The things that contain a name: which of them the removal of this name changes, and who reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Q

from palabre.people.erasures.name_cleaner import Cleaner
from palabre.people.hooks import Ref, TextFile, Texts, former_readers, texts, things_mentioning
from palabre.people.models import AudienceBound, AudienceKind, Person, held_by, readable

ALL_MEMBERS = (AudienceKind.SPACE, AudienceKind.PUBLIC)
MOST_AT_ONCE = 50_000  # characters of pages, of which the HTML is made while the space is held: half a second


class ReadThings:
    """The things that a person or every member reads: removing a typed name destroys its words nowhere else.

    Without a person, those that every member of the space reads. So are those of `also`.
    """

    def __init__(self, space: int, person: Person | None = None, *, also: frozenset[Ref] = frozenset()) -> None:
        self.space, self.person, self.also = space, person, also
        self.numbers: dict[str, set[int] | None] = {}
        self.held: tuple[int, ...] | None = None

    @classmethod
    def before_leaving(cls, person: Person) -> ReadThings:
        """Return those that the person reads by the seats held now, also once these are taken."""
        found = cls(person.space_id, person)
        found.held = tuple(held_by(person))
        return found

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
            is_read |= readable(self.person, of=audience, held=self.held)
        return is_read & Q(**{f"{audience}__space": self.space})


@dataclass(frozen=True, slots=True)
class Reach:
    """The texts that a removal changes, and when. For a name typed in a form, no text by others changes at once.

    For a guest who typed their own name, what others wrote stays, and nothing is said of it: they may have typed any
    words. For another typed name, other texts change only where its bearer or every member reads them (else:
    `unread`): a foreign key proves nothing there, since they may have said themselves that they come to a meeting.
    So it is for a name that a text gave, on one member's word: they may have brought that text. And for those that
    somebody joined to the person's.
    """

    numbers: list[int]
    by_key: set[Ref]
    is_given: bool
    is_wide: bool
    read: ReadThings | None  # elsewhere no text by others changes; None for a name that a text gave, and its own bearer
    unread: set[Ref] = field(default_factory=set)  # things that keep the name, as far as was asked
    found: set[Ref] = field(default_factory=set)  # those that lose it later
    own_rows: list[Ref] = field(default_factory=list)  # those that change at once, and are left to the clock: too long
    length: list[int] = field(default_factory=list)  # of those that change at once, each

    @classmethod
    def of(cls, person: Person, cleaner: Cleaner, read: ReadThings | None = None) -> Reach:
        numbers = [one.pk for one in cleaner.family]
        by_key = things_mentioning(person.space, numbers)
        is_given = not person.is_typed and person in cleaner.family
        is_wide = person.is_member or not person.is_self_named
        if read is None and not is_given:
            read = ReadThings(person.space_id, person)
        return cls(numbers, by_key, is_given, is_wide, read)

    def is_at_once(self, texts: Texts, said_by: int | None, ref: Ref) -> bool:
        return (bool(texts.said_by) and said_by in self.numbers) or self.names_by_key(ref)

    def names_by_key(self, ref: Ref) -> bool:
        """Return whether a foreign key says that the thing names them; one member may have made that too."""
        return self.is_given and ref in self.by_key and (self.read is None or self.read.has(ref))

    def changes_at_once(self, file: TextFile) -> bool:
        """Return whether the file loses the name at once: theirs, or of a thing that names them by foreign key."""
        return file.said_by in self.numbers or self.names_by_key(file.ref)

    def is_too_long(self, texts: Texts, number: int) -> bool:
        """Count a row that changes at once; return whether they are too long together to be made under the lock."""
        values = texts.model._base_manager.filter(pk=number).values_list(*texts.fields).first() or ()
        self.length.append(sum(len(value) for value in values if isinstance(value, str)))
        return sum(self.length) > MOST_AT_ONCE

    def is_later(self, ref: Ref) -> bool:
        if not self.is_wide:
            return False
        if self.read is not None and not self.read.has(ref):
            self.unread.add(ref)
            return False
        self.found.add(ref)
        return True


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
