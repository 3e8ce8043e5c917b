"""Parts of the key of a cached screen (web/page_cache.py) that depend on its reader: rights, never identity."""

from __future__ import annotations

import dataclasses
from typing import Any

from palabre.accounts.device_sessions import ACCOUNT_KEY
from palabre.people.reader import seats_of


@dataclasses.dataclass(frozen=True, slots=True)
class ReaderParts:
    """Read from the request late: its space and person are known once the URL is resolved."""

    request: Any

    @property
    def is_somebody(self) -> bool:
        return self.request.person is not None

    def of_reader(self) -> tuple[Any, ...]:
        person, space = self.request.person, self.request.space
        is_member = person is not None and person.is_member
        is_sure = person is not None and not person.is_on_one_word
        rights = (ACCOUNT_KEY in self.request.session, person is not None, is_member, is_sure, seats_of(self.request))
        return (space.pk, space.version, rights)
