"""Stopping the letters of one kind, by the address that each of them bears."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from palabre.people.access import unsubscribe
from palabre.people.access.forms import NewsForm
from palabre.web.view_doors import fresh_form


@csrf_exempt  # RFC 8058: mail programs post here by themselves, without cookie nor form; the token is the proof
@fresh_form
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
