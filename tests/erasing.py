"""A name taken away, and a day gone by: nothing is left of it in anybody's words."""

import datetime

from palabre.people.erasures import delayed_erasure, name_erasure
from palabre.people.models import Person


def erase(person: Person, *, at: datetime.datetime) -> None:
    """Have her name taken away, and let the day go by after which the words of others lose it too."""
    name_erasure.erase(person, at=at)
    delayed_erasure.finish_due(at + name_erasure.A_DAY)
