"""The link for the person who animates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from palabre.accounts import creation_link


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows (mail filters open links too); POST opens."""
    creation_link.check(token)
    if request.method != "POST":
        return render(request, "accounts/creation_link.html")
    creation_link.open_to(request)
    return redirect("/")
