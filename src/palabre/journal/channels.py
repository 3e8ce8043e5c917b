"""The ways by which a notice reaches somebody, by name. There is one, by mail; tests put theirs in its place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from palabre.journal.models import Delivery
from palabre.people.models import Person


@dataclasses.dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach people. `send` sends one message, or raises; it is retried with the same `message_id`."""

    send: Callable[[Delivery], None]
    reaches: Callable[[Person], bool]


by_name: dict[str, Channel] = {}  # filled by notices.py
