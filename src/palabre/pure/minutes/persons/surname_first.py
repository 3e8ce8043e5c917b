"""« LE GOFF, Marie (mairie) » in a list of people, read as « Marie LE GOFF (mairie) »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from palabre.pure.minutes.found import Participant
from palabre.pure.minutes.persons.asides import BRACKET, TAIL
from palabre.pure.minutes.persons.first_names import is_first_name
from palabre.pure.minutes.persons.person_names import (
    CIVILITY,
    COLUMN_WORDS,
    ORGANISATION,
    PARTICLE,
    UPPER,
    is_person,
    is_role,
    tells_presence,
)
from palabre.pure.minutes.text.folded_lines import fold
from palabre.pure.minutes.text.lexicon import split_label

CIVILITY_BEFORE = re.compile(rf"^\s*{CIVILITY}")
ENTRY = re.compile(r"((?<!\s)\s*;\s*)")  # looked for from the first blank of a run only
PIECE = re.compile(r"((?<!\s)(?:\s+[–—/-]\s+|\t+))")
HEAD = rf"(?:{PARTICLE}\s|[dl]['’]){{0,3}}"
CAPITALS = re.compile(rf"{HEAD}[{UPPER}][{UPPER}'’ -]{{1,40}}")
SURNAME = re.compile(rf"(?i:{HEAD})[{UPPER}][\w'’-]{{1,40}}")
GIVEN = rf"[{UPPER}][a-zà-ÿœ'’]+(?:-[{UPPER}]?[a-zà-ÿœ'’]+){{0,2}}"
FIRST_NAMES = re.compile(rf"({GIVEN})(?: ({GIVEN}))?(?![\w'’-])")
VOWEL = re.compile(r"[aeiouy]")
LONGEST = 400  # characters after a name
LEAST = 2  # lines of a list without capitals


@dataclass(frozen=True, slots=True)
class Turned:
    """Words with the first names first; `written` maps each name that was turned to its own words."""

    text: str
    written: dict[str, str]

    def said(self, person: Participant) -> Participant:
        """Return the person with the words of the list as their text."""
        return replace(person, text=self.written.get(person.name, person.text))


def first_names_first(text: str) -> Turned:
    """Turn the names of one line whose surname is in capitals; others stay as they are."""
    written: dict[str, str] = {}
    if "," not in text:
        return Turned(text, written)
    return Turned("".join(_of_an_entry(entry, written) for entry in ENTRY.split(text)), written)


def lines_with_first_names_first(lines: Sequence[str]) -> list[Turned]:
    """Turn the names of each line of a list; where it is « Le Goff, Marie » throughout, those without capitals too."""
    pairs = [_bare_pair(line) for line in lines]
    named = [pair for pair in pairs if pair is not None]
    if len(named) != len(lines) or not _are_surnames_first(named):
        return [first_names_first(line) for line in lines]
    return [Turned(f"{given} {surname}", {f"{given} {surname}": line}) for line, (surname, given) in zip(lines, named)]


def _of_an_entry(entry: str, written: dict[str, str]) -> str:
    """Turn the name before a dash; those after it only where all are such names, which the dashes separate."""
    _label, names = split_label(entry)
    pieces = PIECE.split(names)
    turned = [_of_a_piece(piece) for piece in pieces[::2]]
    if not all(turned):
        turned[1:] = [None] * len(turned[1:])
    for at, one in enumerate(turned):
        if one is not None:
            name, said, after = one
            written[name], pieces[2 * at] = said, name + after
    return entry[: len(entry.rstrip()) - len(names)] + "".join(pieces) if any(turned) else entry


def _of_a_piece(piece: str) -> tuple[str, str, str] | None:
    """Return (name, its words, what stands after it) of « LE GOFF, Marie (mairie) », None of anything else."""
    surname, _, rest = (part.strip() for part in CIVILITY_BEFORE.sub("", piece).partition(","))
    given = FIRST_NAMES.match(rest)
    if given is None or not CAPITALS.fullmatch(surname):
        return None
    after = rest[given.end() :]
    name = _name(surname, given) if _may_follow(after) else None
    return (name, piece.strip().removesuffix(after), after) if name else None


def _may_follow(after: str) -> bool:
    """Return whether these words end the name of one person: nothing, brackets, a late arrival, a role, a body."""
    if len(after) > LONGEST:
        return False
    if TAIL.match(after) or not BRACKET.sub("", after).strip(" .,"):
        return True
    words = after.removeprefix(",").split(",")[0].strip()
    return after.startswith(",") and (is_role(words) or tells_presence(words) or _has_a_body(words))


def _name(surname: str, given: re.Match[str]) -> str | None:
    """Return « Marie LE GOFF », None where the words are no surname or no first name.

    Of two words after the comma the second has to be a common first name: « ADEME, Marie Roux » is one of a body.
    """
    second, words = given[2], f"{surname} {given[0]}"
    if second is not None and not is_first_name(second):
        return None
    if not VOWEL.search(fold(surname)) or _has_a_body(words) or not COLUMN_WORDS.isdisjoint(fold(words).split()):
        return None
    name = f"{given[0]} {surname}"
    is_about = any(is_role(one) or tells_presence(one) for one in (surname, given[0]))
    return name if is_person(name) and not is_about else None


def _has_a_body(words: str) -> bool:
    return ORGANISATION.search(fold(words)) is not None


def _bare_pair(line: str) -> tuple[str, str] | None:
    """Return (surname, first names) of « Le Goff, Marie », with or without capitals, None of anything else."""
    surname, _, rest = (part.strip() for part in line.partition(","))
    given = FIRST_NAMES.fullmatch(rest)
    if given is None or not (SURNAME.fullmatch(surname) or CAPITALS.fullmatch(surname)) or not _name(surname, given):
        return None
    return surname, rest


def _are_surnames_first(pairs: Sequence[tuple[str, str]]) -> bool:
    """Return whether these are surnames and first names, rather than « Marie, Framasoft » or « Marie, Paul »."""
    first = sum(is_first_name(surname) for surname, _ in pairs)
    second = sum(is_first_name(given.split()[0]) for _, given in pairs)
    various = len({given for _, given in pairs}) * 2 > len(pairs)
    return len(pairs) >= LEAST and (second > first or (first == 0 and various))
