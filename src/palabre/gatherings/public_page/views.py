"""« Les groupes s’ouvrent » : the page for everybody, where one registers by a name and a mail address."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.gatherings.gathering_display import authors_of, cards_for_all, licence_of
from palabre.gatherings.models import Gathering
from palabre.gatherings.public_page.forms import RegistrationForm
from palabre.gatherings.views.lookup import gathering_for
from palabre.people.access import links
from palabre.people.agreements.space_archival import even_archived, refuse_in_archive
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.masked_names import show_outside
from palabre.registrations import enrolment
from palabre.registrations.device_registrations import remember_form
from palabre.registrations.enrolment import Coming, is_full
from palabre.registrations.models import Registration
from palabre.registrations.registration_links import (
    address,
    link_to_registration,
    registration_in_own_name,
    registrations_held,
    registrations_of_reader,
)
from palabre.upkeep.smtp import mail_is_configured
from palabre.web.origins import origin_of
from palabre.web.view_doors import confirm, fresh_form
from palabre.web.visitor_cookie import visitor_of


@fresh_form
def gathering(request: Any, number: int) -> HttpResponse:
    """GET shows it; POST registers. What was typed comes back when it is refused."""
    rows = Gathering.objects.open_to_all().select_related("space", "audience", "roll")
    found = get_object_or_404(rows, pk=number)
    return come(request, found)


@fresh_form
@open_to_one_word
def within(request: Any, number: int) -> HttpResponse:
    """The same for those who joined, as soon as it is announced among them."""
    found = gathering_for(request, number)
    return come(request, found) if found.is_announced else redirect(found)


@require_POST
@even_archived
def own_registration(request: Any, number: int) -> HttpResponse:
    """Have this device hold the link to the registration that the person made in the space, and open it."""
    found = gathering_for(request, number)
    row = registration_in_own_name(found.roll, request.person)
    if row is None:
        raise Http404
    found.roll.space = found.space
    row.roll = found.roll
    return open_registration(request, row)


def come(request: Any, gathering: Gathering) -> HttpResponse:
    forget_on = gathering.on + enrolment.KEPT if gathering.on else None
    form = RegistrationForm.of(request, forget_on=forget_on)

    def register(said: dict[str, Any]) -> HttpResponse:
        refuse_in_archive(come, gathering.space, request)
        person, visitor = getattr(request, "person", None), visitor_of(request)
        who, at = Coming(**said, origin=origin_of(request), person=person, visitor=visitor), timezone.now()
        remember_form(request, gathering.roll, who.form_token, at=at)
        return enrolled(request, *enrolment.enrol(gathering.roll, who, at=at))

    return form.done(register) or render_public_page(request, gathering, form)


def enrolled(request: Any, row: Registration, is_hers: bool) -> HttpResponse:
    """Say what comes next; only who sent the form now opens the registration."""
    if mail_is_configured():
        return confirm(request, noted(row.email), request.path)
    if is_hers:
        return open_registration(request, row)
    elsewhere = _("Noted. Open your registration on the device where you made it.")
    # the same whichever registration this device holds: otherwise it would tell of which address that one is
    is_here = bool(registrations_held(request, row.roll))
    return confirm(request, _("Noted.") if is_here else elsewhere, request.path)


def open_registration(request: Any, row: Registration) -> HttpResponse:
    """Store on this device that it holds the link to the registration, and lead there."""
    link = link_to_registration(row, at=timezone.now())
    links.remember_link(request, link)
    return redirect(address(link))


def noted(email: str) -> str:
    """Say the same to everybody, whether the address was registered already or not."""
    return _("Noted. A message is on its way to %(email)s. It says whether you have a place, and how to cancel.") % {
        "email": email
    }


def render_public_page(request: Any, gathering: Gathering, form: RegistrationForm) -> HttpResponse:
    show_outside(request, gathering.space)
    cards = cards_for_all(gathering)
    words = {
        "gathering": gathering,
        "place": gathering.space,
        "cards": cards,
        "authors": authors_of(gathering, cards),
        "licence": licence_of(gathering.space.licence),
        "is_open": gathering.roll.is_open_on(timezone.localdate()),
        "is_full": is_full(gathering.roll),
        "registered": registrations_of_reader(request, gathering.roll, getattr(request, "person", None)),
        "is_told": mail_is_configured(),
        "form": form,
    }
    return render(request, "gatherings/public_page/gathering.html", words, status=form.status)
