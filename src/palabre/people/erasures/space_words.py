"""The name of a space, with the sentence about it, and the names of people: one may be made of words of the other."""

from __future__ import annotations

from collections.abc import Iterable

from palabre.people.models import Person
from palabre.pure.french.spellings import Name, Pieces, Spelling, pieces_of
from palabre.spaces.models import Space

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


def but_words_of(space_name: str, spelling: Spelling, *, is_typed: bool = False) -> Spelling:
    """Return the spelling without the words that the space's name says: alone, they do not mean this person.

    So it is with the words of an organisation's name. A space that is called by the whole name of somebody, whom a text
    named so, means them.
    """
    words, name = pieces_of(space_name), spelling.name
    is_theirs = name.is_full and not is_typed and says([space_name], name)
    if is_theirs or not any(stands_in(word, words) for word in spelling.own):
        return spelling
    return spelling.with_alone(frozenset(word for word in spelling.own if not stands_in(word, words)))


def but_first_name(spelling: Spelling) -> Spelling:
    """Return the spelling without its first name alone: what a space says of itself may be a word."""
    return spelling.with_alone(frozenset(word for word in spelling.own if word != spelling.name.first))
