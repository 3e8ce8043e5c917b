"""A poll, or one of its answers, is removed, and brought back; and the answers as a table to take away."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.meetings.models import DatePoll
from palabre.meetings.permissions import can_tend
from palabre.meetings.polls import poll_removal
from palabre.meetings.polls.forms import RestoreForm
from palabre.meetings.polls.poll_screen import shown_poll
from palabre.meetings.polls.tables.answer_table import answer_table
from palabre.meetings.polls.views.polls import poll_for, tended
from palabre.people.reader import Reader
from palabre.pure.french import slug
from palabre.web.view_doors import confirm, fresh_form, fresh_page, require


@require_POST
def deletion(request: Any, number: int) -> HttpResponse:
    """Remove the poll; the message that says so brings it back."""
    found = tended(request, number)
    poll_removal.remove_poll(found, by=request.person, at=timezone.now())
    undo = reverse("meetings:poll_return", args=[request.space.slug, number])
    return confirm(
        request,
        _("The poll is removed. Its links open nothing any longer."),
        "meetings:meetings",
        request.space.slug,
        undo=undo,
    )


@fresh_form
def poll_return(request: Any, number: int) -> HttpResponse:
    """Bring a removed poll back, with all its answers."""
    found = Reader.of(request).find(DatePoll, number)
    require(can_tend(request.person, found))
    found.space = request.space
    if found.removed_at is None:
        return redirect(found)
    form = RestoreForm.of(request)

    def bring_back(_said: dict[str, Any]) -> HttpResponse:
        poll_removal.restore_poll(found, by=request.person)
        return confirm(request, _("The poll is back, with all its answers."), found)

    return form.respond(request, bring_back)


@require_POST
def answer_removal(request: Any, number: int, answer: int) -> HttpResponse:
    found = tended(request, number)
    removed = poll_removal.remove_answer(found, answer, by=request.person, at=timezone.now())
    if removed is None:
        raise Http404
    undo = reverse("meetings:poll_answer_return", args=[request.space.slug, number, answer])
    said = _("%(name)s’s answer is removed.") % {"name": Reader.of(request).name_of(removed.person)}
    return confirm(request, said, found, undo=undo)


@require_POST
def answer_return(request: Any, number: int, answer: int) -> HttpResponse:
    found = tended(request, number)
    poll_removal.restore_answer(found, answer, by=request.person)
    return confirm(request, _("This answer is back."), found)


@fresh_page
def table_of_answers(request: Any, number: int) -> HttpResponse:
    """The answers as a CSV file, for members, once they may read them."""
    found = poll_for(request, number)
    page = shown_poll(found, Reader.of(request), me=None)
    require(can_tend(request.person, found) and page.may_read)
    answer = HttpResponse(answer_table(page), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug(found.title)[:60] or "sondage"}.csv"'
    return answer
