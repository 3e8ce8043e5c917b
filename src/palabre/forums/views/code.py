"""The door of a forum: its eight letters, or its square, where nothing is asked; and another code, for its hosts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.forums.day import forum_codes
from palabre.forums.day.forms import NewCodeForm
from palabre.forums.day.hall import lets_hall_in, refuse_put_out_device, remember_hall
from palabre.forums.day.newsroom_codes import remember_newsroom
from palabre.forums.forms import ForumCodeForm
from palabre.forums.models import ForumDay
from palabre.forums.views.lookup import hosted_here
from palabre.refusal import Refusal
from palabre.web.view_doors import confirm, fresh_form, fresh_page
from palabre.web.visitor_cookie import visitor_of


@fresh_form
def door(request: Any) -> HttpResponse:
    """GET asks for the eight letters; POST leads to the page of the forum, or to the sheet whose number is behind."""
    form = ForumCodeForm.of(request)

    def enter(said: dict[str, Any]) -> HttpResponse:
        day = forum_codes.typed_day(said["code"], by=visitor_of(request), at=timezone.now())
        number = forum_codes.number_in(said["code"])
        return let_in(request, day, said["code"], to=day.screen("paper", number) if number else day.forum)

    return form.respond(request, enter)


@fresh_page
def square(request: Any, code: str, key: str) -> HttpResponse:
    """Lead to the page of the forum whose square was scanned."""
    try:
        day = forum_codes.scanned_day(code, key)
        return let_in(request, day, code, to=day.forum)
    except Refusal as refusal:
        shown = {"form": ForumCodeForm(), "refusal": refusal}
        return render(request, "forums/door.html", shown, status=refusal.status)


def let_in(request: Any, day: ForumDay, code: str, *, to: Any) -> HttpResponse:
    """Remember by which code this device came; that of the newsroom leads there. Raise a Refusal to who was put out.

    That of a closed day leads to what the day left, and this device is none that came by its code.
    """
    refuse_put_out_device(request, day)
    if not forum_codes.lets_in(day):
        return confirm(request, _("The day of this forum is closed."), day.forum)
    remember_hall(request.session, day)
    if not forum_codes.is_of_newsroom(day, code):
        return redirect(to)
    remember_newsroom(request.session, day)
    return redirect(day.screen("newsroom"))


@fresh_form
def new_code(request: Any, number: int) -> HttpResponse:
    """GET says what another code closes; POST gives the day another one."""
    day = hosted_here(request, number)
    if request.method != "POST" and not forum_codes.is_open(day):
        return redirect(day.forum)
    form = NewCodeForm.of(request, is_of_hall=lets_hall_in(day), initial={"former": day.code})

    def renew(said: dict[str, Any]) -> HttpResponse:
        forum_codes.renew_code(day, said["former"], by=request.person)
        return confirm(request, _("The code has changed. The former one no longer works."), day.forum)

    return form.respond(request, renew, thing=day.forum)
