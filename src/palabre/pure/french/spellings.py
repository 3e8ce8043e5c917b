"""Spellings of a person's name in a text, as patterns for a flat text (see `flat_text`).

Case and accents are ignored in a full name. A word that stands alone needs its capital, because a name may also be an
ordinary word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from palabre.pure.french.accents import fold, fold_all
from palabre.pure.french.flat_text import flat
from palabre.pure.french.names import PARTICLES, name_parts
from palabre.pure.french.stop_words import STOP_WORDS

type Pieces = tuple[str, ...]  # « Marie-Jo » is ("marie", "jo")

# Allowed between two pieces of a name: blanks and the signs of Markdown, one line break, a hyphen. Atomic: six blanks
# read in six ways, between each two pieces, would be read in 6^11 ways for a name of twelve.
GAP = r"(?>[ *_']{1,6}+\n?+[ *_>]{0,6}+|\n[ *_>]{0,6}+|[-.])"
GAP_ON_LINE = r"(?>[ *_']{1,6}+|[-.])"  # of a name in the other order: two lines of a list say « Tual », then « Ana »
SIGN = r"(?>[ *_]{0,3}[,;|/–—-][ *_]{0,3})"  # of a list or a table, on one line
MOST_PIECES = 12  # of a name of which single words may stand for its bearer; a longer one is searched by its two parts
INSTEAD = "une personne"  # replaces a removed name, in texts and on screens
BEFORE = r"(?<![^\W_])"  # neither a letter nor a digit
AFTER = r"(?![^\W_])"
ALONE_BEFORE = rf"{BEFORE}(?<![^\W_]-)"  # « Anne-Rose » and « Rose-Marie » do not name Rose
ALONE_AFTER = rf"{AFTER}(?!-[^\W_])"
NO_WORD_BEFORE, NO_NAME_AFTER = r"(?<![^\W_][ *_])", r"(?![ *_]{1,3}[A-Z])"
CIVILITY = r"(?:(?i:m|mr|mme|mlle|madame|monsieur|mademoiselle)\.?[ *_]{1,3})?"
MAIL_HEAD, MAIL_TAIL = r"(?<![\w.+-])[\w.+-]{0,64}?", r"[\w.+-]{0,64}@[\w-]{1,80}(?:\.[\w-]{1,80}){1,5}"
FIGURES = r"\d{0,4}"  # after a name in a mail address
BETWEEN_INITIALS, TO_SURNAME, BETWEEN_JOINED = r"\.?[- ]?", r"\.?[ *_]{0,3}", r"[._-]?"
LONGEST_GAP, LONGEST_AROUND = 16, 640  # characters: more than GAP reads, than the signs of a mail address
LONGEST_REMEMBERED = 80  # characters
IS_PLAIN = re.compile(r"(?:[^\W_]|[ '.-](?=[^\W_]))*+")  # a stored name that GAP reads, but for its civility
COMPARED = {"free", "is_anothers_too", "has_own_initials"}  # of a spelling, found from its name and the others
NEVER_ALONE = STOP_WORDS | {"mars", "avril", "mai", "juin", "aout", "personne"}


class UnsureName(str):
    """A name that may be made of another one: a whole name within it is still that of its bearer."""


class ThingName(UnsureName):
    """The name of what is no person, an organisation."""


class TypedName(UnsureName):
    """A name that was typed in a form: whoever comes may type one around that of somebody else."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name prepared for comparison: the pieces of its two parts, and the words of its surname."""

    first: Pieces
    surname: Pieces
    words: tuple[Pieces, ...]
    has_capital: bool = True
    written: str = field(default="", compare=False)  # as stored, in a flat text
    is_of_thing: bool = field(default=False, compare=False)
    is_unsure: bool = field(default=False, compare=False)

    @classmethod
    def of(cls, name: str) -> Name:
        read = _remembered if len(name) <= LONGEST_REMEMBERED else _read
        return read(name, type(name))

    @property
    def pieces(self) -> Pieces:
        return self.first + self.surname

    @property
    def orders(self) -> tuple[Pieces, Pieces]:
        """The whole name in both orders."""
        return self.first + self.surname, self.surname + self.first

    @property
    def is_full(self) -> bool:
        return bool(self.first and self.surname)

    @property
    def initials(self) -> tuple[Pieces, Pieces]:
        """The first letters of the pieces of either part: ("m", "j") and ("t",) of « Marie-Jo Tual »."""
        return tuple(piece[0] for piece in self.first), tuple(piece[0] for piece in self.surname[:1])

    def may_be_short_for(self, full: Name) -> bool:
        """Return whether it may be short for `full`: « Nadège » or « Mme Kerouanton » for Nadège Kerouanton."""
        if not full.is_full or self.pieces == full.pieces:
            return False
        if not self.surname:
            return self.first in (full.first, full.surname)
        return self.surname == full.surname and self.first in ((), full.initials[0], ("".join(full.initials[0]),))

    @property
    def tokens(self) -> set[Pieces]:
        """Pieces of this name that may be written alone, or be another person's first name."""
        return {self.first, self.surname, *self.words}

    @property
    def whole_and_tokens(self) -> set[Pieces]:
        """The whole name too, which is nobody else's surname: « Bob Tanguy » does not mean Jean Bob Tanguy."""
        return {*self.orders, *self.tokens}

    @property
    def surnames(self) -> list[Pieces]:
        """The surname, and those of its words that may stand alone: « Tanguy » of « Le Goff Tanguy », not « Goff »."""
        pairs = zip([(), *self.words], self.words)
        free = [word for before, word in pairs if not is_particle(before) and not is_particle(word)]
        return [word for word in dict.fromkeys([self.surname, *free]) if may_stand_alone(word)]

    @property
    def words_alone(self) -> list[Pieces]:
        """Words of the surname and of the first name that name this person alone if nobody else bears them."""
        return [*self.surnames, *([self.first] if may_stand_alone(self.first) else [])]

    @property
    def first_clue(self) -> str:
        """Letters without which a text cannot hold the first name; "" for none."""
        return max(self.first, key=len, default="")

    @property
    def surname_clues(self) -> list[str]:
        """Letters, one of which a text holds that says the surname, or one of its words alone."""
        said = [self.surname, *self.surnames] if self.surname else []
        return list(dict.fromkeys(max(word, key=len) for word in said))


