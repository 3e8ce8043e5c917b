"""« Qui lit cette page ? » and its licence: a screen for those who may write the page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.people.access.links import show_once
from palabre.people.devices.vouchers import open_to_one_word
from palabre.web.view_doors import confirm, fresh_form
from palabre.wiki.copies import page_licences
from palabre.wiki.readers import page_audience, page_invitations
from palabre.wiki.readers.forms import InvitationForm, LicenceForm, ReadersForm
from palabre.wiki.readers.reader_circles import PageCircles
from palabre.wiki.views.lookup import page_to_write


@fresh_form
def readers(request: Any, slug: str, circles: PageCircles) -> HttpResponse:
    """GET shows the readers of the page; POST changes them, and offers to undo it."""
    found = page_to_write(request, slug)
    hers = circles.of(request.space, request.person)
    before = page_audience.chosen_circle(found, hers)
    form = ReadersForm.of(request, space=request.space, circles=hers, initial={"to": before})

    def show(said: dict[str, Any]) -> HttpResponse:
        if page_audience.show_to(found, said["to"], circles, by=request.person):
            undo = f"{request.path}?to={before}"
            return confirm(request, _("Done. This page has other readers now."), request.path, undo=undo)
        return redirect(request.path)

    shown = {
        "page": found,
        "chosen": before,
        "invitation": InvitationForm(),
        "licence": LicenceForm(initial=LicenceForm.said_of(page_licences.licence_of(found).name)),
        "invitations": page_invitations.invitations(found, by=request.person, at=timezone.now()),
    }
    return form.respond(request, show, template="wiki/readers/readers.html", **shown)


@require_POST
def licence(request: Any, slug: str) -> HttpResponse:
    found = page_to_write(request, slug)
    said = LicenceForm.read(request)
    is_new = page_licences.license_page(found, said["licence"] or said["words"], by=request.person)
    words = _("The licence of this page is noted.") if is_new else None
    return confirm(request, words, "wiki:readers", request.space.slug, found.slug)


@require_POST
@open_to_one_word
def invitation(request: Any, slug: str) -> HttpResponse:
    """Make the link of an invited person, and show it on the page where it can be given again."""
    found = page_to_write(request, slug)
    link = page_invitations.invite(found, InvitationForm.read(request)["name"], by=request.person, at=timezone.now())
    show_once(request, link, at=timezone.now())
    return redirect("here:given", request.space.slug, link.pk)
