"""The page of a group that a shared link opens: what it is, then « j’y vais » with a first name alone."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from palabre.groups.links.shared_link import thing_of
from palabre.groups.links.shared_pledge import respond_to_pledge
from palabre.groups.models import Group
from palabre.home.shared_group.shared_group import shared_group
from palabre.people.access.links import for_holder
from palabre.people.masked_names import first_names_only
from palabre.web.view_doors import require_form


@require_form
@for_holder
def shared_group_page(request: Any) -> HttpResponse:
    """GET shows the group; POST records “j’y vais”, then more of it, if the guest likes."""
    first_names_only(request)
    found = thing_of(request.link, Group)
    page = shared_group(found)
    return respond_to_pledge(request, found, "home/shared_group/group.html", knows_first_names=True, page=page)