@dataclass(frozen=True)
class Spelling:
    """Patterns of one name among others that a text may mean.

    `alone`, when given, limits the words that may stand for the person by themselves. `in_capitals`: each word of the
    full name needs its capital, but for its particles. `is_only_whole`: nothing but the full name is found. `is_wide`
    is for what lists, tables and mail addresses make of it, too: « Le Goff, Marie », « mlegoff29@val.example ».
    """

    name: Name
    others: tuple[Name, ...]
    alone: frozenset[Pieces] | None = None
    in_capitals: bool = False
    is_only_whole: bool = False
    is_wide: bool = False

    @classmethod
    def of(cls, name: str, among: Iterable[str]) -> Spelling:
        own = Name.of(name)
        return cls(own, tuple(map(Name.of, near(own, list(among)))))

    def but(self, **facts: Any) -> Spelling:
        """Return the spelling with these facts; its name, which is the same, is not compared with the others again."""
        made = replace(self, **facts)
        vars(made).update((name, found) for name, found in vars(self).items() if name in COMPARED)
        return made

    def with_alone(self, words: frozenset[Pieces]) -> Spelling:
        return self.but(alone=words)

    def with_capitals(self) -> Spelling:
        return self.but(in_capitals=True)

    def widely(self) -> Spelling:
        return self.but(is_wide=True)

    def as_written(self) -> Spelling:
        """Return the spelling of the full name alone, where it has its capitals: its words may be of the language."""
        return self.but(alone=frozenset(), in_capitals=True, is_only_whole=True)

    @cached_property
    def is_anothers_too(self) -> bool:
        """True when another person has the same full name, in either order, or a thing: nothing distinguishes them."""
        orders, size = set(self.name.orders), len(self.name.pieces)
        alike = (other for other in self.others if len(other.first) + len(other.surname) == size)
        return any(
            other.pieces == self.name.pieces or not (other.is_of_thing or orders.isdisjoint(other.orders))
            for other in alike
        )

    @property
    def longer(self) -> tuple[Name, ...]:
        """Whole names of others whom a text named: « Anne Marie Martin » is not Marie Martin."""
        return tuple(other for other in self.others if other.is_full and not other.is_unsure)

    @cached_property
    def free(self) -> list[Pieces]:
        """Words of the surname and of the first name that no other bears."""
        taken = {said for other in self.others for said in other.whole_and_tokens}
        return [word for word in self.name.words_alone if word not in taken]

    @property
    def own(self) -> list[Pieces]:
        """Those that stand for this person where they are alone."""
        return self.free if self.alone is None else [word for word in self.free if word in self.alone]

    @property
    def clues(self) -> list[str]:
        """Letters of a flat text in lower case, one of which stands in whatever the patterns find.

        A first name that others bear says nobody, but before the surname or its letter.
        """
        name = self.name
        found = [*name.surname_clues, name.first_clue if name.first in self.own or not name.surname else ""]
        if name.is_full:
            found.append(f"{name.first[-1]} {name.surname[0][0]}.")
        return list(dict.fromkeys(filter(None, found)))

    @property
    def longest(self) -> int:
        """More characters than the patterns read from the place where they begin to find something."""
        return LONGEST_AROUND + len(self.name.written) + sum(LONGEST_GAP + len(piece) for piece in self.name.pieces)

    def in_sentences(self) -> Iterator[str]:
        """Yield the patterns of the name in a sentence, longest first.

        A group, where there is one, holds the name without what stands around it.
        """
        if not self.is_only_whole:
            yield from self.mail_addresses()
        yield from self.whole()
        if self.is_wide and self.name.is_full:
            yield self.parted()
        if self.is_only_whole:
            return
        if self.name.is_full:
            yield from self.with_initials()
        for word in self.own:
            yield rf"{ALONE_BEFORE}{CIVILITY}({self.capital(word)}){ALONE_AFTER}"

    def in_addresses(self) -> Iterator[str]:
        """Yield the patterns of the name in the URL of a page, in any case."""
        yield from self.whole()
        if self.name.is_full and not self.is_only_whole:
            yield rf"{BEFORE}(?:{self.joined()}){AFTER}"
        for word in self.own:
            yield rf"(?<=[/=_. -]){small(word)}{AFTER}"  # a blank is escaped there

    def whole(self) -> Iterator[str]:
        """Yield the full name, in both orders."""
        if self.name.is_full:
            as_said = self.capital if self.in_capitals else small
            said = zip(self.name.orders, (GAP, GAP_ON_LINE))
            yield rf"{BEFORE}{CIVILITY}({'|'.join(as_said(order, gap) for order, gap in said)}){AFTER}"
            if not IS_PLAIN.fullmatch(self.name.written):
                case = "" if self.in_capitals else "i"
                yield rf"{BEFORE}(?{case}:{re.escape(self.name.written)}){AFTER}"

    def parted(self) -> str:
        """Return a pattern of « Le Goff, Marie », « Marie (Le Goff) », and of two cells of a table in either order.

        No other word of a name stands beside, nor the same sign before another one, unless only the surname is in
        capitals: « LE GOFF, Marie, Lyon ». A surname that is somebody's first name needs them: « Martin, Marie » may be
        two.
        """
        is_a_first_name = any(other.first == self.name.surname for other in self.others)
        first, upper = capitals(self.name.first), GAP.join(map(str.upper, self.name.surname))
        surname = upper if is_a_first_name else capitals(self.name.surname)
        in_small, near = GAP.join(piece.capitalize() for piece in self.name.first), r"[ *_]{0,3}"
        in_list = "|".join(
            rf"(?<!{sign} )(?<!{sign}){surname}{near}{sign}{near}{first}(?! ?{sign} ?[A-Z])" for sign in ",;/"
        )
        beside = rf"{surname}{near}[|–—-]{near}{first}|{first}{near}[|]{near}{surname}"
        aside = rf"{surname} \({first}\)|{first} \({surname}\)"
        said = rf"{upper}{SIGN}{in_small}|{in_list}|{beside}|{aside}"
        return rf"{BEFORE}{NO_WORD_BEFORE}{CIVILITY}({said}){ALONE_AFTER}{NO_NAME_AFTER}"

    @cached_property
    def has_own_initials(self) -> bool:
        """True when no other person has the same surname and the same initials."""
        hers = (self.name.surname, self.name.initials[0])
        return not any(other.surname == hers[0] and other.initials[0] == hers[1] for other in self.others)

    def with_initials(self) -> Iterator[str]:
        """Yield « N. Kerouanton », « Kerouanton N. » and « Nadège K. », unless they also fit another person."""
        first, last = self.name.initials
        if self.has_own_initials:
            letters, surname = BETWEEN_INITIALS.join(first).upper(), self.capital(self.name.surname)
            yield rf"{ALONE_BEFORE}(?:{letters}{TO_SURNAME}{surname}|{surname} {letters}\.?){AFTER}"
        if not any(other.first == self.name.first and other.initials[1] == last for other in self.others):
            yield rf"{ALONE_BEFORE}{self.capital(self.name.first)} {last[0].upper()}\.{AFTER}"

    def mail_addresses(self) -> Iterator[str]:
        """Yield mail addresses that contain the name: they reveal it."""
        held = [small(word) for word in self.own]
        if self.name.is_full:
            initial, surname = self.name.first[0][0], small(self.name.surname)
            held += [self.joined(), *([rf"(?i:{initial}){BETWEEN_JOINED}{surname}"] if self.has_own_initials else [])]
        if self.is_wide and self.name.is_full:
            held = [*self.run_together(), *held]
        if held:
            yield rf"{MAIL_HEAD}{BEFORE}({'|'.join(held)}){AFTER}{MAIL_TAIL}"

    def run_together(self) -> Iterator[str]:
        """Yield « zoetanguy29 », « tanguyz » and « ztanguy », and « tanguy29 » where nobody else is called so."""
        surname, first, initials = map(BETWEEN_JOINED.join, (self.name.surname, self.name.first, self.name.initials[0]))
        beside = rf"(?:{first}|{initials}|{initials[0]})" if self.has_own_initials else rf"(?:{first})"
        if self.name.surname in self.own:
            yield rf"(?i:{surname}){FIGURES}"
        yield rf"(?i:{beside}{BETWEEN_JOINED}{surname}){FIGURES}"
        yield rf"(?i:{surname}{FIGURES}{BETWEEN_JOINED}{beside}){FIGURES}"

    def joined(self) -> str:
        """Return the full name in one piece, or with one separator, as in mail addresses."""
        return "|".join(rf"(?i:{BETWEEN_JOINED.join(pieces)})" for pieces in self.name.orders)

    def capital(self, pieces: Pieces, gap: str = GAP) -> str:
        """Return a pattern whose pieces begin with a capital; in any case for a name of one word that has none.

        A word of « rose petit » without its capital is a word of the language.
        """
        if not (self.name.has_capital or self.in_capitals or self.name.is_full):
            return small(pieces, gap)
        is_of_particles = all(is_particle((piece,)) for piece in self.name.first)
        return capitals(pieces, gap, but=self.name.first if self.in_capitals and is_of_particles else ())


