"""French (and English) dates and rhythms, as people write them in minutes.

    >>> from datetime import date
    >>> [found.value for found in find_dates("RDV mardi suivant à 14h", on=date(2020, 9, 29))]
    ['2020-10-06T14:00']

Everything is relative to a given day: there is no clock here. Precision comes first, since a date that nobody
wrote costs more than a missed one: « article 12 », « 10/10 », « 2 h de trajet » are no dates. What is read is
listed, with its answers, in `tests/expressions.txt`.
"""

from palabre.pure.dates.found import FoundDate
from palabre.pure.dates.grammar import find_dates

__all__ = ["FoundDate", "find_dates"]
