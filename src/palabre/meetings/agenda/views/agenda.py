"""The agenda of a meeting: its points, proposed, ordered, put off and taken off by forms that need no script."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.journal.word_changes import taken_again, words_before
from palabre.meetings import permissions
from palabre.meetings.agenda import agenda_choice, agenda_items, item_order, item_postponement
from palabre.meetings.agenda.agenda_audience import mark_readable_decisions
from palabre.meetings.agenda.agenda_items import ItemDetails
from palabre.meetings.agenda.agenda_preparation import prepare
from palabre.meetings.agenda.agenda_screen import agenda_of, who_may_hold
from palabre.meetings.agenda.agenda_switch import begin_otherwise, is_untouched
from palabre.meetings.agenda.forms import BeginningForm, ChangedPointForm, PointForm, StepForm
from palabre.meetings.models import AgendaItem, Meeting
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.reader import Reader
from palabre.web.dates_in_words import near
from palabre.web.view_doors import confirm, require, require_form


@require_form
@open_to_one_word
def agenda(request: Any, number: int) -> HttpResponse:
    """Its points; sent, a new one. What was typed is there again when it is refused."""
    meeting = agenda_meeting(request, number)
    require(request.method != "POST" or permissions.can_propose_point(request.person, meeting))
    form = PointForm.of(request, holders=partial(who_may_hold, meeting, Reader.of(request)))

    def propose(said: dict[str, Any]) -> HttpResponse:
        item = agenda_items.propose_point(meeting, ItemDetails(**said), by=request.person, at=timezone.now())
        return back(meeting, item)

    return form.done(propose) or render_agenda(request, meeting, form)


@require_POST
def beginning(request: Any, number: int) -> HttpResponse:
    """An agenda that is empty begins with a template, one that nobody touched with another; sent twice, it did once."""
    meeting = agenda_meeting(request, number)
    require(permissions.can_order_agenda(request.person, meeting))
    key = BeginningForm.read(request, space=request.space)["key"]
    if meeting.template_key and key:
        begin_otherwise(meeting, key, by=request.person, at=timezone.now())
    else:
        prepare(meeting, by=request.person, at=timezone.now(), template_key=key)
    return back(meeting)


@require_form
def point(request: Any, number: int, item: int) -> HttpResponse:
    """One point, to be said otherwise."""
    meeting, found = point_of(request, number, item)
    require(permissions.can_change_point(request.person, found))
    reader = Reader.of(request)
    former = words_before(agenda_items.points_told(found), reader, names=("text", "to_read"))
    initial = ChangedPointForm.said_of(found) | taken_again(former, request.GET.get("former"))
    form = ChangedPointForm.of(request, holders=partial(who_may_hold, meeting, reader), initial=initial)

    def change(said: dict[str, Any]) -> HttpResponse:
        shown = said.pop("shown")
        agenda_items.change_point(found, ItemDetails(**said), by=request.person, shown=shown)
        return back(meeting, found)

    facts = {"meeting": meeting, "item": found, "former": former}
    return form.respond(request, change, template="meetings/agenda/item.html", **facts)


@require_POST
def place(request: Any, number: int, item: int) -> HttpResponse:
    """Up or down; the focus stays on the button that was pressed, or on the point once it is at the end."""
    meeting, found = point_of(request, number, item)
    require(permissions.can_order_agenda(request.person, meeting))
    said = StepForm.read(request)
    item_order.move(found, by=request.person, **said)
    return back(meeting, found, said["way"])


@require_POST
def removal(request: Any, number: int, item: int) -> HttpResponse:
    meeting, found = point_of(request, number, item)
    require(permissions.can_change_point(request.person, found))
    agenda_items.drop_point(found, by=request.person, at=timezone.now())
    return back_to_agenda(request, meeting, found, _("This point is no longer on the agenda."))


@require_POST
def postponement(request: Any, number: int, item: int) -> HttpResponse:
    meeting, found = point_of(request, number, item)
    require(permissions.can_order_agenda(request.person, meeting))
    to = item_postponement.postpone(found, by=request.person, at=timezone.now())
    if to is not None and to.on is not None and Reader.of(request).may_read(Meeting).filter(pk=to.pk).exists():
        day = near(to.on, today=timezone.localdate())
        said = _("Put off: this point is on the agenda of %(day)s.") % {"day": day}
    else:
        said = _("Put off: this point comes back by itself at the next meeting.")
    return back_to_agenda(request, meeting, found, said)


@require_POST
def point_return(request: Any, number: int, item: int) -> HttpResponse:
    """The undo of the two."""
    meeting, found = point_of(request, number, item)
    require(permissions.can_change_point(request.person, found))
    stays = agenda_items.bring_point_back(found, by=request.person)
    said = _("It stays on the agenda of the next meeting too: it was said otherwise there.") if stays else None
    return confirm(request, said, back(meeting, found).url)


def agenda_meeting(request: Any, number: int) -> Meeting:
    return Reader.of(request).find(Meeting, number, "audience", "group", "minutes")


def point_of(request: Any, number: int, item: int) -> tuple[Meeting, AgendaItem]:
    meeting = agenda_meeting(request, number)
    found = get_object_or_404(meeting.agenda.select_related("holder", "about__audience"), pk=item)
    found.meeting = meeting
    mark_readable_decisions([found], Reader.of(request))
    return meeting, found


def render_agenda(request: Any, meeting: Meeting, form: PointForm) -> HttpResponse:
    facts = agenda_of(meeting, Reader.of(request)) | {"form": form}
    if facts["can_order"] and facts["is_open"] and not facts["points"] and meeting.minutes_id is None:
        fitting = agenda_choice.template_for(meeting).key
        facts["beginning"] = BeginningForm(space=request.space, initial={"key": fitting})
    elif facts["can_order"] and facts["is_open"] and is_untouched(meeting):
        facts["others"] = [one for one in agenda_choice.all_in(request.space) if one.key != meeting.template_key]
    return render(request, "meetings/agenda/agenda.html", facts, status=form.status)


def back_to_agenda(request: Any, meeting: Meeting, item: AgendaItem, said: str) -> HttpResponse:
    """Say that it is done, with its undo beside."""
    undo = reverse("meetings:point_return", args=[request.space.slug, meeting.pk, item.pk])
    return confirm(request, said, "meetings:agenda", request.space.slug, meeting.pk, undo=undo)


def back(meeting: Meeting, item: AgendaItem | None = None, at: str = "point") -> HttpResponseRedirect:
    address = reverse("meetings:agenda", args=[meeting.space.slug, meeting.pk])
    return redirect(f"{address}#{at}-{item.pk}" if item is not None else address)
