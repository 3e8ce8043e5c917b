"""Choose a date together: ask for it by mail, then pose the day that was found."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.meetings.agenda.shipped_agendas import SHIPPED
from palabre.meetings.dates import meeting_date
from palabre.meetings.dates.forms import DateForm
from palabre.meetings.models import Meeting
from palabre.meetings.polls.date_options import slots_in
from palabre.meetings.polls.views import questions
from palabre.meetings.views.group_in_query import group_asked_for
from palabre.people.permissions import can_contribute
from palabre.people.reader import Reader
from palabre.web.view_doors import confirm, require, require_form


@require_form
def new_date(request: Any) -> HttpResponse:
    """The date of all conveners, or of a group (?group=12): one day is set, several are asked for.

    Its agenda may be asked for too (?agenda=output).
    """
    require(can_contribute(request.person))
    group = group_asked_for(request)
    title = group.title if group else _("Conveners’ meeting")
    agenda, today, form = request.GET.get("agenda", ""), timezone.localdate(), DateForm.of(request)

    def set_it(said: dict[str, Any]) -> HttpResponse:
        if len(slots_in(said["words"], today=today)) > 1:
            return questions.begun(request, group, said["words"])
        about: dict[str, Any] = {"title": title, "group": group, "agenda": agenda if agenda in SHIPPED else ""}
        found = meeting_date.set_a_date(request.space, said["words"], by=request.person, today=today, **about)
        return redirect("meetings:posed", request.space.slug, found.pk)

    return form.respond(request, set_it, template="meetings/dates/new.html", group=group, meeting_title=title)


@require_safe
def posed(request: Any, number: int) -> HttpResponse:
    """It is done, said with its undo."""
    found = Reader.of(request).find(Meeting, number)
    is_today = found.on == timezone.localdate()
    shown = {"meeting": found, "is_today": is_today, "can_undo": meeting_date.can_undo(found, request.person)}
    return render(request, "meetings/dates/set.html", shown)


@require_POST
def no_date(request: Any, number: int) -> HttpResponse:
    """Take back the date that one has just posed."""
    found = Reader.of(request).find(Meeting, number)
    require(meeting_date.can_undo(found, request.person))
    meeting_date.undo_meeting_date(found, by=request.person)
    return confirm(request, _("The date is withdrawn. Nobody got a message."), request.space)
