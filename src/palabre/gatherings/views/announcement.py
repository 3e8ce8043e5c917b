"""Announce a gathering, take it back, cancel it, and its poster."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.gatherings import gathering_announcement
from palabre.gatherings.forms import AnnouncementForm
from palabre.gatherings.gathering_display import cards_to_prepare
from palabre.gatherings.models import Gathering
from palabre.gatherings.views.lookup import gathering_for, tended_here
from palabre.people.models import AudienceKind
from palabre.people.reader import Reader
from palabre.web.origins import origin_of
from palabre.web.view_doors import confirm, fresh_form, fresh_page, gesture_on


@fresh_form
def announcement(request: Any, number: int) -> HttpResponse:
    """GET says what announcing does; POST announces, to everybody or among members."""
    found = tended_here(request, number)
    if request.method == "POST":
        to_all = AnnouncementForm.read(request)["to"] == "all"
        gathering_announcement.announce(found, to_all=to_all, by=request.person, at=timezone.now())
        return confirm(request, _("It is announced. People can register."), found)
    cards = cards_to_prepare(found, Reader.of(request))
    is_for_all = found.audience.kind == AudienceKind.PUBLIC if found.is_announced else found.space.is_public
    shown = {
        "gathering": found,
        "waiting": [one for one in cards if not one.card.is_validated],
        "form": AnnouncementForm(initial={"to": "all" if is_for_all else "members"}),
    }
    return render(request, "gatherings/announcement.html", shown)


@gesture_on(tended_here)
def no_announcement(request: Any, found: Gathering) -> str:
    gathering_announcement.unannounce_gathering(found, by=request.person)
    return _("It is prepared among members again.")


@gesture_on(tended_here)
def cancellation(request: Any, found: Gathering) -> None:
    gathering_announcement.cancel(found, by=request.person, at=timezone.now())


@gesture_on(tended_here)
def restoration(request: Any, found: Gathering) -> None:
    gathering_announcement.restore_gathering(found, by=request.person, at=timezone.now())


@fresh_page
def gathering_poster(request: Any, number: int) -> HttpResponse:
    """A sheet to print: the day, the place, the groups, and the address where one registers."""
    found = gathering_for(request, number)
    cards = [one for one in cards_to_prepare(found, Reader.of(request)) if one.card.is_validated]
    shown = {"gathering": found, "cards": cards} | way_to(request, found)
    return render(request, "gatherings/poster.html", shown)


def way_to(request: Any, gathering: Gathering) -> dict[str, str]:
    """Return the address, and as one types it."""
    address = gathering_address(request, gathering)
    return {"address": address, "letters": address.partition("://")[2].rstrip("/")}


def gathering_address(request: Any, gathering: Gathering) -> str:
    """Return where one comes to it: its open address where everybody may, else its page here."""
    is_open = gathering.is_announced and gathering.audience.kind == AudienceKind.PUBLIC
    return origin_of(request) + (gathering.open_address if is_open else gathering.get_absolute_url())
