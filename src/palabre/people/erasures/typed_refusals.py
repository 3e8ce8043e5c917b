"""Names that only their bearers typed: one that no text of another says forbids nothing to anybody.

They may be any words: « La Réunion ». So it is also with one that is written in the name of the space, or in the
sentence about it, which keep it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from palabre.people import hooks
from palabre.people.erasures.name_cleaner import Cleaner, strings_in
from palabre.people.erasures.space_words import says
from palabre.people.hooks import Ref, Texts
from palabre.people.models import Erasure, Person
from palabre.people.name_forms import is_mentioned
from palabre.pure.french.spellings import Name


def typed_by_bearers(cleaner: Cleaner) -> set[Name]:
    """Return the names of the family that their bearers typed, and that no text gave."""
    return {Name.of(one.name) for one in cleaner.family if one.is_self_named} & cleaner.typed


@dataclass(slots=True)
class Unsaid:
    """The names that the bearers `typed` of a removal that waited: `names` are those that no text of another said so
    far.

    `own` are the things that the bearers wrote alone.
    """

    cleaner: Cleaner
    typed: frozenset[Name]
    names: set[Name]
    own: set[Ref]

    @classmethod
    def of(cls, erasure: Erasure, cleaner: Cleaner) -> Unsaid:
        """A restored copy may not know the bearer: then any name that was typed may be theirs alone."""
        family = Person.objects.filter(Q(pk=erasure.person_id) | Q(same_as__isnull=False, same_as=erasure.person_id))
        bearers = dict(family.values_list("pk", "is_self_named"))
        is_hers = any(bearers.values()) or not bearers
        own = hooks.things_written_alone(erasure.space, list(bearers)) if is_hers and bearers else set()
        typed = frozenset(cleaner.typed if is_hers else ())
        return cls(cleaner, typed, set(typed), own)

    def look_in(self, texts: Texts, found: Collection[tuple[int, Ref]]) -> None:
        """Look for these names in rows that say a name, before they lose it."""
        for number, ref in found:
            if not self.names:
                return
            if ref not in self.own:
                values = texts.model._base_manager.filter(pk=number).values_list(*texts.fields).first() or ()
                for words in strings_in(list(values)):
                    self.read(words)

    def read(self, words: str) -> str:
        """Look for these names in the words of another; return these words without any name of the removal."""
        pairs = zip(self.cleaner.spellings, self.cleaner.forms) if self.names else ()
        self.names -= {spelling.name for spelling, forms in pairs if is_mentioned(words, forms)}
        return self.cleaner.cleaned(words)

    def found(self, name: str) -> bool:
        """Return whether it is one of the typed names, and texts said it."""
        return Name.of(name) in self.typed - self.names

    def left(self) -> set[Name]:
        """Return the names that are forbidden to nobody."""
        space = self.cleaner.space
        return self.names | {name for name in self.cleaner.typed if says((space.name, space.sentence), name)}
