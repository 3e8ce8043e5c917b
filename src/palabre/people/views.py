"""Views of the people of a space and of its stewards."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.people.access import links
from palabre.people.agreements import stewardship
from palabre.people.agreements.stewardship import Handed
from palabre.people.forms import FinderForm, HandingForm, RowForm, forms_on
from palabre.people.permissions import can_contribute
from palabre.people.reader import Reader
from palabre.people.roster import known_to, who_is_here
from palabre.web.view_doors import confirm, fresh_page, require

SESSION_KEY = "handed"


@fresh_page
def people_page(request: Any) -> HttpResponse:
    """Show to members the people of the space, its readers, and the ways in."""
    members_only(request)
    finder = FinderForm(request.GET)
    words = finder.cleaned_data["q"] if finder.is_valid() else ""
    page = who_is_here(Reader.of(request), at=timezone.now(), words=words, part=request.GET.get("part"))
    door = request.build_absolute_uri(links.link_path(page.join_link)) if page.join_link else ""
    return render(request, "people/roster.html", {"page": page, "door": door, "finder": finder} | forms_on(page))


@require_POST
def care(request: Any) -> HttpResponse:
    members_only(request)
    stewardship.take_up(request.space, by=request.person, at=timezone.now())
    return back_to_people(request, _("You look after the space."), undo="here:no_care")


@require_POST
def no_care(request: Any) -> HttpResponse:
    members_only(request)
    handed = stewardship.leave_stewardship(request.space, by=request.person, at=timezone.now())
    return said_handed(request, handed, _("You no longer look after the space."))


@require_POST
def handing(request: Any) -> HttpResponse:
    """Share the stewardship, or hand it over, depending on the button."""
    members_only(request)
    said = row_said(request, HandingForm)
    to = said["to"]
    if said["whole"]:
        handed = stewardship.hand_over(request.space, to, by=request.person, at=timezone.now())
        return said_handed(request, handed, _("%(name)s now looks after the space instead of you.") % {"name": to})
    handed = stewardship.share(request.space, to, by=request.person, at=timezone.now())
    return said_handed(request, handed, _("%(name)s looks after the space with you.") % {"name": to})


@require_POST
def no_handing(request: Any) -> HttpResponse:
    """Undo the last act of stewardship of this device."""
    members_only(request)
    handed = handed_here(request)
    if handed is None or stewardship.undo_stewardship(request.space, handed, by=request.person, at=timezone.now()):
        words = _("It is back as it was.")
    else:
        words = _("You took it back. Whoever got it since then looks after the space, but reads no letters of others.")
    request.session.pop(SESSION_KEY, None)
    return back_to_people(request, words)


def members_only(request: Any) -> None:
    require(can_contribute(request.person))


def said_handed(request: Any, handed: Handed | None, words: str) -> HttpResponse:
    """Show what was done, and store on this device what undoes it."""
    if handed is None:
        return back_to_people(request, words)
    instants = {"at": handed.at.isoformat(), "since": handed.since.isoformat() if handed.since else ""}
    act = {"by": handed.by, "to": handed.to, "is_new": handed.is_new}
    request.session[SESSION_KEY] = {"space": request.space.pk, **act, **instants}
    return back_to_people(request, words, undo="here:no_handing")


def handed_here(request: Any) -> Handed | None:
    kept = request.session.get(SESSION_KEY)
    if not kept or kept["space"] != request.space.pk:
        return None
    since = datetime.datetime.fromisoformat(kept["since"]) if kept["since"] else None
    at, is_new = datetime.datetime.fromisoformat(kept["at"]), kept.get("is_new", True)
    return Handed(kept["by"], kept["to"], at, since=since, is_new=is_new)


def back_to_people(request: Any, words: str, *, undo: str = "", number: int | None = None) -> HttpResponse:
    """Redirect to the page with a message; `undo` is the URL name that undoes the act."""
    arguments = [request.space.slug] if number is None else [request.space.slug, number]
    way = reverse(undo, args=arguments) if undo else ""
    return confirm(request, words, "here:people", request.space.slug, undo=way)


def row_said(request: Any, form: type[RowForm]) -> dict[str, Any]:
    """Return what was sent, with the persons it chose; 404 for one that the reader may not know of."""
    return form.read(request, rows=known_to(Reader.of(request)))
