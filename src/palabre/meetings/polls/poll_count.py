"""Counts of a poll's answers. Pure: ids of persons and of options in, counts out; persons are not ranked.

An option suits a person who said yes or « si besoin ». The total counts every awaited person, silent or not, and every
person who answered.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

YES, IF_NEED_BE, NO = "yes", "if_need_be", "no"


@dataclass(frozen=True, slots=True)
class Count:
    """Ids of persons by their answer to one option, ascending. `lacks` are the required ones it does not suit."""

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
        """Return the sort key, lower is better: required persons missing, then persons it suits, then plain yes."""
        return len(self.lacks), -self.suits, -len(self.yes)


def count(
    options: Sequence[int],
    said: Mapping[int, Mapping[int, str]],
    *,
    awaited: Collection[int] = (),
    required: Collection[int] = (),
) -> list[Count]:
    """Count each option, in the given order. `said` maps each person who answered to their choices by option."""
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
    """Return the best options, equal ones included; none if no option suits anybody."""
    able = [one for one in counts if one.suits]
    if not able:
        return []
    lightest = min(one.weight for one in able)
    return [one for one in able if one.weight == lightest]
