"""The first page of a server, and the example to visit."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.accounts import creation_link
from palabre.home.example.example_space import make_demonstration, remove_demonstration
from palabre.home.front_page.front_page import front_page
from palabre.web.about import contact, host
from palabre.web.view_doors import confirm


@require_safe
def front(request: Any) -> HttpResponse:
    return render(request, "home/front_page/front_page.html", {"page": front_page(request)})


@require_safe
def data(request: Any) -> HttpResponse:
    """Say who keeps personal data on this server, and why."""
    return render(request, "home/front_page/data.html", {"host": host(), "contact": contact()})


@require_POST
def demonstration(request: Any) -> HttpResponse:
    """Open the demonstration, making it if needed. Raises a Refusal for visitors who may not make a space here."""
    creation_link.pass_through(request)
    return redirect(make_demonstration(at=timezone.now()))


@require_POST
def removal(request: Any) -> HttpResponse:
    """Delete the demonstration, which can be made again in a second. Raises a Refusal as `demonstration` does."""
    creation_link.pass_through(request)
    said = _("The example is gone. You can visit it again at any time.") if remove_demonstration() else None
    return confirm(request, said, "front:front")
