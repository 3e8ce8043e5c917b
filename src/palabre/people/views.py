"""The link that opens a space as one person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from palabre.people import keys
from palabre.people.middleware import remember


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entrance(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows whose link it is (mail filters open links too); POST enters."""
    person = keys.holder(token)
    if request.method != "POST":
        return render(request, "people/entrance.html", {"holder": person, "entered": person.space})
    person.join(timezone.now())
    remember(request, person)
    return redirect(person.space)
