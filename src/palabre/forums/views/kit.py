"""The printed kit: a list to tick, then one PDF."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from palabre.forums.kit.forms import KitForm
from palabre.forums.kit.kit_copy import kit_of, tables_kit
from palabre.forums.kit.kit_pages import Here, parts_of
from palabre.forums.models import ForumDay
from palabre.forums.permissions import can_prepare
from palabre.forums.views.forum import around_day, code_of
from palabre.forums.views.lookup import hosted_here
from palabre.refusal import Refusal
from palabre.web.form.gesture_form import UNREADABLE
from palabre.web.origins import is_of_one_computer, known_origin, origin_of, phone_origin
from palabre.web.view_doors import fresh_page, require


@fresh_page
def kit(request: Any, number: int) -> HttpResponse:
    """The list of the parts of the kit, all ticked."""
    day = hosted_here(request, number)
    known = {"address": known_address(request)}
    return render_list(request, day, KitForm(asks_address=is_alone(request), parts=parts_of(day), initial=known))


def is_alone(request: Any) -> bool:
    """Return whether this page came by an address that leads to this computer alone: phones need another one."""
    return is_of_one_computer(origin_of(request))


def known_address(request: Any) -> str:
    """Return the address on the network as people type it, where the server knows it."""
    return phone_origin(request).partition("://")[2]


def render_list(request: Any, day: ForumDay, form: KitForm, *, refusal: Refusal | None = None) -> HttpResponse:
    status = refusal.status if refusal is not None else form.status
    facts = around_day(request, day) | {"form": form, "refusal": refusal}
    if is_alone(request):
        facts |= {"own": origin_of(request).partition("://")[2], "known": known_address(request)}
    return render(request, "forums/kit.html", facts, status=status)


@fresh_page
def kit_file(request: Any, number: int) -> HttpResponse:
    """The PDF of the parts that are ticked; all of them when none is named."""
    day = hosted_here(request, number)
    form = KitForm(request.GET, asks_address=is_alone(request), parts=parts_of(day))
    if not form.is_valid():
        form.status = UNREADABLE
        return render_list(request, day, form)
    try:
        made = kit_of(day, form.cleaned_data["part"] or parts_of(day), here_of(request, day, form.cleaned_data))
    except Refusal as refusal:
        return render_list(request, day, form, refusal=refusal)
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="kit-{day.forum_id}.pdf"'
    return answer


@fresh_page
def tables_file(request: Any) -> HttpResponse:
    """The PDF of a harvest sheet and table numbers, for a café that no forum prepares."""
    require(can_prepare(request.person, request.space))
    answer = HttpResponse(tables_kit(request.space), content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="tables.pdf"'
    return answer


def here_of(request: Any, day: ForumDay, said: dict[str, Any]) -> Here:
    """Return what the kit says of this server. An address is lasting where its operator told it.

    The one of this computer alone is printed nowhere: a line stays to be filled in by pen.
    """
    origin = said["address"] if is_alone(request) else origin_of(request)
    code = code_of(request, day, origin=origin)
    page = day.forum.get_absolute_url()
    door = code.get("door") or (origin + page).partition("://")[2].rstrip("/")
    if not origin:
        door = code["address"] = ""
    lasting = (known_origin() + page).partition("://")[2].rstrip("/") if known_origin() else ""
    return Here(door, code.get("letters", ""), code.get("address", ""), said["wifi"], lasting)
