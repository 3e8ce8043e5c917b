"""The name of a space, with the sentence about it, the titles of its things, and the names of people.

One may be made of words of the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, QuerySet

from palabre.people import hooks
from palabre.people.models import Person
from palabre.pure.french.spellings import Name, Pieces, Spelling, near, pieces_of
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared

NAMING = ("name", "sentence")  # the fields that a name typed in a form never changes


def stands_in(pieces: Pieces, words: Pieces) -> bool:
    """Return whether these pieces follow one another in `words`."""
    size = len(pieces)
    return bool(pieces) and any(words[at : at + size] == pieces for at in range(len(words) - size + 1))


def says(texts: Iterable[str], name: Name) -> bool:
    """Return whether one of these short texts says the whole name, in either order and in any case."""
    words = [pieces_of(text) for text in texts]
    return any(stands_in(order, one) for one in words for order in name.orders)


def stays_in(space: Space, person: Person) -> bool:
    """Return whether the name or the sentence of the space keeps this person's name, which was typed in a form."""
    return person.is_typed and says((space.name, space.sentence), Name.of(person.name))


def titles_in(space: Space, *, for_typed: bool = False) -> list[str]:
    """Return what a space and its things are called: groups, forums, meetings and their series.

    For a typed name, pages too: their titles are prose, which may mean whom a text named.
    """
    return [space.name, *titles_of_things(space=space.pk, for_typed=for_typed)]


@prepared(space=BigIntegerField())
def titles_of_things(space: Any, for_typed: bool) -> QuerySet[Any, str]:
    first, *more = (
        texts.model._base_manager.filter(**{texts.space: space}).values_list(texts.title, flat=True)
        for texts in hooks.texts.values()
        if texts.title and (for_typed or not texts.heads_prose)
    )
    return first.union(*more, all=True)


def but_words_of(titles: list[str], spelling: Spelling, *, is_typed: bool = False) -> Spelling:
    """Return the spelling without the words that one of these titles says: alone, they do not mean this person.

    So it is with the words of an organisation's name. What is called by the whole name of somebody, whom a text named
    so, means them.
    """
    name, own = spelling.name, spelling.own
    near_ones = near(name, titles) if own else []
    theirs = [one for one in near_ones if name.is_full and not is_typed and says([one], name)]
    words = [pieces_of(one) for one in near_ones if one not in theirs]
    kept = [word for word in own if not any(stands_in(word, said) for said in words)]
    return spelling if kept == own else spelling.with_alone(frozenset(kept))


def but_first_name(spelling: Spelling) -> Spelling:
    """Return the spelling without its first name alone: what a space says of itself may be a word."""
    return spelling.with_alone(frozenset(word for word in spelling.own if word != spelling.name.first))
