"""Entering a room without an account: by its eight letters or its QR code, then a first name."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Meeting, Room
from palabre.meetings.permissions import is_of_meeting
from palabre.meetings.room import room_codes
from palabre.meetings.room.forms import CodeForm, FirstNameForm
from palabre.meetings.room.room_guests import come_in
from palabre.people.access.links import SESSION_KEY as LINKS
from palabre.people.access.links import LinkClosed, held_link, remember_link
from palabre.people.agreements.space_archival import refuse_in_archive
from palabre.people.devices.acting_person import PutOut
from palabre.people.devices.person_middleware import person_here, was_put_out_here
from palabre.people.guests import new_form_token
from palabre.people.masked_names import show_outside
from palabre.people.models import Link
from palabre.refusal import Refusal
from palabre.web.view_doors import fresh_form
from palabre.web.visitor_cookie import visitor_of


@fresh_form
def door(request: Any) -> HttpResponse:
    """GET asks for the eight letters; POST checks them, and redirects to the entrance."""
    form = CodeForm.of(request)

    def enter(said: dict[str, Any]) -> HttpResponse:
        found = room_codes.typed(said["code"], by=visitor_of(request), at=timezone.now())
        return redirect("came_in:entrance", found.code, room_codes.room_key(found))

    return form.respond(request, enter, template="meetings/room/door.html")


@fresh_form
def entrance(request: Any, code: str, key: str) -> HttpResponse:
    """GET asks an unknown visitor for a first name; POST makes them a guest of this meeting, on this device.

    A device whose person was put out of the space comes in by no code, as in the hall of a forum.
    """
    try:
        found = room_codes.scanned(code, key, at=timezone.now())
    except Refusal as refusal:
        shown = {"form": CodeForm(), "refusal": refusal}
        return render(request, "meetings/room/door.html", shown, status=refusal.status)
    if was_put_out_here(request, found.meeting.space.slug):
        raise PutOut.now()
    known = way_of(request, found)
    if known:
        return redirect(known)
    form = FirstNameForm.of(request, initial={"form_token": new_form_token()})

    def enter(said: dict[str, Any]) -> HttpResponse:
        refuse_in_archive(entrance, found.meeting.space, request)
        link = come_in(found, **said, at=timezone.now(), visitor=visitor_of(request))
        remember_link(request, link)
        return redirect("came_in:room", link.pk)

    return form.done(enter) or render_name_form(request, found, form)


def render_name_form(request: Any, room: Room, form: FirstNameForm) -> HttpResponse:
    show_outside(request, room.meeting.space)
    shown = {"meeting": room.meeting, "form": form}
    return render(request, "meetings/room/entrance.html", shown, status=form.status)


def way_of(request: Any, room: Room) -> str:
    """Return the URL of the room for a person already known: by their place in the space, or a link on this device."""
    space = room.meeting.space
    if is_of_meeting(person_here(request, space.slug), room.meeting):
        return reverse("room:room", args=[space.slug, room.meeting_id])
    numbers = [one[0] for one in request.session.get(LINKS, [])]
    rows = Link.objects.filter(pk__in=numbers, thing_kind=Meeting._meta.label_lower, thing_id=room.meeting_id)
    for number in rows.filter(person__isnull=False).order_by("-pk").values_list("pk", flat=True):
        try:
            if held_link(request, number):
                return reverse("came_in:room", args=[number])
        except LinkClosed:
            continue
    return ""
