"""A name taken away, and a day gone by: nothing is left of it in anybody's words."""

import datetime

from palabre.people import erasure, words_of_others
from palabre.people.models import Person


def erase(person: Person, *, at: datetime.datetime) -> None:
    """Have her name taken away, and let the day go by after which the words of others lose it too."""
    erasure.erase(person, at=at)
    words_of_others.finish_due(at + erasure.A_DAY)
