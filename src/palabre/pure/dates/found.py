"""Result of the grammar: one frozen record per expression found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date, a rhythm or a vague time, with the words that say it.

    `text` is literal: `text == source[start:end]`, in characters. A deadline keeps the words that make it one
    (« d’ici fin novembre », « pour le 26 »).

    | kind         | value                          | until            | rrule                     |
    |--------------|--------------------------------|------------------|---------------------------|
    | `date`       | `2020-10-09`                   | none             | none                      |
    | `datetime`   | `2020-10-09T14:00` (no zone)   | none             | none                      |
    | `range`      | first day or instant           | last, included   | none                      |
    | `recurrence` | first occurrence after the day | none             | RFC 5545, without prefix  |
    | `vague`      | none                           | none             | none                      |

    `ambiguous` is true when the words admit another day: a weekday that disagrees with its date, « mardi
    prochain » said on a Monday, « mi-juillet » (the 15th stands for it), a day without a year between two
    plausible years.
    """

    text: str
    start: int
    end: int
    kind: str
    value: str | None
    until: str | None
    rrule: str | None
    ambiguous: bool
