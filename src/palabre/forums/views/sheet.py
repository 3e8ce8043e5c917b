"""A question of the day: propose it, take a place, claim the number of its paper, correct it, report."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.forums.day.hall import open_to_hall
from palabre.forums.day.host_rights import hosts, looks_after_sheet, may_report_sheet, may_reword_sheet
from palabre.forums.forms import AsideForm, NumberForm, PhotoForm, PlacingForm, ProposalForm, ReportForm, SheetWordsForm
from palabre.forums.models import Sheet, SheetPhoto, WithdrawnSheet
from palabre.forums.outcome import reports
from palabre.forums.outcome.photos import may_photograph
from palabre.forums.views.forum import around_day
from palabre.forums.views.lookup import day_for, same_sheet_for, sheet_for, signed
from palabre.forums.wall import placements, sheets
from palabre.forums.wall.set_aside import set_aside
from palabre.forums.wall.wall_facts import wall_of
from palabre.forums.wall.withdrawal import put_back, withdraw_sheet
from palabre.people.devices.received_posts import sent_once
from palabre.people.guests import acting
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.web import dates_in_words
from palabre.web.view_doors import confirm, fresh_form, fresh_page, gesture_on, require


@open_to_hall
@sent_once
@fresh_form
def proposal(request: Any, number: int) -> HttpResponse:
    """GET asks for a question, and a visitor for a first name; POST gives it a number."""
    day = day_for(request, number)
    form = ProposalForm.of(request, person=request.person, initial={"number": request.GET.get("number", "")[:4]})

    def put(said: dict[str, Any]) -> HttpResponse:
        ways = {"number": said["number"], "together": said["together"], "form_token": said["proposal_token"]}
        with acting(request) as by:
            made = sheets.propose(day, said["text"], by=by, at=timezone.now(), **ways)
        return redirect(day.screen("sheet", made.number))

    return form.respond(request, put, template="forums/proposal.html", forum=day.forum, day=day)


@open_to_hall
@fresh_page
def sheet(request: Any, number: int, sheet: int) -> HttpResponse:
    """The question, where it stands, what was said; and for who looks after it, the free places."""
    found = sheet_for(request, number, sheet)
    return render_sheet(request, found, empty_number(found))


def empty_number(found: Sheet) -> NumberForm:
    return NumberForm(initial={"question": found.question_id})


def render_sheet(request: Any, found: Sheet, form: NumberForm, *, refusal: Refusal | None = None) -> HttpResponse:
    shown_wall = wall_of(found.day, Reader.of(request), at=timezone.now())
    shown = next(one for one in shown_wall.sheets if one.sheet.pk == found.pk)
    may = looks_after_sheet(request.person, found)
    facts = {
        "shown": shown,
        "wall": shown_wall,
        "may_change": may,
        "may_reword": may and may_reword_sheet(request.person, found),
        "may_report": may and may_report_sheet(request.person, found),
        "may_photograph": may_photograph(request.person, found, is_round=False),
        "photo_form": PhotoForm(),
        "photos": photos_shown(request, found),
        "is_asker": request.person is not None and request.person.pk == found.asked_by_id,
        "is_paper": found.number <= sheets.PRINTED,
        "form": form,
        "refusal": refusal,
    }
    status = refusal.status if refusal is not None else form.status
    return render(request, "forums/sheet.html", around_day(request, found.day) | facts, status=status)


@open_to_hall
@fresh_page
def paper(request: Any, number: int, sheet: int) -> HttpResponse:
    """Lead from the number of a sheet of paper to its question, or to where it is written."""
    day = day_for(request, number)
    try:
        found = sheets.sheet_numbered(day, sheet, Reader.of(request))
    except Refusal:
        return redirect(f"{day.screen('proposal')}?number={sheet}")
    return redirect(day.screen("sheet", found.number))


def photos_shown(request: Any, found: Sheet) -> list[SheetPhoto]:
    rows = found.photos.filter(removed_at=None).order_by("pk")
    return list(rows if hosts(request.person, found.day) else rows.filter(is_round=False))


@open_to_hall
@sent_once
@gesture_on(sheet_for)
def placing(request: Any, found: Sheet) -> HttpResponse:
    """Take the place that the button names. The one just taken is refused, with the places left."""
    said, day = PlacingForm.read(request), found.day
    slot, place = (get_object_or_404(rows, position=said[name]) for name, rows in wall_parts(found))
    try:
        session = placements.place_sheet(found, slot, place, by=signed(request), at=timezone.now())
    except Refusal as refusal:
        return render_sheet(request, found, empty_number(found), refusal=refusal)
    words = _("Question %(number)s: %(hour)s, %(place)s. Everybody sees it.")
    where = {"number": found.number, "hour": dates_in_words.hour(slot.starts), "place": place.name}
    undo = day.screen("placing_undoing", session.pk)
    return confirm(request, words % where, day.screen("sheet", found.number), undo=undo)


def wall_parts(found: Sheet) -> tuple[tuple[str, Any], tuple[str, Any]]:
    return ("slot", found.day.slots), ("place", found.day.places)


@open_to_hall
@sent_once
@gesture_on(same_sheet_for)
def leaving_place(request: Any, found: Sheet) -> HttpResponse:
    placements.take_off(found, by=signed(request), at=timezone.now())
    return confirm(request, _("It has no place now."), found.day.screen("sheet", found.number))


@open_to_hall
@sent_once
@gesture_on(same_sheet_for)
def paper_number(request: Any, found: Sheet) -> HttpResponse:
    """Give the question the number of its paper."""
    form = NumberForm.of(request)

    def claim(said: dict[str, Any]) -> HttpResponse:
        now = sheets.claim_number(found, said["number"], by=signed(request))
        return redirect(found.day.screen("sheet", now.number))

    return form.done(claim) or render_sheet(request, found, form)


@open_to_hall
@fresh_form
def words(request: Any, number: int, sheet: int) -> HttpResponse:
    """GET shows the words, to be corrected; POST keeps them."""
    found = sheet_for(request, number, sheet)
    require(may_reword_sheet(request.person, found))
    form = SheetWordsForm.of(request, initial={"text": found.question.text})

    def keep(said: dict[str, Any]) -> HttpResponse:
        sheets.reword_sheet(found, said["text"], by=signed(request))
        return redirect(found.day.screen("sheet", found.number))

    return form.respond(request, keep, template="forums/words.html", sheet=found, forum=found.day.forum, day=found.day)


@open_to_hall
@sent_once
@gesture_on(sheet_for)
def aside(request: Any, found: Sheet) -> HttpResponse:
    """Set the question aside on this device, or no longer."""
    is_aside = AsideForm.read(request)["is_aside"]
    set_aside(request.session, found.day.forum_id, found.pk, is_aside=is_aside)
    return redirect(found.day.screen("sheet", found.number))


@open_to_hall
@sent_once
@gesture_on(same_sheet_for)
def withdrawal(request: Any, found: Sheet) -> HttpResponse:
    day = found.day
    gone = withdraw_sheet(found, by=signed(request), at=timezone.now())
    return confirm(
        request, _("The question is removed from the wall."), day.forum, undo=day.screen("putting_back", gone.pk)
    )


def withdrawn_here(request: Any, number: int, withdrawn: int) -> WithdrawnSheet:
    """Return the sheet of this id that was taken back. 404 unless the reader did it, or hosts the day."""
    day, person = day_for(request, number), request.person
    rows = day.withdrawn_sheets.filter(Reader.of(request).readable())
    if not hosts(person, day):
        rows = rows.filter(by=person) if isinstance(person, Person) else rows.none()
    found: WithdrawnSheet = get_object_or_404(rows, pk=withdrawn)
    found.day = day
    return found


@open_to_hall
@sent_once
@gesture_on(withdrawn_here)
def putting_back(request: Any, found: WithdrawnSheet) -> HttpResponse:
    back = put_back(found, by=signed(request))
    return redirect(found.day.screen("sheet", back.number))


@open_to_hall
@sent_once
@fresh_form
def report(request: Any, number: int, sheet: int) -> HttpResponse:
    """GET shows the report, to be written; POST keeps the words, “no report”, or the sheet it was joined to."""
    found = sheet_for(request, number, sheet)
    require(may_report_sheet(request.person, found))
    known, former = getattr(found, "report", None), reports.former_words(found, by=request.person)
    said = ReportForm.said_of(known, known.joined_to if known else None)
    chosen = next((one for one in former if str(one.pk) == request.GET.get("former")), None)
    form = ReportForm.of(request, initial=said | ({"text": chosen.text} if chosen else {}))

    def keep(said: dict[str, Any]) -> HttpResponse:
        ways: dict[str, Any] = {"by": signed(request), "at": timezone.now()}
        if said["none"]:
            reports.report_nothing(found, **ways)
        elif said["joined_to"]:
            other = sheets.sheet_numbered(found.day, said["joined_to"], Reader.of(request))
            reports.join_sheet(found, other, **ways)
        else:
            reports.report_text(found, said["text"], **ways)
        return confirm(request, _("Noted."), found.day.screen("sheet", found.number))

    facts = {"sheet": found, "forum": found.day.forum, "day": found.day}
    return form.respond(request, keep, template="forums/report.html", former=former, **facts)
