"""The page of a space's join link: give a name, and join."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from palabre.people.access import join_link as acts
from palabre.people.access.links import for_holder
from palabre.people.agreements import stewardship
from palabre.people.devices.person_middleware import person_here, remember
from palabre.people.guests import guest_of, new_form_token, somebody_named
from palabre.refusal import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@for_holder
def joining(request: Any) -> HttpResponse:
    """GET shows the space and its stewards; POST joins. A member goes straight to the space."""
    link = request.link
    if not acts.is_join_link(link):
        raise Http404
    her = person_here(request, link.space.slug)
    if her is not None and her.is_member:
        return redirect(link.space)
    form_token = request.POST.get("form_token") or new_form_token()  # kept when the form asks about a namesake
    shown = {"entered": link.space, "her": her, "stewards": stewardship.stewards(link.space), "form_token": form_token}
    if request.method != "POST":
        return render(request, "people/access/join_link.html", shown)
    typed = request.POST.get("who", "")
    if her is None and "other" not in request.POST and (known := somebody_named(link.space, typed)):
        is_she = "me" in request.POST
        return render(
            request, "people/access/namesake.html", shown | {"known": known, "typed": typed, "is_she": is_she}
        )
    try:
        her = her or guest_of(request, link.space)
    except Refusal as refusal:
        shown |= {"refusal": refusal, "typed": typed}
        return render(request, "people/access/join_link.html", shown, status=refusal.status)
    acts.join(link, her, at=timezone.now())
    remember(request, her, by=next(iter(her.vouched_by), None))  # a square may still be all that vouches for the person
    return redirect(link.space)
