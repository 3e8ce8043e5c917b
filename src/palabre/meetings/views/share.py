"""Sharing an upcoming meeting: its words and address, a poster, and the page that a share link opens."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups.links import share_sheet, shared_link
from palabre.groups.links.share_sheet import ToShare
from palabre.groups.models import Group
from palabre.groups.permissions import can_call
from palabre.meetings.attendance.attendance import attend, is_coming, stay_away, why_closed
from palabre.meetings.attendance.news_form import ComingForm
from palabre.meetings.attendance.views import meeting_for
from palabre.meetings.models import Meeting
from palabre.people.access.links import for_holder
from palabre.people.devices.guests_of_links import remember_guest
from palabre.people.guests import guest_of
from palabre.people.reader import Reader
from palabre.pure.french import capitalised
from palabre.web.dates_in_words import hour, in_full
from palabre.web.view_doors import fresh_form, fresh_page, require, require_form


@fresh_form
def meeting_share_page(request: Any, number: int) -> HttpResponse:
    """GET shows the words, and the address if any; POST creates a share link to a meeting for members only."""
    found, may_give = meeting_for(request, number), can_call(request.person, request.space)
    if request.method == "POST":
        require(may_give)
        share_sheet.create_share_link(found, by=request.person, at=timezone.now())
        return redirect(request.path)
    undo, poster = (reverse(f"meetings:{name}", args=[request.space.slug, number]) for name in ("unsharing", "poster"))
    shown = {"meeting": found, "share": to_share(request, found), "may_give": may_give, "undo": undo, "poster": poster}
    return render(request, "meetings/share.html", shown | {"is_open": found.is_for_everybody})


@require_POST
def meeting_share_undoing(request: Any, number: int) -> HttpResponse:
    found = meeting_for(request, number)
    require(can_call(request.person, request.space))
    share_sheet.close_share_links(found, at=timezone.now())
    return redirect("../")


@fresh_page
def meeting_poster(request: Any, number: int) -> HttpResponse:
    """Show a sheet to print; without an address, redirect to the page that creates one."""
    found = meeting_for(request, number)
    share = to_share(request, found)
    if share is None:
        return redirect("../sharing/")
    return render(request, "meetings/poster.html", {"thing": found, "share": share})


@require_form
@for_holder
def given(request: Any) -> HttpResponse:
    """The page of a share link, outside the space: this one meeting. POST records « j’y vais »."""
    link, found = request.link, shared_link.thing_of(request.link, Meeting)
    me = shared_link.guest_here(request)

    def come(_said: dict[str, Any]) -> HttpResponse:
        with transaction.atomic():
            by = me or guest_of(request, link.space)
            attend(found, by=by, at=timezone.now())
        remember_guest(request, by)
        return redirect(request.path)

    shown = {
        "thing": found,
        "place": link.space,
        "me": me,
        "is_closed": why_closed(found, today=timezone.localdate()),
        "is_coming": me is not None and is_coming(me, found.pk),
        "undo": reverse("given_meeting:undoing", args=[link.pk]),
    }
    return ComingForm.of(request, person=me).respond(request, come, template="meetings/given.html", **shown)


@require_POST
@for_holder
def given_undoing(request: Any) -> HttpResponse:
    me = shared_link.guest_here(request)
    if me is not None:
        stay_away(shared_link.thing_of(request.link, Meeting), by=me)
    return redirect(shared_link.shared_link_path(request.link))


def to_share(request: Any, meeting: Meeting) -> ToShare | None:
    """Return the words to share with people outside the space; None while no address leads to the meeting."""
    path = share_sheet.way_to(meeting, at=timezone.now())
    if not path or (not meeting.is_for_everybody and not can_call(request.person, request.space)):
        return None
    return ToShare(meeting.title, meeting_facts(meeting, Reader.of(request)), request.build_absolute_uri(path))


def meeting_facts(meeting: Meeting, reader: Reader) -> list[str]:
    """Return date, time, place and group, as far as they are known; first, that it will not take place."""
    off = [_("It will not take place.")] if meeting.cancelled_at else []
    when = in_full(meeting.on) if meeting.on else ""
    if when and meeting.at:
        when = f"{when}, {hour(meeting.at)}"
    group = reader.may_read(Group).filter(pk=meeting.group_id).first() if meeting.group_id else None
    with_group = [_("Group: %(title)s") % {"title": group.title}] if group and group.title != meeting.title else []
    return [*off, *([capitalised(when)] if when else []), *([meeting.place] if meeting.place else []), *with_group]
