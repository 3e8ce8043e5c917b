"""Taking the names of one person out of whatever a space keeps: found once, replaced everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from palabre.people.models import Person
from palabre.people.naming import Forms, forms_from, names_in, unnamed
from palabre.people.sockets import Texts
from palabre.pure.french.spelling import Name, Spelling
from palabre.spaces.models import Space


@dataclass(slots=True)
class Cleaner:
    """Cleans texts of the names of a `family`: a person, and the doubles that were found to be her.

    `known` remembers what each text that named her becomes, for the texts of a space are read twice.
    """

    space: Space
    family: list[Person]
    spellings: list[Spelling]
    forms: list[Forms]
    known: dict[str, str]

    @classmethod
    def of(cls, person: Person, *, known: dict[str, str] | None = None) -> Cleaner:
        space, family = person.space, family_of(person)
        others = names_in(space, beside=family)
        spellings = [spelling_of(one, others) for one in family]
        return cls(space, family, spellings, list(map(forms_from, spellings)), {} if known is None else known)

    @property
    def has_a_namesake(self) -> bool:
        return any(spelling.is_anothers_too for spelling in self.spellings)

    def changes(self, texts: Texts) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield the number of each row that names her, with its fields as they become."""
        rows = texts.model._base_manager.filter(**{texts.space: self.space.pk})
        for number, *values in list(rows.order_by("pk").values_list("pk", *texts.fields)):
            said = zip(texts.fields, values)
            cleaned = {name: self.fitting(texts.model, name, value) for name, value in said}
            changed = {name: new for (name, new), old in zip(cleaned.items(), values) if new != old}
            if changed:
                yield number, changed

    def fitting(self, model: type[models.Model], name: str, value: Any) -> Any:
        """Return the cleaned value, within what its field holds."""
        kept: Any = model._meta.get_field(name)
        if isinstance(kept, models.SlugField):
            return self.clean(f"/{value}")[1 : (kept.max_length or 0) + 1]
        cleaned = self.clean(value)
        return cleaned[: kept.max_length] if isinstance(cleaned, str) and kept.max_length else cleaned

    def clean(self, value: Any) -> Any:
        """Return a text without her names; lists and dictionaries of texts too, the keys aside."""
        if isinstance(value, dict):
            return {key: self.clean(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.clean(part) for part in value]
        return self.cleaned(value) if isinstance(value, str) else value

    def cleaned(self, text: str) -> str:
        if text in self.known:
            return self.known[text]
        cleaned = text
        for forms in self.forms:
            cleaned = unnamed(cleaned, forms)
        if cleaned != text:
            self.known[text] = cleaned
        return cleaned


def family_of(person: Person) -> list[Person]:
    """Return her with her doubles, and with those whom a text named by a piece of her name, if it says only her.

    A double who came by herself as well is left to herself: whoever brought the two together may have been wrong, and
    nobody takes away for good the name of somebody else.
    """
    persons = list(person.space.persons.filter(erased_at=None).order_by("pk"))
    root = person.same_as_id or person.pk
    family = [one for one in persons if root in (one.pk, one.same_as_id)]
    family = [one for one in family if one.pk == person.pk or not (one.has_come and person.has_come)]
    if not is_known(person):
        return family
    full, names = Name.of(person.name), {one.pk: Name.of(one.name) for one in persons}
    others = [names[one.pk] for one in persons if one not in family]
    short = [one for one in persons if one not in family and not one.has_come and names[one.pk].may_be_short_for(full)]
    return family + [one for one in short if not any(names[one.pk].may_be_short_for(other) for other in others)]


def spelling_of(person: Person, others: list[str]) -> Spelling:
    """A guest, who may have typed any word of the space, is looked for by a full name only."""
    spelling = Spelling.of(person.name, others)
    return spelling if is_known(person) else spelling.with_alone(frozenset())


def is_known(person: Person) -> bool:
    """Did others write her name, or did she join?"""
    return person.seed is None or person.is_member
