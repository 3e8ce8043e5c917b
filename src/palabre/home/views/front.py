"""The first page of a server, and the example to visit."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from palabre.accounts import door
from palabre.home.demonstration import make_demonstration
from palabre.home.front_page import front_page


@require_safe
def front(request: Any) -> HttpResponse:
    return render(request, "home/front.html", {"page": front_page(request)})


@require_POST
def demonstration(request: Any) -> HttpResponse:
    """Visit the example; whoever may make a space here has it made."""
    door.pass_through(request)
    return redirect(make_demonstration(at=timezone.now()))
