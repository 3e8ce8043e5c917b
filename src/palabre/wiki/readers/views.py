"""« Qui lit cette page ? » and its licence: a screen for those who may write the page."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from palabre.people.access.links import show_once
from palabre.people.devices.vouchers import open_to_one_word
from palabre.spaces.models import Space
from palabre.wiki import permissions
from palabre.wiki.copies import page_licences
from palabre.wiki.models import Page
from palabre.wiki.readers import page_audience, page_invitations
from palabre.wiki.readers.reader_circles import PageCircle, circles_of
from palabre.wiki.views.lookup import page_or_404, require_form

MOST_NAMED = 12


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """A choice of readers: its form value, its name, and its explanation."""

    key: str
    title: str
    means: str


@never_cache
@require_form
def readers(request: Any, slug: str) -> HttpResponse:
    """GET shows the readers of the page; POST changes them, and offers to undo it."""
    found = page_to_write(request, slug)
    circles = circles_of(request.person)
    before = page_audience.chosen_circle(found, circles)
    if request.method == "POST":
        to = request.POST.get("to") or request.GET.get("to", "")
        if page_audience.show_to(found, to, by=request.person):
            messages.success(
                request, _("Done. This page has other readers now."), extra_tags=f"{request.path}?to={before}"
            )
        return redirect(request.path)
    shown = {
        "page": found,
        "choices": audience_choices(request.space, circles),
        "chosen": before,
        "licences": page_licences.KNOWN,
        "licence": page_licences.licence_of(found).name,
        "invitations": page_invitations.invitations(found, by=request.person, at=timezone.now()),
        "is_known": any(one.name == page_licences.licence_of(found).name for one in page_licences.KNOWN),
    }
    return render(request, "wiki/readers/readers.html", shown)


@require_POST
def licence(request: Any, slug: str) -> HttpResponse:
    found = page_to_write(request, slug)
    name = request.POST.get("licence", "") or request.POST.get("words", "")
    if page_licences.license_page(found, name, by=request.person):
        messages.success(request, _("The licence of this page is noted."))
    return redirect(reverse("wiki:readers", args=[request.space.slug, found.slug]))


@require_POST
@open_to_one_word
def invitation(request: Any, slug: str) -> HttpResponse:
    """Make the link of an invited person, and show it on the page where it can be given again."""
    found = page_to_write(request, slug)
    link = page_invitations.invite(found, request.POST.get("name", ""), by=request.person, at=timezone.now())
    show_once(request, link, at=timezone.now())
    return redirect("here:given", request.space.slug, link.pk)


def page_to_write(request: Any, slug: str) -> Page:
    found = page_or_404(request, slug)
    if not permissions.can_write_page(request.person, found):
        raise PermissionDenied
    return found


def audience_choices(space: Space, circles: list[PageCircle]) -> list[Choice]:
    return [
        Choice(page_audience.SPACE, _("The whole space"), _("Its members read it and write it.")),
        *(Choice(one.key, one.title, means(one)) for one in circles),
        Choice(page_audience.EVERYBODY, _("Everyone"), for_everybody(space)),
    ]


def means(circle: PageCircle) -> str:
    """Return the current readers and the future ones, in words."""
    named, more = ", ".join(circle.names[:MOST_NAMED]), len(circle.names) - MOST_NAMED
    today = _("%(names)s and %(number)d more.") % {"names": named, "number": more} if more > 0 else f"{named}."
    return f"{today} {circle.later}"


def for_everybody(space: Space) -> str:
    if space.is_public:
        return _("Whoever passes by reads it, without an account. Its members write it.")
    return _("This space is not public: for now only its members come in. The page will be open once the space is.")