def small(pieces: Pieces, gap: str = GAP) -> str:
    """Return a pattern of the pieces in any case."""
    return rf"(?i:{gap.join(pieces)})"


def capitals(pieces: Pieces, gap: str = GAP, *, but: Pieces = ()) -> str:
    """Return a pattern of the pieces, each of which begins with a capital, but particles that are none of `but`."""
    return gap.join(
        small((piece,)) if is_particle((piece,)) and piece not in but else rf"{piece[0].upper()}(?i:{piece[1:]})"
        for piece in pieces
    )


def near(name: Name, among: list[str]) -> list[str]:
    """Return those of `among` that hold a piece of `name`: no other changes its patterns, nor is it short for them."""
    if not name.pieces:
        return []
    folded = fold_all(among)
    joined, found = "\n".join(folded), set[int]()
    if joined.count("\n") != len(folded) - 1:
        joined = "\n".join(said.replace("\n", " ") for said in folded)
    for piece in dict.fromkeys(name.pieces):  # letters are found in all the names at once, ten times faster than words
        place, last, at = 0, 0, joined.find(piece)
        while at >= 0:
            end = at + len(piece)
            if not (joined[end : end + 1].isalnum() or joined[max(at - 1, 0) : at].isalnum()):  # a whole word
                place, last = place + joined.count("\n", last, at), at
                found.add(place)
                end = joined.find("\n", end)
            at = joined.find(piece, end) if end >= 0 else -1
    return [among[place] for place in sorted(found)]


