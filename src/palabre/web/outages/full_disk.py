"""Disk that is full, or that takes no writing: a refusal page with the typed text, which could not be saved."""

from __future__ import annotations

import errno
import logging

from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext_lazy as _

from palabre.refusal import Refusal
from palabre.web.form.form_input import typed_in

WORDS = ("database or disk is full", "No space left on device")  # of SQLite, of the system
FULL_CODE = "53100"  # of PostgreSQL, whose message is localised
CLOSED_WORDS = ("attempt to write a readonly database", "disk I/O error")  # of SQLite
CLOSED_CODES = ("25006", "58030")  # of PostgreSQL: a server that only reads, a fault of its disk
log = logging.getLogger(__name__)


class FullDisk(Refusal):
    status = 507


class ClosedDisk(Refusal):
    status = 503


class FullDiskMiddleware(MiddlewareMixin):
    """Show what could not be saved, so that it can be copied. Reading still works."""

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        refusal = refusal_of(fault)
        if refusal is None:
            return None
        said = {"refusal": refusal, "typed": typed_in(request)}
        return render(request, "web/refusal.html", said, status=refusal.status)


def refusal_of(fault: Exception) -> Refusal | None:
    """Return what to tell of this fault, and log it; None when it is none of the disk."""
    if is_full(fault):
        log.error("Le disque est plein : rien ne s’enregistre. / The disk is full: nothing is saved.")
        return no_room()
    if takes_nothing(fault):
        log.error("Le disque refuse d’écrire : rien ne s’enregistre. / The disk takes no writing: nothing is saved.")
        return no_writing()
    return None


def is_full(fault: Exception) -> bool:
    if isinstance(fault, OSError):
        return fault.errno in (errno.ENOSPC, errno.EDQUOT)
    is_code = getattr(fault.__cause__, "sqlstate", "") == FULL_CODE
    return isinstance(fault, OperationalError) and (is_code or any(words in str(fault) for words in WORDS))


def takes_nothing(fault: Exception) -> bool:
    """Return whether the disk has gone read-only, as the system makes one whose sectors fail."""
    if isinstance(fault, OSError):
        return fault.errno in (errno.EROFS, errno.EIO)
    is_code = getattr(fault.__cause__, "sqlstate", "") in CLOSED_CODES
    return isinstance(fault, DatabaseError) and (is_code or any(words in str(fault) for words in CLOSED_WORDS))


def no_room() -> FullDisk:
    return FullDisk(
        _("Nothing can be saved just now: the server is full."),
        instead=_("Copy what you wrote, and tell the person who looks after this site."),
    )


def no_writing() -> ClosedDisk:
    return ClosedDisk(
        _("Nothing can be saved just now: the server’s disk takes no writing."),
        instead=_("Copy what you wrote, and tell the person who looks after this site."),
    )
