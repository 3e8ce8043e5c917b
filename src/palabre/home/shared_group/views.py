"""The page of a group that a shared link opens: what it is, then « j’y vais » with a first name alone."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from palabre.groups.links.shared_link import thing_of
from palabre.groups.links.shared_pledge import pledge_from_form, shown_pledge
from palabre.groups.models import Group
from palabre.home.shared_group.shared_group import shared_group
from palabre.people.access.links import for_holder
from palabre.people.masked_names import first_names_only


@require_http_methods(["GET", "HEAD", "POST"])
@for_holder
def shared_group_page(request: Any) -> HttpResponse:
    """GET shows the group; POST records “j’y vais”, then more of it, if the guest likes."""
    first_names_only(request)
    found = thing_of(request.link, Group)
    if request.method == "POST":
        pledge_from_form(request, found)
        return redirect(request.path)
    shown = shown_pledge(request, found) | {"page": shared_group(found)}
    return render(request, "home/shared_group/group.html", shown)
