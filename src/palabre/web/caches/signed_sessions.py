"""Django's session in a signed cookie, verified once: see remembered_signatures."""

from __future__ import annotations

import time
from typing import Any

from django.contrib.sessions.backends import signed_cookies

from palabre.web.caches.remembered_signatures import signed_object

SALT = "django.contrib.sessions.backends.signed_cookies"


class SessionStore(signed_cookies.SessionStore):
    def load(self) -> dict[str, Any]:
        """Return what the cookie holds, an object of its own; nothing of a wrong or too old one, which is replaced."""
        found = signed_object(self.session_key or "", SALT)
        if found is None or self.is_too_old(found[1]):
            self.create()
            return {}
        held: dict[str, Any] = self.serializer().loads(found[0])
        return held

    def is_too_old(self, signed_at: int) -> bool:
        return time.time() - signed_at > self.get_session_cookie_age()
