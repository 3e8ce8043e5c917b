"""Database locked for too long: a refusal page with the typed text."""

from __future__ import annotations

import logging
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from palabre.refusal import Refusal
from palabre.web.form.form_input import typed_in

WORDS = ("database is locked", "database table is locked")  # of SQLite
CODE = "55P03"  # of PostgreSQL, whose message is localised
CANCELLED = "57014"  # by an operator of PostgreSQL, or by a bound of theirs
AGAIN = 5  # seconds
log = logging.getLogger(__name__)


class HeldDatabase(Refusal):
    status = 503


class HeldDatabaseMiddleware(MiddlewareMixin):
    """Show what could not be saved, so that it can be sent again."""

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if not is_momentary(fault):
            return None
        return answer_with(render_to_string("web/refusal.html", context_of_refusal(request), request))


def refuse_without_request(request: HttpRequest) -> HttpResponse:
    """Answer a fault of which no middleware hears, such as one of `process_view`; the page asks nothing of the base."""
    return answer_with(render_to_string("web/held.html", {"language": get_language(), **context_of_refusal(request)}))


def context_of_refusal(request: HttpRequest) -> dict[str, Any]:
    return {"refusal": not_now(), "typed": typed_in(request)}


def answer_with(page: str) -> HttpResponse:
    log.error("La base est occupée : un envoi n’a pas pu s’enregistrer. / The database is held: a form was not saved.")
    return HttpResponse(page, status=HeldDatabase.status, headers={"Retry-After": str(AGAIN)})


def is_momentary(fault: BaseException | None) -> bool:
    """Return whether the same request may pass in a moment: the database is held, or somebody cancelled the query."""
    return fault is not None and (is_held(fault) or is_cancelled(fault))


def is_held(fault: BaseException) -> bool:
    is_code = getattr(fault.__cause__, "sqlstate", "") == CODE
    return isinstance(fault, OperationalError) and (is_code or any(words in str(fault) for words in WORDS))


def is_cancelled(fault: BaseException) -> bool:
    return isinstance(fault, OperationalError) and getattr(fault.__cause__, "sqlstate", "") == CANCELLED


def not_now() -> HeldDatabase:
    return HeldDatabase(
        _("Nothing could be saved just now: the server is busy with something long."),
        instead=_("Wait a few seconds, go back, and send it again."),
    )
