"""An organisation, and the link that opens a space as one person."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from palabre.people import keys
from palabre.people.middleware import remember


@require_GET
def organisation(request: Any, number: int) -> HttpResponse:
    found = get_object_or_404(request.space.organisations.visible_to(request.person), pk=number)
    affiliations = found.affiliations.select_related("person").order_by("person__name")
    return render(request, "people/organisation.html", {"organisation": found, "affiliations": affiliations})


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
