"""What a kept screen depends on, of who reads it (web/page_cache.py): never on who they are."""

from __future__ import annotations

import dataclasses
from typing import Any

from palabre.accounts.device_sessions import ACCOUNT_KEY
from palabre.people.reader import seats_of


@dataclasses.dataclass(frozen=True, slots=True)
class ReaderParts:
    """Asked of the request late: its space and person are known once its address is."""

    request: Any

    @property
    def is_somebody(self) -> bool:
        return self.request.person is not None

    def of_reader(self) -> tuple[Any, ...]:
        person, space = self.request.person, self.request.space
        is_member = person is not None and person.is_member
        rights = (ACCOUNT_KEY in self.request.session, person is not None, is_member, seats_of(self.request))
        return (space.pk, space.version, rights)
