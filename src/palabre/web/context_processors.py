"""Template context of every page."""

from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from palabre.web.logs.log_redaction import KEY
from palabre.web.origins import known_origin


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Return the space and person of the request, whether they signed in, the server, if it mails, the language."""
    return {
        "space": getattr(request, "space", None),
        "person": getattr(request, "person", None),
        "signed_in": SESSION_KEY in getattr(request, "session", {}),
        "origin": known_origin(),
        "sends_mail": bool(getattr(settings, "MAIL_IS_CONFIGURED", False)),
        "language": getattr(request, "LANGUAGE_CODE", "fr"),
        "way_back": "" if KEY.match(request.path) else request.path,  # a key must not be copied into another URL
    }