def _read(name: str, kind: type[str]) -> Name:
    first, surname = name_parts(name)
    parts = pieces_of(first), pieces_of(surname)
    words = filter(None, map(pieces_of, surname.split() if sum(map(len, parts)) <= MOST_PIECES else ()))
    written, is_unsure = flat(core_of(name)).text, issubclass(kind, UnsureName)
    return Name(*parts, tuple(words), name != name.lower(), written, issubclass(kind, ThingName), is_unsure)


@lru_cache(maxsize=8192)
def clues_of(name: str) -> tuple[str, ...]:
    """Return letters, one of which a text holds that names this person in whatever way; none for a name of none."""
    read = Name.of(name)
    return tuple(dict.fromkeys(filter(None, (*read.surname_clues, read.first_clue))))


_remembered = lru_cache(maxsize=8192)(_read)  # a screen compares all the names of a space, the same at each reading


def pieces_of(words: str) -> Pieces:
    return tuple(piece for piece in re.split(r"[\W_]+", fold(words)) if piece)


def core_of(name: str) -> str:
    """Return a name from its first letter or digit to its last, with the signs between them."""
    places = [place for place, sign in enumerate(name) if sign.isalnum()]
    return name[places[0] : places[-1] + 1] if places else ""


def is_particle(pieces: Pieces) -> bool:
    return len(pieces) == 1 and pieces[0] in PARTICLES


def may_stand_alone(pieces: Pieces) -> bool:
    """Return whether the pieces may stand for a name: more than one letter, and no common word such as « Mai »."""
    return len("".join(pieces)) > 1 and not (len(pieces) == 1 and pieces[0] in NEVER_ALONE)
