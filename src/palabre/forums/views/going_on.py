"""“Who goes on?”: on a phone for oneself, on a host’s screen from the paper that went round."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.forums.day.hall import open_to_hall
from palabre.forums.day.host_rights import hosts
from palabre.forums.forms import GoingOnForm
from palabre.forums.models import ForumDay, Sheet, SheetPledge
from palabre.forums.outcome import sheet_pledges
from palabre.forums.views.lookup import day_for
from palabre.forums.wall.sheets import sheet_numbered
from palabre.forums.wall.wall_facts import shown_sheets
from palabre.groups.roles.pledges import How
from palabre.people.devices.received_posts import sent_once
from palabre.people.guests import acting
from palabre.people.reader import Reader
from palabre.web.view_doors import confirm, fresh_form, gesture_on

MOST_SHOWN, MOST_BY_PHONE = 12, 200


@open_to_hall
@sent_once
@fresh_form
def going_on(request: Any, number: int) -> HttpResponse:
    """GET asks for a number, which `?number=` may say; POST notes who goes on with it."""
    day = day_for(request, number)
    is_host = hosts(request.person, day)
    options = {"person": request.person, "is_host": is_host}
    form = GoingOnForm.of(request, initial={"number": request.GET.get("number", "")[:4]}, **options)

    def note(said: dict[str, Any]) -> HttpResponse:
        at = timezone.now()
        sheet = sheet_numbered(day, said["number"], Reader.of(request))
        pledge = noted(request, sheet, said, is_host=is_host, at=at)
        words = _("%(name)s will host %(number)s.") if pledge.carries else _("%(name)s is coming to %(number)s.")
        facts = {"name": pledge.person.first_name, "number": said["number"]}
        undo = day.screen("not_going_on", pledge.pk) if pledge.at == at else ""  # else it would take an older line
        return confirm(request, words % facts, day.screen("going_on"), undo=undo)

    rows = noted_here(Reader.of(request), day).order_by("-pk")
    pledges = list(rows[:MOST_SHOWN])
    if is_host:  # each “I’ll host it” said by phone can be taken back before the closing makes a role of it
        pledges += [one for one in rows.filter(carries=True, typed_by=None)[:MOST_BY_PHONE] if one not in pledges]
    shown = {"sheets": shown_sheets(day, Reader.of(request)), "pledges": pledges}
    shows_addresses = is_host or (request.person is not None and not request.person.vouched_by)
    facts = {"forum": day.forum, "day": day, "is_host": is_host, "shows_addresses": shows_addresses}
    return form.respond(request, note, template="forums/going_on.html", **facts, **shown)


def noted(request: Any, sheet: Sheet, said: dict[str, Any], *, is_host: bool, at: datetime.datetime) -> SheetPledge:
    ways = {"at": at, "carries": said["carries"], "words": said["words"]}
    how = How(energy=said["energy"], reply_to=said["reply_to"])
    if is_host and said["whose"]:
        return sheet_pledges.pledge_for(sheet, said["whose"], by=request.person, how=how, **ways)
    with acting(request) as by:
        return sheet_pledges.pledge_to_sheet(sheet, by=by, how=how, **ways)


def pledge_here(request: Any, number: int, pledge: int) -> SheetPledge:
    """Return the pledge of this id. 404 unless the reader made it, or hosts the day and reads its question."""
    day = day_for(request, number)
    found = get_object_or_404(noted_here(Reader.of(request), day), pk=pledge)
    found.sheet.day = day
    return found


def noted_here(reader: Reader, day: ForumDay) -> QuerySet[SheetPledge]:
    """Return the pledges of the day that the reader made; to a host, also those to the questions that they read."""
    rows = SheetPledge.objects.filter(sheet__day=day).select_related("sheet", "person")
    if reader.person is None:
        return rows.none()
    read = reader.readable(of="sheet__question__audience") if hosts(reader.person, day) else Q(pk=None)
    return rows.filter(Q(person=reader.person) | read)


@open_to_hall
@gesture_on(pledge_here)
def not_going_on(request: Any, found: SheetPledge) -> HttpResponse:
    day: ForumDay = found.sheet.day
    sheet_pledges.say_no_more(found, by=request.person)
    return confirm(request, _("It is taken back."), day.screen("going_on"))


@open_to_hall
@gesture_on(pledge_here)
def no_address(request: Any, found: SheetPledge) -> HttpResponse:
    sheet_pledges.take_back_address(found, by=request.person)
    return confirm(request, _("The address is taken back."), found.sheet.day.screen("going_on"))
