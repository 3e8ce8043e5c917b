"""The minutes before and after they are given: preview, passages to check, publication, additions."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.meetings import permissions
from palabre.meetings.models import Edition, Meeting
from palabre.meetings.written import addendum, minutes_publication, second_look
from palabre.meetings.written.forms import AddendumForm, LookForm, ReadersForm
from palabre.meetings.written.minutes_preview import to_read
from palabre.notes.diff.text_diff import first_changes
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.web.origins import origin_of
from palabre.web.view_doors import confirm, fresh_page, gesture_on, require
from palabre.wiki.permissions import can_look_back


def meeting_here(request: Any, number: int) -> Meeting:
    """Return the meeting, with its page if the member may read it."""
    reader = Reader.of(request)
    found = reader.find(Meeting, number, "minutes__note", "minutes__audience", "audience", "series", "group")
    if found.minutes is not None:
        found.minutes = (
            reader.may_read(type(found.minutes)).filter(pk=found.minutes_id).select_related("note", "audience").first()
        )
        if found.minutes is not None:
            found.minutes.space = found.minutes.note.space = request.space
    return found


def meeting_to_write(request: Any, number: int) -> Meeting:
    found = meeting_here(request, number)
    minutes_publication.page_of(found)
    require(found.minutes is not None and permissions.can_write_up(request.person, found.minutes))
    return found


@fresh_page
def minutes_to_read(request: Any, number: int) -> HttpResponse:
    """Show the text as it will be given. Writes nothing."""
    return render_minutes(request, meeting_to_write(request, number))


@gesture_on(meeting_to_write, to="meetings:minutes_to_read")
def second_look_at_minutes(request: Any, found: Meeting) -> None:
    """Keep or withdraw some words."""
    said = LookForm.read(request)
    act = {"keep": second_look.keep_words, "withdraw": second_look.withdraw_words}.get(said["answer"])
    if act is None:
        raise Refusal(_("That is not one of the answers."))
    act(found, said["kind"], said["words"], by=request.person, at=timezone.now())


@require_POST
def look_undoing(request: Any, number: int, look: int) -> HttpResponse:
    found = meeting_to_write(request, number)
    second_look.undo_second_look(found, look, by=request.person)
    return redirect("meetings:minutes_to_read", request.space.slug, number)


@gesture_on(meeting_to_write, to="meetings:minutes_to_read")
def giving(request: Any, found: Meeting) -> str:
    readers = ReadersForm.read(request)["readers"] or minutes_publication.SOON
    minutes_publication.publish_minutes(
        found, by=request.person, at=timezone.now(), origin=origin_of(request), readers=readers
    )
    return _("Given. Your evening is free.")


@gesture_on(meeting_to_write, to="meetings:minutes_to_read")
def minutes_opening(request: Any, found: Meeting) -> None:
    minutes_publication.open_to_all(found, by=request.person, at=timezone.now())


@gesture_on(meeting_here)
def among_us(request: Any, found: Meeting) -> str:
    """Keep the minutes private: any person concerned who reads them may ask, without a reason or the right to write.

    Who got their text and does not read the page asks by their personal link.
    """
    require(request.person is not None)
    if found.minutes is None:
        raise Http404
    minutes_publication.keep_among_us(found, by=request.person, at=timezone.now())
    return _("It stays among us. Nobody has to say why.")


@require_POST
def afterwards(request: Any, number: int) -> HttpResponse:
    """« Après la réunion… »: add words. A refused form keeps what was typed."""
    found = meeting_to_write(request, number)
    form = AddendumForm.of(request)

    def add(said: dict[str, Any]) -> HttpResponse:
        addendum.add_to_minutes(found, said["words"], by=request.person, at=timezone.now())
        return confirm(request, _("Added to the minutes."), "meetings:minutes_to_read", request.space.slug, number)

    return form.done(add) or render_minutes(request, found, form)


@fresh_page
def edition(request: Any, number: int, edition: int) -> HttpResponse:
    """Show an edition as it was given, and the changes since. Former texts are for members."""
    found = meeting_here(request, number)
    if not can_look_back(request.person) or found.minutes is None:
        raise PermissionDenied
    rows = Edition.objects.filter(publication__meeting=found).select_related("revision", "by")
    given = get_object_or_404(rows, number=edition)
    changes, is_cut = first_changes(minutes_publication.changes_since(given, found.minutes))
    shown = {"meeting": found, "edition": given, "changes": changes, "is_cut": is_cut}
    return render(request, "meetings/written/edition.html", shown)


def render_minutes(request: Any, meeting: Meeting, form: AddendumForm | None = None) -> HttpResponse:
    page, form = to_read(meeting, Reader.of(request)), form or AddendumForm()
    many = second_look.many_names(page.to_look_at)
    shown = {
        "page": page,
        "looks": [(look, LookForm.about(look)) for look in page.to_look_at if look not in many],
        "names": [(look, LookForm.about(look)) for look in many],
        "readers": ReadersForm(due_on=page.due_on, is_public=page.is_public),
        "form": form,
    }
    return render(request, "meetings/written/minutes.html", shown, status=form.status)
