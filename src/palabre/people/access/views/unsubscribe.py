"""Stopping the letters of one kind, by the address that each of them bears."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from palabre.people.access import unsubscribe
from palabre.people.access.forms import NewsForm


@csrf_exempt  # RFC 8058: mail programs post here by themselves, without cookie nor form; the token is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows one button (mail filters open links too); POST stops at once, or stores another choice (`news`)."""
    asked = unsubscribe.opened_by(token)
    if request.method != "POST":
        return render(request, "people/access/unsubscribe.html", {"asked": asked})
    if wish := NewsForm.read(request)["news"]:
        unsubscribe.come_back(asked, wish)
    else:
        unsubscribe.stop(asked)
    return render(request, "people/access/unsubscribe.html", {"asked": asked, "has_acted": True})
