"""The forum, the day and the sheet that an address names, for readers who may read them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from palabre.forums.day.host_rights import hosts
from palabre.forums.forms import SameQuestionForm
from palabre.forums.models import ForumDay, Sheet
from palabre.people.guests import bound_gestures
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.questions.models import Forum
from palabre.refusal import Refusal
from palabre.web.view_doors import require


def day_of(forum: Forum) -> ForumDay | None:
    """Return the day of the forum; None for one that is known from minutes only."""
    found = ForumDay.objects.select_related("by", "dot_vote").filter(forum=forum).first()
    if found is not None:
        found.forum = forum
    return found


def forum_for(request: Any, number: int) -> Forum:
    return Reader.of(request).find(Forum, number, "audience")


def day_for(request: Any, number: int) -> ForumDay:
    """Return the day of the forum, with the forum and its space loaded. 404 if the reader may not read it."""
    found = day_of(forum_for(request, number))
    if found is None:
        raise Http404
    return found


def hosted_here(request: Any, number: int) -> ForumDay:
    """Return the day. Raise Http404 if the reader may not read it, PermissionDenied if they do not host it."""
    found = day_for(request, number)
    require(hosts(request.person, found))
    return found


def sheet_for(request: Any, number: int, sheet: int) -> Sheet:
    """Return the sheet of this number. 404 if the reader may not read its question."""
    day, reader = day_for(request, number), Reader.of(request)
    rows = Sheet.objects.filter(reader.readable(of="question__audience"), day=day)
    related = ("question__audience", "asked_by", "typed_by", "group")
    found: Sheet = get_object_or_404(rows.select_related(*related), number=sheet)
    found.day = day
    reader.place(found.question)
    return found


def same_sheet_for(request: Any, number: int, sheet: int) -> Sheet:
    """Return the sheet of this number. Raise a Refusal where another question has it since the page was shown.

    What a device keeps while its network is cut comes long after.
    """
    found = sheet_for(request, number, sheet)
    question = SameQuestionForm.read(request)["question"]
    if question and question != str(found.question_id):
        why = _("Another question has number %(number)s by now.") % {"number": found.number}
        raise Refusal(why, instead=_("Look for yours on the wall."))
    return found


def signed(request: Any) -> Person:
    """Return the person of this request; 403 for a visitor. The acts check what they may.

    A gesture of who only typed a name counts within the hour. Raise a Refusal when there are too many.
    """
    if request.person is None:
        raise PermissionDenied
    bound_gestures(request)
    person: Person = request.person
    return person
