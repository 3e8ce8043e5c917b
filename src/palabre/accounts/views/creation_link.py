"""The link for the person who animates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from palabre.accounts import creation_link
from palabre.web.view_doors import fresh_form


@fresh_form
def door_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows (mail filters open links too); POST opens."""
    creation_link.check(token)
    if request.method != "POST":
        return render(request, "accounts/creation_link.html")
    creation_link.open_to(request)
    return redirect("/")
