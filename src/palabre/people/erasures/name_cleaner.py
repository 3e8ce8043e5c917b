"""Removal of one person's names from everything that a space keeps: found once, replaced everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db import models
from django.utils import timezone

from palabre.people import hooks
from palabre.people.erasures.own_joins import own_joins
from palabre.people.hooks import Texts
from palabre.people.models import Person
from palabre.people.name_forms import NOBODY, Forms, forms_from, names_in, unnamed
from palabre.pure.french import flat
from palabre.pure.french.spellings import Name, Spelling, near
from palabre.pure.french.stop_words import STOP_WORDS
from palabre.spaces.models import Space

AT_ONCE = 500  # rows whose texts are read together
BETWEEN = "\x00"  # stands between their texts
SMALL = re.compile(r"(?<![\w@./-])[a-z]+(?![\w@/-]|\.\w)")  # a lower-case word, outside addresses


@dataclass(slots=True)
class Cleaner:
    """Cleans texts of the names of a `family`: a person and the doubles that were merged into them.

    `names` are theirs, with whether each was typed in a form; `known` caches the result for each text that names them,
    since the texts of a space are read twice.
    """

    space: Space
    family: list[Person]
    names: list[tuple[str, bool]]
    spellings: list[Spelling]
    forms: list[Forms]
    known: dict[str, str]

    @classmethod
    def of(cls, person: Person, *, known: dict[str, str] | None = None) -> Cleaner:
        family = family_of(person)
        return cls.of_names(person.space, family, [(one.name, one.is_typed) for one in family], known=known)

    @classmethod
    def of_names(
        cls,
        space: Space,
        family: list[Person],
        names: list[tuple[str, bool]],
        *,
        known: dict[str, str] | None = None,
    ) -> Cleaner:
        """Clean these names, whatever the persons of `family` are called now."""
        others = names_in(space, beside=family)
        in_use = small_words(space) if any(is_own for _name, is_own in names) else frozenset()
        spellings = [spelling_of(name, others, in_use if is_own else None) for name, is_own in names]
        spellings.sort(key=lambda one: -len(one.name.pieces))  # a whole name goes before a piece of it
        forms = [forms_from(one) if one.name.pieces else NOBODY for one in spellings]
        return cls(space, family, names, spellings, forms, {} if known is None else known)

    @property
    def has_a_namesake(self) -> bool:
        return any(spelling.is_anothers_too for spelling in self.spellings)

    def changes(self, texts: Texts) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield the id of each row that names the person, with the new values of its fields."""
        rows = texts.model._base_manager.filter(says_something(texts), **{texts.space: self.space.pk})
        for some in batched(list(rows.order_by("pk").values_list("pk", *texts.fields)), AT_ONCE):
            for number, *values in self.that_may_name(some):
                said = zip(texts.fields, values)
                cleaned = {name: self.fitting(texts.model, name, value) for name, value in said}
                changed = {name: new for (name, new), old in zip(cleaned.items(), values) if new != old}
                if changed:
                    yield number, changed

    def that_may_name(self, rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Yield those of these rows (id, texts) without which no name is there: they are made plain all at once."""
        clues = {clue for forms in self.forms for clue in forms.clues}
        said = [[words for value in values for words in strings_in(value)] for _number, *values in rows]
        lowered = flat(BETWEEN.join("\n".join(words) for words in said)).text.lower().split(BETWEEN)
        is_cut = len(lowered) != len(rows)  # a text holds this sign
        for row, words, plain in zip(rows, said, lowered if not is_cut else said, strict=True):
            if is_cut or any(clue in plain for clue in clues) or not self.known.keys().isdisjoint(words):
                yield row

    def fitting(self, model: type[models.Model], name: str, value: Any) -> Any:
        """Return the cleaned value, within the length of its field."""
        kept: Any = model._meta.get_field(name)
        if isinstance(kept, models.SlugField):
            return self.clean(f"/{value}")[1 : (kept.max_length or 0) + 1]
        cleaned = self.clean(value)
        return cleaned[: kept.max_length] if isinstance(cleaned, str) and kept.max_length else cleaned

    def clean(self, value: Any) -> Any:
        """Return a text without the names; lists and dictionaries of texts too, except the keys."""
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


def says_something(texts: Texts) -> models.Q:
    """Return a filter of the rows of which one field is not empty: most entries of a journal have no facts."""
    found = models.Q()
    for name in texts.fields:
        field: Any = texts.model._meta.get_field(name)
        found |= ~models.Q(**{name: field.get_default() if isinstance(field, models.JSONField) else ""})
    return found


def strings_in(value: Any) -> Iterator[str]:
    """Yield the texts that `clean` reads in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_in(part)


def family_of(person: Person) -> list[Person]:
    """Return the person, their doubles, and those whom a text named by a part of the name that can mean nobody else.

    Left out: a double who came by themselves too, and one that only the bearer's own word joined to the name (see
    own_joins). Nobody removes the name of somebody else for good.
    """
    persons = person.space.persons.filter(erased_at=None)
    root = person.same_as_id or person.pk
    family = list(persons.filter(models.Q(pk=root) | models.Q(same_as=root)).order_by("pk"))
    apart = own_joins(person, at=timezone.now(), family={one.pk for one in family})
    family = [one for one in family if one.pk == person.pk or not (one.has_come or apart.keys() & {one.pk, person.pk})]
    if person.is_typed:
        return family
    others = persons.exclude(pk__in=[one.pk for one in family])
    unseen = list(others.filter(came_at=None).values_list("name", flat=True))
    short = short_for(person.name, unseen, but=lambda: list(others.values_list("name", flat=True)))
    return family + list(others.filter(came_at=None, name__in=short).order_by("pk") if short else [])


def short_for(name: str, names: list[str], *, but: Callable[[], list[str]]) -> set[str]:
    """Return those of `names` that may be short for `name`, and for none of `but`, which is asked for if there are."""
    full = Name.of(name)
    found = {one: short for one in near(full, names) if (short := Name.of(one)).may_be_short_for(full)}
    but_names = but() if found else []
    return {
        one
        for one, short in found.items()
        if not any(short.may_be_short_for(Name.of(other)) for other in near(short, but_names))
    }


def spelling_of(name: str, others: list[str], in_use: frozenset[str] | None) -> Spelling:
    """Return how a name is searched. One that was typed may consist of words that texts use (`in_use`).

    A part that is such a word is not searched alone; a name made only of such words is not searched at all.
    """
    spelling = Spelling.of(name, others)
    if in_use is None:
        return spelling
    if all(piece in in_use for piece in spelling.name.pieces):
        return Spelling.of("", ())
    return spelling.with_alone(frozenset(own for own in spelling.own if in_use.isdisjoint(own)))


def small_words(space: Space) -> frozenset[str]:
    """Return the words that the texts of a space write in lower case: a name that is one of them may be a word."""
    found: set[str] = set(STOP_WORDS)
    for texts in hooks.texts.values():
        fields = [name for name in texts.fields if not isinstance(texts.model._meta.get_field(name), models.SlugField)]
        rows = texts.model._base_manager.filter(**{texts.space: space.pk})
        for values in rows.values_list(*fields) if fields else ():
            found.update(word for value in values if value for word in SMALL.findall(flat(str(value)).text))
    return frozenset(found)
