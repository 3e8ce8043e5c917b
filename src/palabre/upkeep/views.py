"""Health of the server, in JSON and as a page."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from palabre.upkeep.hooks import Sign, signs
from palabre.web.view_doors import fresh_page

AWAY = 503


@fresh_page
def health(request: Any) -> HttpResponse:
    """Return the result of each check; 503 when a vital one fails."""
    looked = {name: sign for name, (_word, sign) in signs(timezone.now()).items()}
    ok = serves(looked.values())
    return JsonResponse({"ok": ok} | {name: sign.well for name, sign in looked.items()}, status=200 if ok else AWAY)


@fresh_page
def health_page(request: Any) -> HttpResponse:
    looked = list(signs(timezone.now()).values())
    ok = serves(sign for _word, sign in looked)
    all_well = all(sign.well for _word, sign in looked)
    shown = {"signs": looked, "serves": ok, "all_well": all_well, "in_full": looks_after_it(request)}
    return render(request, "upkeep/health.html", shown, status=200 if ok else AWAY)


def serves(looked: Iterable[Sign]) -> bool:
    return all(sign.well for sign in looked if sign.vital)


def looks_after_it(request: Any) -> bool:
    """Return whether the visitor may read details, which would help an attacker."""
    if settings.OPEN_DOOR:
        return True
    try:
        return bool(getattr(request.user, "is_instance_admin", False))
    except (DatabaseError, InterfaceError):  # nobody can be authenticated now
        return False
