"""Pages opened by the link to a registration, outside the space: its status, and the day as a calendar file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.people.access.links import LinkClosed, for_holder
from palabre.people.agreements.space_archival import even_archived
from palabre.people.devices.person_middleware import person_here
from palabre.registrations import enrolment
from palabre.registrations.day_of_roll import day_of
from palabre.registrations.models import Day, Registration
from palabre.registrations.registration_letter_texts import standing_of
from palabre.registrations.registration_letters import calendar_for
from palabre.registrations.registration_links import REGISTRATION
from palabre.upkeep.smtp import mail_is_configured
from palabre.web.origins import origin_of
from palabre.web.view_doors import require_form


@require_form
@for_holder
@even_archived
def registration(request: Any) -> HttpResponse:
    """GET shows the status of the registration; POST cancels it. A mail filter that opens the link changes nothing."""
    row = registration_of(request.link)
    if request.method == "POST":
        enrolment.cancel_registration(row, at=timezone.now())
        return redirect(request.path)
    day = day_of(row.roll)
    shown = {
        "row": row,
        "day": day,
        "page": page_of(request, row, day),
        "place": row.roll.space,
        "standing": standing_of(row, day),
        "is_told": mail_is_configured(),
    }
    return render(request, "registrations/registration.html", shown)


def page_of(request: Any, row: Registration, day: Day) -> str:
    """Return the page of the day; "" for one among members that this device, which knows nobody there, may not read."""
    if day.is_for_all:
        return day.open_address
    return day.address if person_here(request, row.roll.space.slug) is not None else ""


@require_safe
@for_holder
def calendar(request: Any) -> HttpResponse:
    row = registration_of(request.link)
    text = calendar_for(row, day_of(row.roll), method=None, at=timezone.now(), origin=origin_of(request))
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="palabre.ics"'
    return answer


def registration_of(link: Any) -> Registration:
    """Return the registration that the link opens. Raise LinkClosed once it is deleted."""
    rows = Registration.objects.select_related("roll__space")
    found = rows.filter(pk=link.thing_id, roll__space=link.space_id).first()
    if link.thing_kind != REGISTRATION or found is None:
        raise LinkClosed(_("This registration was forgotten, as we promised: the day is long gone."))
    return found
