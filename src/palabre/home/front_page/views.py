"""The first page of a server, and the example to visit."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.accounts import creation_link
from palabre.home.example.example_space import make_demonstration, remove_demonstration
from palabre.home.front_page.front_page import front_page
from palabre.web.about import contact, host


@require_safe
def front(request: Any) -> HttpResponse:
    return render(request, "home/front_page/front_page.html", {"page": front_page(request)})


@require_safe
def data(request: Any) -> HttpResponse:
    """Who keeps what is written of people here, and why: what is true of the whole server."""
    return render(request, "home/front_page/data.html", {"host": host(), "contact": contact()})


@require_POST
def demonstration(request: Any) -> HttpResponse:
    """Visit the example; whoever may make a space here has it made."""
    creation_link.pass_through(request)
    return redirect(make_demonstration(at=timezone.now()))


@require_POST
def removal(request: Any) -> HttpResponse:
    """Take the example away; it is made again in a second."""
    creation_link.pass_through(request)
    if remove_demonstration():
        messages.success(request, _("The example is gone. You can visit it again at any time."))
    return redirect("front:front")
