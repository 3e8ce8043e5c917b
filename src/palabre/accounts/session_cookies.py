"""The session of a browser in its signed cookie: too old a one is deleted there, but by a clock that is right alone."""

from __future__ import annotations

from django.utils import timezone

from palabre.upkeep import machine_clock
from palabre.web.caches import signed_sessions


class SessionStore(signed_sessions.SessionStore):
    def is_too_old(self, signed_at: int) -> bool:
        """While the clock has jumped ahead, none is: whoever has no account would not find their way in again."""
        return super().is_too_old(signed_at) and not machine_clock.is_ahead(timezone.now())
