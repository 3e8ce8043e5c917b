"""Count what suits whom. Pure: numbers of persons and of options go in, counts come out; nobody is ranked.

An option suits a person who said yes, or « si besoin ». Whoever is awaited counts among those there are, whether
she answered or not; so does whoever answered without being awaited.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

YES, IF_NEED_BE, NO = "yes", "if_need_be", "no"


@dataclass(frozen=True, slots=True)
class Count:
    """Who said what of one option: persons by number, in rising order. `lacks` are the required whom it misses."""

    option: int
    yes: tuple[int, ...]
    if_need_be: tuple[int, ...]
    no: tuple[int, ...]
    silent: tuple[int, ...]
    lacks: tuple[int, ...]

    @property
    def suits(self) -> int:
        return len(self.yes) + len(self.if_need_be)

    @property
    def there_are(self) -> int:
        return self.suits + len(self.missing)

    @property
    def missing(self) -> tuple[int, ...]:
        return tuple(sorted(self.no + self.silent))

    @property
    def weight(self) -> tuple[int, int, int]:
        """The lighter, the better: first nobody required is missing, then it suits many, then without effort."""
        return len(self.lacks), -self.suits, -len(self.yes)


def count(
    options: Sequence[int],
    said: Mapping[int, Mapping[int, str]],
    *,
    awaited: Collection[int] = (),
    required: Collection[int] = (),
) -> list[Count]:
    """Count each option, in the order given. `said` holds, for each person who answered, her choice by option."""
    people = sorted({*said, *awaited, *required})
    return [one_count(option, people, said, required) for option in options]


def one_count(
    option: int, people: Sequence[int], said: Mapping[int, Mapping[int, str]], required: Collection[int]
) -> Count:
    choices = {person: said.get(person, {}).get(option, "") for person in people}
    shelves = {choice: tuple(one for one in people if choices[one] == choice) for choice in (YES, IF_NEED_BE, NO)}
    silent = tuple(one for one in people if choices[one] not in shelves)
    lacks = tuple(one for one in people if one in required and choices[one] not in (YES, IF_NEED_BE))
    return Count(option, shelves[YES], shelves[IF_NEED_BE], shelves[NO], silent, lacks)


def best(counts: Sequence[Count]) -> list[Count]:
    """Return the options that suit best, those that suit as well as each other; none as long as none suits anybody."""
    able = [one for one in counts if one.suits]
    if not able:
        return []
    lightest = min(one.weight for one in able)
    return [one for one in able if one.weight == lightest]
