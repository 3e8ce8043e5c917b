"""The visitor's persons in the signed cookie, one in each space."""

from __future__ import annotations

import dataclasses

from django.http import HttpRequest

from palabre.people.models import Person

SESSION_KEY = "persons"


@dataclasses.dataclass(frozen=True, slots=True)
class RememberedPerson:
    """A person in the cookie: id, nonce, and the last entry that this device knows of (see `entry_stamp`).

    Before November 2026 it was the id alone.
    """

    number: int
    nonce: str = ""
    entering: int | None = None

    @classmethod
    def of(cls, request: HttpRequest, slug: str) -> RememberedPerson | None:
        value = request.session.get(SESSION_KEY, {}).get(slug)
        if value is None:
            return None
        return cls(value) if isinstance(value, int) else cls(*value)

    def put(self, request: HttpRequest, slug: str) -> None:
        persons = request.session.get(SESSION_KEY, {})
        request.session[SESSION_KEY] = persons | {slug: [self.number, self.nonce, self.entering]}


def entry_stamp(person: Person) -> int:
    return int(person.entered_at.timestamp()) if person.entered_at else 0
