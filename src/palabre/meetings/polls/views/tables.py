"""A poll that was begun in Framadate: its table is read, shown, then brought in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from palabre.groups.models import Group
from palabre.meetings.permissions import can_ask_for_dates
from palabre.meetings.polls import framadate, poll_import
from palabre.meetings.polls.date_poll import TITLE_LENGTH, PollDraft
from palabre.meetings.polls.poll_phrases import when
from palabre.meetings.views.group_in_query import group_asked_for
from palabre.people.guests import new_form_token
from palabre.pure.decoded_text import decode
from palabre.pure.french import on_one_line
from palabre.refusal import Refusal
from palabre.web.form.form_input import form_token_of

EXAMPLE = ",mardi 1 décembre 2026,jeudi 3 décembre 2026,\n,14h,18h,\nAnouk,Oui,Non,\nMalo,Si nécessaire,Oui,"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: Any) -> HttpResponse:
    """POST reads the table and shows it; « go » brings in what was shown."""
    if not can_ask_for_dates(request.person, request.space):
        raise PermissionDenied
    group = group_asked_for(request)
    if request.method != "POST":
        return render_table_import(request, group, "")
    text, at = "", timezone.now()
    today = timezone.localdate(at)
    try:
        text = pasted_or_sent_table(request)
        read = framadate.read_framadate(text, today=today)
        if request.POST.get("go") != "bring":
            return render_table_import(request, group, text, read=read)
        said = {"by": request.person, "at": at, "today": today, "group": group}
        title = on_one_line(request.POST.get("title", ""))[:TITLE_LENGTH]
        form_token = form_token_of(request)
        return redirect(poll_import.bring(request.space, read, PollDraft(title), **said, form_token=form_token))
    except Refusal as refusal:
        return render_table_import(request, group, text, refusal=refusal)


def pasted_or_sent_table(request: Any) -> str:
    """Return the text of the file, else what was pasted. Raises a Refusal when there is none."""
    file = request.FILES.get("table")
    if file is None:
        return str(request.POST.get("text", "")).replace("\r\n", "\n")
    if file.size > framadate.LARGEST:
        raise Refusal(_("This table is too large for a date poll."), instead=_("Paste only its lines here."))
    try:
        return decode(file.read())
    except ValueError:
        raise Refusal(_("There is no readable text in this file."), instead=_("Paste its lines here.")) from None


def render_table_import(
    request: Any,
    group: Group | None,
    text: str,
    *,
    read: framadate.Table | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    facts = {
        "group": group,
        "text": text,
        "title": request.POST.get("title", group.title if group else _("Conveners’ meeting")),
        "read": read,
        "dates": [when(one.on, one.at, one.lasts, today=today) for _number, one in read.kept] if read else [],
        "names": [name for name, _choices in read.rows] if read else [],
        "refusal": refusal,
        "form_token": request.POST.get("form_token") or new_form_token(),
        "example": EXAMPLE,
    }
    return render(request, "meetings/polls/table.html", facts, status=refusal.status if refusal else 200)
