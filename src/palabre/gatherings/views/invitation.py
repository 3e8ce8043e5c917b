"""Invite other groups by a link: made here, taken back here."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from palabre.gatherings.models import Gathering
from palabre.gatherings.views.lookup import tended_here
from palabre.groups.links import share_sheet
from palabre.groups.links.share_sheet import ToShare
from palabre.people.access.links import link_path
from palabre.web.origins import origin_of
from palabre.web.view_doors import fresh_form, gesture_on


@fresh_form
def invitation(request: Any, number: int) -> HttpResponse:
    """GET shows the words and the address to give, where there is one; POST makes the link."""
    found = tended_here(request, number)
    if request.method == "POST":
        share_sheet.create_share_link(found, by=request.person, at=timezone.now())
        return redirect(request.path)
    return render(request, "gatherings/invitation.html", {"gathering": found, "share": to_share(request, found)})


@gesture_on(tended_here, to="gatherings:invitation")
def no_invitation(request: Any, found: Gathering) -> None:
    share_sheet.close_share_links(found, at=timezone.now())


def to_share(request: Any, gathering: Gathering) -> ToShare | None:
    link = share_sheet.open_links(gathering, at=timezone.now()).first()
    if link is None:
        return None
    facts = [fact for fact in (gathering.when, gathering.place) if fact]
    return ToShare(gathering.title, facts, origin_of(request) + link_path(link))
