"""Template context of every page."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from palabre.web.logs.log_redaction import KEY


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Return the space and person found by `people.middleware`, whether they signed in, and the language."""
    return {
        "space": getattr(request, "space", None),
        "person": getattr(request, "person", None),
        "signed_in": SESSION_KEY in getattr(request, "session", {}),
        "language": getattr(request, "LANGUAGE_CODE", "fr"),
        "way_back": "" if KEY.match(request.path) else request.path,  # a key must not be copied into another URL
    }
