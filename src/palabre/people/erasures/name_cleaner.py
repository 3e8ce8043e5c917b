"""Removal of one person's names from everything that a space keeps: found once, replaced everywhere."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import compress, pairwise, zip_longest
from typing import Any

from django.db import models
from django.utils import timezone

from palabre.people import hooks
from palabre.people.duplicates.duplicates import may_stand_for
from palabre.people.duplicates.own_spellings import borne_since, given_to_oneself, taken_with
from palabre.people.erasures.cleaned_texts import CleanedTexts, digest_of
from palabre.people.erasures.own_joins import own_joins
from palabre.people.erasures.space_words import NAMING, but_first_name, but_words_of, titles_in
from palabre.people.erasures.text_batches import text_batches
from palabre.people.hooks import Texts
from palabre.people.models import Person
from palabre.people.name_forms import NOBODY, Forms, forms_from, names_in, unnamed
from palabre.pure.french import name_key, plain_text
from palabre.pure.french.escapes import may_escape, readings
from palabre.pure.french.spellings import Name, Spelling, near
from palabre.pure.french.stop_words import STOP_WORDS
from palabre.pure.minutes.text.lexicon import kind_of_label
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared

BETWEEN = "\x00"  # stands between texts that are read together
ARTICLE = re.compile(
    r"(?<![^\W_])(?:(?:les?|la|une?|des|du|aux?|ce|cet|cette|ces|[mts]on|[mts]es|[nv]os|leurs?) |l['’])\Z",
    re.IGNORECASE,
)
OF = {("de",), ("du",), ("des",), ("d",)}  # no first name
LONGEST_ARTICLE = len(" cette ")
SMALL = re.compile(r"(?<![\w@./-])[a-z]++(?![\w@/-]|\.\w)")  # a lower-case word, outside addresses


@dataclass(slots=True)
class Cleaner:
    """Cleans texts of the names of a `family`: a person and the doubles that were merged into them.

    `names` are theirs, with whether each was typed in a form; `known` caches what is found, since the texts of a space
    are read twice, the second time under a lock. Of all these texts, one batch is held at once.
    """

    space: Space
    family: list[Person]
    names: list[tuple[str, bool]]
    spellings: list[Spelling]
    forms: list[Forms]
    known: CleanedTexts
    borne_since: list[int | None] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        person: Person,
        *,
        some: list[Person] | None = None,
        beside: Iterable[Person] = (),
        known: CleanedTexts | None = None,
        also: Iterable[tuple[str, bool]] = (),
    ) -> Cleaner:
        """Clean the names of the person's family, and those of `also`, which were theirs.

        If `some` are given, these of the family alone: those of `beside` are no names of others either.
        """
        family = family_of(person) if some is None else some
        names = dict.fromkeys([*((one.name, one.is_typed) for one in family), *also])
        borne = borne_since(person.space, family)
        rows = [borne.get(name) for name, _is_own in names]
        return cls.of_names(person.space, family, list(names), beside=beside, known=known, borne_since=rows)

    @classmethod
    def of_names(
        cls,
        space: Space,
        family: list[Person],
        names: list[tuple[str, bool]],
        *,
        beside: Iterable[Person] = (),
        known: CleanedTexts | None = None,
        borne_since: Sequence[int | None] = (),
        since: datetime.datetime | None = None,
    ) -> Cleaner:
        """Clean these names, whatever the persons of `family` are called now.

        `borne_since` are the ids of the rows that were made when the person first bore each name, None for one that
        they wrote for themselves; `since`: the removal was asked then.
        """
        taken = taken_by_others(space, [name for name, _is_own in names], borne_since, since=since)
        others, known = names_in(space, beside=[*family, *beside, *taken]), CleanedTexts() if known is None else known
        wanted = pieces_of_names(name for name, is_own in names if is_own)
        if wanted not in known.small_words:
            known.small_words[wanted] = small_words(space, wanted, known)
        in_use = known.small_words[wanted]
        is_a_noun = partial(says_a_noun, space, known=known)
        found = ((Spelling.of(name, others), is_own) for name, is_own in names)
        read = [(as_typed(one, in_use, is_a_noun) if is_own else one, is_own) for one, is_own in found]
        titles = {is_own: titles_in(space, for_typed=is_own) for _name, is_own in names}
        spellings = [but_words_of(titles[is_own], one, is_typed=is_own).widely() for one, is_own in read]
        spellings.sort(key=lambda one: -len(one.name.pieces))  # a whole name goes before a piece of it
        forms = [forms_from(one) if one.name.pieces else NOBODY for one in spellings]
        return cls(space, family, names, spellings, forms, known, list(borne_since))

    @property
    def typed(self) -> set[Name]:
        """Return the names that were typed in a form, and that no text gave."""
        return {Name.of(name) for name, is_own in self.names if is_own} - {
            Name.of(name) for name, is_own in self.names if not is_own
        }

    @property
    def patterns(self) -> tuple[Any, ...]:
        """Return what decides the patterns of the names: a file that was cleaned by others is cleaned again."""
        return tuple(
            (one.name, frozenset(one.others), one.alone, one.in_capitals, one.is_only_whole, one.is_wide)
            for one in self.spellings
        )

    @property
    def has_a_namesake(self) -> bool:
        return any(spelling.is_anothers_too for spelling in self.spellings)

    @property
    def keeps_words(self) -> bool:
        """True when texts keep words of a name, alone or without capitals: they may say another thing."""
        return any(not one.name.pieces or one.is_only_whole or len(one.own) < len(one.free) for one in self.spellings)

    def read_beforehand(self) -> CleanedTexts:
        """Search all texts, and return what is known of them then: under a lock, little is left to do."""
        for texts in hooks.texts.values():
            for _changed in self.changes(texts):
                pass
        return self.known

    def changes(self, texts: Texts) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield the id of each row that names the person, with the new values of its fields."""
        for some in self.known.in_time(text_batches(texts, self.space.pk)):
            for number, *values in self.that_may_name(some):
                if changed := self.changed(texts, dict(zip(texts.fields, values))):
                    yield number, changed

    def changed(self, texts: Texts, said: dict[str, Any]) -> dict[str, Any]:
        """Return the new values of those fields of one row that name the person."""
        cleaned = {name: self.fitting(texts.model, name, value) for name, value in said.items()}
        return {name: new for name, new in cleaned.items() if new != said[name]}

    def that_may_name(self, rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Yield those of these rows (id, texts) without which no name is there: they are made plain all at once."""
        said = [
            [words for value in values if value for words in ([value] if isinstance(value, str) else strings_in(value))]
            for _number, *values in rows
        ]
        clues = sorted({clue for forms in self.forms for clue in forms.clues})
        joined = BETWEEN.join(map("\n".join, said))
        digest = digest_of(f"{len(rows)}{clues}{joined}")
        if digest in self.known.places:
            return (rows[place] for place in self.known.places[digest])
        lowered = plain_text(joined).lower()
        if lowered.count(BETWEEN) != len(rows) - 1:  # a text holds this sign
            return iter(rows)
        found = places_holding(clues, lowered) | places_escaping(clues, map("\n".join, said), joined)
        if self.known:
            found.update(place for place, words in enumerate(said) if any(one in self.known for one in words))
        self.known.places[digest] = sorted(found)
        return (rows[place] for place in self.known.places[digest])

    def fitting(self, model: type[models.Model], name: str, value: Any) -> Any:
        """Return the cleaned value, within the length of its field."""
        kept: Any = model._meta.get_field(name)
        if model is Space:
            return self.of_space(name, value)[: kept.max_length]
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

    def of_space(self, field: str, words: str) -> str:
        """Return what a space says of itself, without the names: see space_words."""
        for spelling in self.spellings:
            if spelling.name.pieces and not (field in NAMING and spelling.name in self.typed):
                words = unnamed(words, forms_from(but_first_name(spelling)))
        return words

    def cleaned(self, text: str) -> str:
        if (cleaned := self.known.of(text)) is not None:
            return cleaned
        cleaned = self.without_names(text)
        self.known.keep(text, cleaned)
        return cleaned

    def without_names(self, text: str) -> str:
        """Return the text without the names, of which nothing is kept."""
        for forms in self.forms:
            text = unnamed(text, forms)
        return text


def places_holding(clues: Iterable[str], joined: str) -> set[int]:
    """Return the places of the texts that hold one of these clues, among those that were joined."""
    found = set()
    for clue in clues:
        place, last, at = 0, 0, joined.find(clue)
        while at >= 0:
            place, last = place + joined.count(BETWEEN, last, at), at
            found.add(place)
            end = joined.find(BETWEEN, at)
            at = joined.find(clue, end) if end >= 0 else -1
    return found


def places_escaping(clues: Sequence[str], texts: Iterable[str], joined: str) -> set[int]:
    """Return the places of the texts that hold one of these clues where they are read through their escapes."""
    if not may_escape(joined):
        return set()
    read = ((place, one.text.lower()) for place, text in enumerate(texts) for one in readings(text))
    return {place for place, lowered in read if any(clue in lowered for clue in clues)}


def strings_in(value: Any) -> Iterator[str]:
    """Yield the texts that `clean` reads in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings_in(part)


def taken_by_others(
    space: Space, names: list[str], borne_since: Sequence[int | None], *, since: datetime.datetime | None
) -> list[Person]:
    """Return who took one of these names after the person bore it: they would keep it in the texts.

    They wrote their own name so, or came by it `since` then, and typed it. Who shares a part of it took nothing.
    """
    own = given_to_oneself(space)
    late = models.Q(is_self_named=True, came_at__gt=since) if since else models.Q(pk=None)
    rows = list(Person.objects.filter(late | models.Q(pk__in=own), space=space)) if since or own else []
    taken = taken_with(space) if rows else {}
    keys = [(tuple(name_key(name)), first) for name, first in zip_longest(names, borne_since)]

    def took(one: Person, first: int | None) -> bool:
        is_late = since is not None and one.is_self_named and one.came_at is not None and one.came_at > since
        return is_late or (first is not None and one.pk in own and taken.get(one.pk, 0) > first)

    return [one for one in rows if any(is_as_full(one.key, key) and took(one, first) for key, first in keys)]


def is_as_full(one: tuple[str, ...], key: tuple[str, ...]) -> bool:
    """Return whether this is that name, in any order, or with an initial in place of a part of it."""
    return sorted(one) == sorted(key) or (
        len(one) == len(key) and (may_stand_for(one, key) or may_stand_for(one[::-1], key))
    )


def family_of(person: Person) -> list[Person]:
    """Return the person, their doubles, and those whom a text named by a part of the name that can mean nobody else.

    Left out: a double who came by themselves too, and one that only the bearer's own word joined to the name (see
    own_joins). Nobody removes the name of somebody else for good.
    """
    family = [one for one in rows_of_family(root=person.same_as_id or person.pk) if one.space_id == person.space_id]
    apart = own_joins(person, at=timezone.now(), family={one.pk for one in family})
    family = [one for one in family if one.pk == person.pk or not (one.has_come or apart.keys() & {one.pk, person.pk})]
    if person.is_typed:
        return family
    beside: dict[str, Any] = {"space": person.space_id, "family": [one.pk for one in family]}
    unseen = names_beside(**beside, is_unseen=True)
    short = short_for(person.name, unseen, but=lambda: names_beside(**beside, is_unseen=False))
    others = person.space.persons.filter(erased_at=None, came_at=None, name__in=short).exclude(pk__in=beside["family"])
    return family + list(others.order_by("pk") if short else [])


@prepared(root=models.BigIntegerField())
def rows_of_family(root: Any) -> models.QuerySet[Person]:
    """Return `root` and its doubles. Their space is not asked for: SQLite would read everybody in it."""
    return Person.objects.filter(models.Q(pk=root) | models.Q(same_as=root), erased_at=None).order_by("pk")


@prepared(space=models.BigIntegerField())
def names_beside(space: Any, family: Any, is_unseen: bool) -> models.QuerySet[Any, str]:
    """Return the names of persons outside a family: of all, or of those who never came (`is_unseen`)."""
    rows = Person.objects.filter(space=space, erased_at=None).exclude(pk__in=family)
    return (rows.filter(came_at=None) if is_unseen else rows).values_list("name", flat=True)


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


def as_typed(spelling: Spelling, in_use: frozenset[str], is_a_noun: Callable[[Name], bool]) -> Spelling:
    """Return how a name that was typed is searched: it may consist of words that texts use (`in_use`).

    A part that is such a word is not searched alone. A full name made only of such words is searched where each has its
    capital, unless one of them is surely a word of the language: « Le Toit », or « Budget Participatif » where a text
    says « le budget ». What heads a section of minutes is not searched at all: « Décision ».
    """
    pieces = frozenset(spelling.name.pieces)
    is_of_small_words = spelling.name.is_full and STOP_WORDS.issuperset(spelling.name.first)
    if is_of_small_words and any({*spelling.name.surname} <= {*one.pieces} for one in spelling.others):
        return Spelling.of("", ()) if spelling.name.first in OF else spelling.as_written()  # « De Paul », « An Nguyen »
    is_a_word = is_of_small_words and len(pieces - STOP_WORDS) < 2  # « Le Four »; « Paul Le Du » is none
    label = spelling.name.written or " ".join(spelling.name.pieces)  # of a refused name, only the pieces are known
    if kind_of_label(label) or (in_use >= pieces and (is_a_word or not spelling.name.is_full)):
        return Spelling.of("", ())
    if in_use >= pieces:
        return Spelling.of("", ()) if is_a_noun(spelling.name) else spelling.as_written()
    return spelling.with_alone(frozenset(own for own in spelling.own if in_use.isdisjoint({*own} - STOP_WORDS or own)))


def pieces_of_names(names: Iterable[str]) -> frozenset[str]:
    read = map(Name.of, names)
    return frozenset(piece for name in read for pieces in (name.pieces, *name.words) for piece in pieces)


def small_words(space: Space, wanted: frozenset[str], known: CleanedTexts) -> frozenset[str]:
    """Return those words of names that the texts of a space write in lower case: such a name may be a word."""
    found = set(wanted & STOP_WORDS)
    for plain in shown_texts(space, known) if wanted else ():
        found.update(word for word in wanted - found if stands_small(word, plain))
    return frozenset(found)


def says_a_noun(space: Space, name: Name, *, known: CleanedTexts) -> bool:
    """Return whether a text writes a word of this name in lower case after an article, as it does no name.

    The article that a surname itself has before the word is none: « le goff », for « Marie Le Goff ».
    """
    if name.pieces not in known.nouns:
        own = set(pairwise(name.surname))
        known.nouns[name.pieces] = any(
            (article := ARTICLE.search(plain, max(at - LONGEST_ARTICLE, 0), at)) is not None
            and (article[0].strip(" '’").lower(), word) not in own
            for plain in shown_texts(space, known)
            for word in {*name.pieces} - STOP_WORDS
            for at in small_places(word, plain)
        )
    return known.nouns[name.pieces]


def shown_texts(space: Space, known: CleanedTexts) -> Iterator[str]:
    """Yield the texts of the space without accents, but its slugs."""
    for texts in hooks.texts.values():
        shown = [not isinstance(texts.model._meta.get_field(name), models.SlugField) for name in texts.fields]
        for some in known.in_time(text_batches(texts, space.pk)) if any(shown) else ():
            for value in (value for _number, *values in some for value in compress(values, shown) if value):
                yield plain_text(str(value))


def stands_small(word: str, text: str) -> bool:
    return next(small_places(word, text), None) is not None


def small_places(word: str, text: str) -> Iterator[int]:
    """Yield where a text says the word in lower case: only where its letters are is anything else read."""
    at = text.find(word)
    while at >= 0:
        found = SMALL.match(text, at)
        if found is not None and found[0] == word:
            yield at
        at = text.find(word, at + 1)
