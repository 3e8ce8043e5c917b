"""The newsroom: desks without a name, where who comes from a session types its report; and their printing."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.forums.day import newsroom_codes
from palabre.forums.day.hall import open_to_hall
from palabre.forums.day.host_rights import hosts
from palabre.forums.forms import NewsroomForm
from palabre.forums.models import ForumDay, Sheet
from palabre.forums.outcome import newsroom as desk
from palabre.forums.outcome.photos import photos_of
from palabre.forums.outcome.report_frame import Framed, framed
from palabre.forums.outcome.reports import reports_since
from palabre.forums.views.lookup import day_for, hosted_here, sheet_for
from palabre.forums.wall.sheets import sheet_numbered
from palabre.forums.wall.wall_facts import ShownSheet, report_of, shown_sheets
from palabre.live.join_codes import key_to
from palabre.people.devices.received_posts import sent_once
from palabre.people.reader import Reader
from palabre.web.form.form_input import is_number
from palabre.web.origins import origin_of, phone_origin
from palabre.web.view_doors import confirm, fresh_form, fresh_page, gesture_on, require
from palabre.web.visitor_cookie import visitor_of

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MOST_FRESH = 4  # reports that stand beside the numbers
MICROSECOND = datetime.timedelta(microseconds=1)


@open_to_hall
@fresh_page
def newsroom(request: Any, number: int) -> HttpResponse:
    """The numbers of the sessions, each with what is there of its report; for a host, how to open a desk."""
    day = day_for(request, number)
    is_host = hosts(request.person, day)
    require(is_host or newsroom_codes.is_desk(request, day))
    kept = request.GET.get("kept", "")
    sheets = shown_sheets(day, Reader.of(request))
    facts = {
        "forum": day.forum,
        "day": day,
        "is_host": is_host,
        "is_open": newsroom_codes.is_newsroom_open(day),
        "sheets": sheets,
        "photographed": photos_of(day),
        "fresh": fresh_ones(sheets),
        "kept": kept if is_number(kept) else "",
        "desk": desk_code(request, day) if is_host else {},
    }
    return render(request, "forums/newsroom.html", facts)


def fresh_ones(sheets: Sequence[ShownSheet]) -> list[tuple[ShownSheet, datetime.time]]:
    """Return the sheets whose reports came last, the latest first, each with its hour. No query."""
    told = [(one.report.at, one) for one in sheets if one.report is not None]
    told.sort(key=lambda one: one[0], reverse=True)
    return [(one, timezone.localtime(at).time()) for at, one in told[:MOST_FRESH]]


def desk_code(request: Any, day: ForumDay) -> dict[str, str]:
    """Return the letters that make a desk, where they are typed, and the address of their square."""
    letters = day.newsroom_code or ""
    origin = phone_origin(request) or origin_of(request)
    address = origin + reverse("forum_code:square", args=[letters, key_to(letters)]) if letters else ""
    door = (origin + reverse("forum_code:door")).partition("://")[2].rstrip("/")
    return {"letters": f"{letters[:4]} {letters[4:]}".strip(), "door": door, "address": address}


@open_to_hall
@sent_once
@fresh_form
def newsroom_sheet(request: Any, number: int, sheet: int) -> HttpResponse:
    """GET shows the frame of one session; POST files its report, then shows the numbers to the next people."""
    found = sheet_for(request, number, sheet)
    require(newsroom_codes.may_type_reports(request, found.day))
    known = report_of(found)
    form = NewsroomForm.of(request, initial=initial_of(found))

    def file(said: dict[str, Any]) -> HttpResponse:
        desk.file_report(found, told_in(request, found, said), by=visitor_of(request), at=timezone.now())
        words = _("%(number)s is kept. Thank you. The screen is free.") if has_something(said) else ""
        to = f"{found.day.screen('newsroom')}?kept={found.number}"
        return confirm(request, words % {"number": found.number} if words else None, to)

    answer = form.done(file)
    if answer is not None:
        return answer
    if form.is_bound:
        form = form.with_seen(desk.digest_of(known))
    facts = {"forum": found.day.forum, "day": found.day, "sheet": found, "form": form, "report": known}
    shown = {"is_of_a_person": desk.is_of_a_person(known), "is_changed": form.status == desk.WrittenMeanwhile.status}
    return render(request, "forums/newsroom_sheet.html", facts | shown, status=form.status)


def initial_of(found: Sheet) -> dict[str, Any]:
    """Return the report of the sheet in its frame."""
    known = report_of(found)
    said = dataclasses.asdict(framed(known.text)) if known else {}
    joined = known.joined_to.number if known and known.joined_to else None
    return said | {"joined_to": joined, "seen": desk.digest_of(known)}


def told_in(request: Any, found: Sheet, said: dict[str, Any]) -> desk.Told:
    text = Framed(said["said"], said["next_step"], said["who"]).text
    joined = said["joined_to"]
    other = sheet_numbered(found.day, joined, Reader.of(request)) if joined and not said["none"] else None
    return desk.Told(text, is_none=said["none"], joined_to=other, seen=said["seen"])


def has_something(said: dict[str, Any]) -> bool:
    return any(said[name] for name in ("said", "next_step", "who", "joined_to", "none"))


@open_to_hall
@fresh_page
def newsroom_prints(request: Any, number: int) -> HttpResponse:
    """The reports that came since `?since=`, one on each sheet of paper."""
    day = day_for(request, number)
    require(newsroom_codes.may_type_reports(request, day))
    asked = request.GET.get("since", "")
    since = EPOCH + MICROSECOND * min(int(asked), 10**16) if is_number(asked) else EPOCH
    found = reports_since(day, Reader.of(request), since)
    last = (found[-1].at - EPOCH) // MICROSECOND if found else asked
    reports = [(one, timezone.localtime(one.at).time()) for one in found]
    facts = {"forum": day.forum, "day": day, "reports": reports, "last": last, "is_first": since == EPOCH}
    return render(request, "forums/newsroom_prints.html", facts)


@gesture_on(hosted_here)
def newsroom_opening(request: Any, day: ForumDay) -> HttpResponse:
    newsroom_codes.open_newsroom(day, by=request.person)
    return redirect(day.screen("newsroom"))


@gesture_on(hosted_here)
def newsroom_ending(request: Any, day: ForumDay) -> HttpResponse:
    newsroom_codes.close_newsroom(day, by=request.person)
    return confirm(request, _("The newsroom is closed. Its computers open nothing any longer."), day.screen("newsroom"))
