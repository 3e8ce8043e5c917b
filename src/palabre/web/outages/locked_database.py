"""Database locked for too long: a refusal page with the typed text."""

from __future__ import annotations

import logging

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext_lazy as _

from palabre.refusal import Refusal
from palabre.web.form.form_input import typed_in

WORDS = ("database is locked", "database table is locked")  # of SQLite
CODE = "55P03"  # of PostgreSQL, whose message is localised
AGAIN = 5  # seconds
log = logging.getLogger(__name__)


class HeldDatabase(Refusal):
    status = 503


class HeldDatabaseMiddleware(MiddlewareMixin):
    """Show what could not be saved, so that it can be sent again."""

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if not is_held(fault):
            return None
        log.error(
            "La base est occupée : un envoi n’a pas pu s’enregistrer. / The database is held: a form was not saved."
        )
        said = {"refusal": not_now(), "typed": typed_in(request)}
        answer = render(request, "web/refusal.html", said, status=HeldDatabase.status)
        answer.headers["Retry-After"] = str(AGAIN)
        return answer


def is_held(fault: Exception) -> bool:
    is_code = getattr(fault.__cause__, "sqlstate", "") == CODE
    return isinstance(fault, OperationalError) and (is_code or any(words in str(fault) for words in WORDS))


def not_now() -> HeldDatabase:
    return HeldDatabase(
        _("Nothing could be saved just now: the server is busy with something long."),
        instead=_("Wait a few seconds, go back, and send it again."),
    )
