"""The roles of all the groups, and those that wait for somebody. For members."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palabre.groups.permissions import can_see_roles
from palabre.home.organisation_page.organisation_page import contacts
from palabre.home.roles.roles_table import roles_table
from palabre.people.reader import Reader
from palabre.web.page_cache import cached
from palabre.web.view_doors import asked_page, require


@require_safe
@cached
def roles(request: Any) -> HttpResponse:
    """Show the groups in pages (`?page=`)."""
    require(can_see_roles(request.person, request.space))
    reader = Reader.of(request)
    page = roles_table(reader, number=asked_page(request))
    return render(request, "home/roles/roles_table.html", {"page": page, "contacts": contacts(reader)})
