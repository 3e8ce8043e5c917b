"""A poll that was begun in Framadate: its table is read, shown, then brought in."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.meetings.permissions import can_ask_for_dates
from palabre.meetings.polls.date_poll import PollDraft
from palabre.meetings.polls.forms import TableForm
from palabre.meetings.polls.poll_phrases import slot_in_words
from palabre.meetings.polls.tables import framadate, poll_import
from palabre.meetings.views.group_in_query import group_asked_for
from palabre.people.guests import new_form_token
from palabre.web.view_doors import fresh_form, reads_files, require


@reads_files
@fresh_form
def table(request: Any) -> HttpResponse:
    """POST reads the table and shows it; « go » brings in what was shown."""
    require(can_ask_for_dates(request.person, request.space))
    group = group_asked_for(request)
    at = timezone.now()
    today = timezone.localdate(at)
    asked = {"title": group.title if group else _("Conveners’ meeting"), "form_token": new_form_token()}
    form = TableForm.of(request, initial=asked)

    def bring(said: dict[str, Any]) -> HttpResponse:
        read = framadate.read_framadate(said["text"], today=today)
        if said["go"] != "bring":
            return render_table(request, TableForm(initial=asked | {"text": said["text"]}), read)
        about = {"by": request.person, "at": at, "today": today, "group": group, "form_token": said["form_token"]}
        return redirect(poll_import.bring(request.space, read, PollDraft(said["title"]), **about))

    return form.respond(request, bring, template="meetings/polls/table.html")


def render_table(request: Any, form: TableForm, read: framadate.Table) -> HttpResponse:
    """Show what was read, with the form that makes a poll of it."""
    today = timezone.localdate()
    shown = {
        "form": form,
        "read": read,
        "dates": [slot_in_words(one, today=today) for _number, one in read.kept],
        "names": [name for name, _choices in read.rows],
    }
    return render(request, "meetings/polls/table.html", shown)
