"""Full disk: a refusal page with the typed text, which could not be saved."""

from __future__ import annotations

import errno
import logging

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext_lazy as _

from palabre.refusal import Refusal
from palabre.web.form.form_input import typed_in

WORDS = ("database or disk is full", "No space left on device")  # of SQLite, of PostgreSQL
log = logging.getLogger(__name__)


class FullDisk(Refusal):
    status = 507


class FullDiskMiddleware(MiddlewareMixin):
    """Show what could not be saved, so that it can be copied. Reading still works."""

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if not is_full(fault):
            return None
        log.error("Le disque est plein : rien ne s’enregistre. / The disk is full: nothing is saved.")
        said = {"refusal": no_room(), "typed": typed_in(request)}
        return render(request, "web/refusal.html", said, status=FullDisk.status)


def is_full(fault: Exception) -> bool:
    if isinstance(fault, OSError):
        return fault.errno in (errno.ENOSPC, errno.EDQUOT)
    return isinstance(fault, OperationalError) and any(words in str(fault) for words in WORDS)


def no_room() -> FullDisk:
    return FullDisk(
        _("Nothing can be saved just now: the server is full."),
        instead=_("Copy what you wrote, and tell the person who looks after this site."),
    )
