"""The list of the groups."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palabre.home.group_list.group_list import group_list
from palabre.people.masked_names import first_names_only
from palabre.people.reader import Reader
from palabre.web.page_cache import cached
from palabre.web.view_doors import asked_page


@require_safe
@cached
def all_groups(request: Any) -> HttpResponse:
    """List the groups in pages (`?page=`)."""
    first_names_only(request)
    page = group_list(Reader.of(request), number=asked_page(request))
    return render(request, "home/group_list/groups.html", {"page": page})
