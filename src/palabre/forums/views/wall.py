"""The wall: its hours as a list for phones, its grid and one field for who copies it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.forums.broadcast.wall_screen import ScreenKind
from palabre.forums.day.hall import open_to_hall
from palabre.forums.forms import WallLineForm
from palabre.forums.models import ForumDay, Session
from palabre.forums.views.forum import around_day, living_wall
from palabre.forums.views.lookup import day_for, hosted_here, signed
from palabre.forums.wall import placements
from palabre.forums.wall.forms import LossForm
from palabre.forums.wall.swap import swap_offered, swap_sheets
from palabre.forums.wall.wall_copy import Copied, copy_line, placed_by_words
from palabre.forums.wall.wall_facts import last_lines
from palabre.forums.wall.wall_lines import read_wall_line
from palabre.groups.questions.question_access import LONGEST
from palabre.people.devices.received_posts import sent_once
from palabre.people.reader import Reader
from palabre.web import dates_in_words
from palabre.web.view_doors import confirm, fresh_form, fresh_page, gesture_on

MOST_SHOWN = 40  # sheets taken back


@open_to_hall
@fresh_page
def wall_of_day(request: Any, number: int) -> HttpResponse:
    """Every hour with its places."""
    day = day_for(request, number)
    return render(request, "forums/wall.html", around_day(request, day) | living_wall(request, day, ScreenKind.WALL))


@sent_once
@fresh_form
def copy(request: Any, number: int) -> HttpResponse:
    """GET shows one field and the grid; POST does what the line says. What was typed comes back when it is refused."""
    day = hosted_here(request, number)
    form = WallLineForm.of(request)

    def take(said: dict[str, Any]) -> HttpResponse:
        line, ways = read_wall_line(said["line"]), {"by": request.person, "at": timezone.now()}
        copied = copy_line(day, line, asked_by=said["asked_by"], form_token=said["form_token"], **ways)
        undo = day.screen("placing_undoing", copied.session.pk) if copied.session else ""
        return confirm(request, copied_in_words(copied), day.screen("copy"), undo=undo)

    reader = Reader.of(request)
    taken_back = day.withdrawn_sheets.filter(reader.readable()).select_related("question").order_by("-pk")[:MOST_SHOWN]
    facts = living_wall(request, day, ScreenKind.GRID) | {"lines": last_lines(day, reader)}
    facts |= {"withdrawn": [] if day.closed_at else list(taken_back)}
    line = read_wall_line(str(form.data.get("line", ""))[:LONGEST]) if form.is_bound else None
    facts |= {"swap": swap_offered(day, placed_by_words(day, line), reader) if line is not None else None}
    return form.respond(request, take, template="forums/copy.html", **around_day(request, day) | facts)


def swapped_here(request: Any, number: int, sheet: int, other: int, stood: int, other_stood: int) -> ForumDay:
    """Return the day, which the reader hosts, with the sheets to swap (`pair`) and their sessions. 404 elsewhere."""
    day = hosted_here(request, number)
    rows = day.sheets.filter(Reader.of(request).readable(of="question__audience"))
    day.pair = [get_object_or_404(rows, number=one) for one in (sheet, other)]  # type: ignore[attr-defined]
    day.stood = (stood, other_stood)  # type: ignore[attr-defined]
    return day


@gesture_on(swapped_here)
def swap(request: Any, day: ForumDay) -> HttpResponse:
    """Have two sheets take each other’s place."""
    one, other = day.pair  # type: ignore[attr-defined]
    stand = swap_sheets(one, other, day.stood, by=request.person, at=timezone.now())  # type: ignore[attr-defined]
    words = _("%(number)s and %(other)s have swapped their places: everybody sees it.")
    said = {"number": one.number, "other": other.number}
    undo = day.screen("swap", one.number, other.number, *stand)
    return confirm(request, words % said, day.screen("copy"), undo=undo)


def copied_in_words(copied: Copied) -> str:
    """Return what was understood of a line: “12. How do we… 11:30, Table 2.”"""
    said = {"number": copied.sheet.number, "question": with_a_stop(copied.sheet.question.text)}
    if copied.session is not None:
        where = {"hour": dates_in_words.hour(copied.session.slot.starts), "place": copied.session.place.name}
        return _("%(number)s. %(question)s At %(hour)s, %(place)s.") % (said | where)
    if copied.is_off:
        return _("%(number)s. %(question)s It has no place now.") % said
    return _("%(number)s. %(question)s It is written.") % said


def with_a_stop(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def session_here(request: Any, number: int, session: int) -> Session:
    """Return the placing of this id on the wall of this forum. 404 elsewhere."""
    day = day_for(request, number)
    rows = Session.objects.filter(sheet__day=day).select_related("sheet__question")
    found = get_object_or_404(rows.filter(Reader.of(request).readable(of="sheet__question__audience")), pk=session)
    found.sheet.day = day
    return found


@open_to_hall
@sent_once
@gesture_on(session_here)
def placing_undoing(request: Any, found: Session) -> HttpResponse:
    placements.undo_placing(found, by=signed(request), at=timezone.now())
    return redirect(found.sheet.day.screen("wall"))


@gesture_on(hosted_here)
def loss(request: Any, day: ForumDay) -> HttpResponse:
    """Say that a place is lost, or not."""
    said = LossForm.read(request)
    place = get_object_or_404(day.places, pk=said["place"])
    place.day = day
    placements.lose_place(place, by=request.person, at=timezone.now() if said["is_lost"] else None)
    words = _("%(place)s is lost: everybody sees it.") if said["is_lost"] else _("%(place)s can be used again.")
    return confirm(request, words % {"place": place.name}, day.screen("copy"))
