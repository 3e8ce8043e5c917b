"""The projector of a day, and the state of a living screen that has no WebSocket."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import render

from palabre.forums.broadcast.wall_html import stamps_of, wall_reading
from palabre.forums.broadcast.wall_screen import ScreenKind
from palabre.forums.broadcast.wall_websocket import screen_kind
from palabre.forums.day.hall import open_to_hall
from palabre.forums.views.forum import living_wall, onlooker
from palabre.forums.views.lookup import day_for
from palabre.web.form.form_input import is_number
from palabre.web.name_masking.masked_screens import mark_masked
from palabre.web.view_doors import fresh_page


@open_to_hall
@fresh_page
def projector(request: Any, number: int) -> HttpResponse:
    """One idea, read from ten metres: it follows the hour, by itself."""
    day = day_for(request, number)
    return render(request, "forums/projector.html", living_wall(request, day, ScreenKind.PROJECTOR))


@open_to_hall
@fresh_page
def state(request: Any, number: int) -> HttpResponse:
    """Return the living part of a screen; 304 if nothing changed in it since `?version=`."""
    day = day_for(request, number)
    stamp = stamps_of([day.forum_id]).get(day.forum_id)
    known = request.GET.get("version", "")
    if stamp is not None and is_number(known) and int(known) == stamp.order:
        return HttpResponseNotModified()
    reading = wall_reading(day.forum_id, stamp)
    if reading is None:
        raise Http404
    html, _frame = reading.shown(onlooker(request, screen_kind(request.GET.get("as", ""))), request.LANGUAGE_CODE)
    return mark_masked(JsonResponse({"version": reading.stamp.order, "html": html}))
