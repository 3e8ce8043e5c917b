"""The list of registrations, for people who look after the day: a page to print, a table for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.meetings.calendars.calendar_entry import without_control_characters
from palabre.registrations import enrolment
from palabre.registrations.day_of_roll import day_of
from palabre.registrations.models import Registration, Roll
from palabre.registrations.registration_letters import not_reached
from palabre.upkeep.smtp import mail_is_configured
from palabre.web.view_doors import fresh_page

# Given by the addresses of the roll's owner. It returns the roll of the thing with this id, with its space loaded, for
# those who look after it. It raises Http404 if the reader may not know of it, PermissionDenied otherwise.
type Tended = Callable[[Any, int], Roll]

FORMULA = (*"=+-@＝＋－＠", "\t", "\r")  # prefixes that a spreadsheet takes for a formula


@fresh_page
def registered(request: Any, number: int, tended: Tended) -> HttpResponse:
    roll = tended(request, number)
    rows = registration_rows(roll)
    shown = {
        "day": day_of(roll),
        "table": beside(request, "table", number),
        "placed": [row for row in rows if not row.is_waiting],
        "waiting": [row for row in rows if row.is_waiting],
        "not_reached": not_reached(roll, rows),
        "mail_leaves": mail_is_configured(),
    }
    return render(request, "registrations/registered.html", shown)


@fresh_page
def table(request: Any, number: int, tended: Tended) -> HttpResponse:
    """The list as CSV: UTF-8 with a byte order mark, which spreadsheets need, and no cell taken for a formula."""
    roll = tended(request, number)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="inscriptions-{number}.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer, delimiter=";", quoting=csv.QUOTE_ALL)  # a spreadsheet may part cells by commas
    writer.writerow([_("Name"), _("Email address"), _("Place"), _("Registered on")])
    for row in registration_rows(roll):
        place = _("waiting list") if row.is_waiting else _("registered")
        writer.writerow([cell(row.name), cell(row.email), place, f"{timezone.localtime(row.at):%Y-%m-%d %H:%M}"])
    return answer


@require_POST
def ending(request: Any, number: int, registration: int, tended: Tended) -> HttpResponse:
    """Cancel the registration of somebody who said so in another way, for example by telephone."""
    roll = tended(request, number)
    row = get_object_or_404(roll.registrations.standing(), pk=registration)
    row.roll = roll
    enrolment.cancel_registration(row, at=timezone.now())
    return redirect(beside(request, "registered", number))


def beside(request: Any, name: str, number: int) -> str:
    """Return an address of this list, in the namespace of the owner."""
    return reverse(f"{request.resolver_match.namespace}:{name}", args=[request.space.slug, number])


def registration_rows(roll: Roll) -> list[Registration]:
    """Return those with a place, by name, then the waiting list, in order."""
    rows = roll.registrations
    return [*rows.placed().order_by("name", "pk"), *rows.waiting()]


def cell(words: str) -> str:
    words = " ".join(without_control_characters(words).split())
    return f"'{words}" if words.startswith(FORMULA) else words
