"""The way home: take a forum away in a file, bring such a file, read what it brings, say yes, undo it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.forums import permissions
from palabre.forums.day.host_rights import hosts
from palabre.forums.homecoming.arrival import bring_home, has_open_dots, receive_file, write_letters
from palabre.forums.homecoming.arrival_preview import Preview
from palabre.forums.homecoming.arrival_undo import may_undo, undo_homecoming, why_kept
from palabre.forums.homecoming.carried_copy import take_away
from palabre.forums.homecoming.carried_file import LARGEST
from palabre.forums.homecoming.forms import BringingForm, HomecomingForm, TakingAwayForm, differences
from palabre.forums.models import ForumDay, Homecoming
from palabre.forums.views.lookup import hosted_here
from palabre.people.reader import Reader
from palabre.questions.models import Forum
from palabre.refusal import Refusal
from palabre.web.origins import origin_of
from palabre.web.view_doors import confirm, fresh_form, gesture_on, reads_files, require


@fresh_form
def forum_copy(request: Any, number: int) -> HttpResponse:
    """GET says what is in the file; POST gives it."""
    day = hosted_here(request, number)
    form = TakingAwayForm.of(request)

    def take(_said: dict[str, Any]) -> HttpResponse:
        content = take_away(day, by=request.person)
        name = f"forum-{day.forum.held_on or day.forum_id}.zip"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(content, content_type="application/zip", headers=headers)

    return form.respond(request, take, thing=day.forum)


@reads_files
@fresh_form
def new_homecoming(request: Any) -> HttpResponse:
    """GET asks for the file of a forum; POST keeps it, and leads to what it brings."""
    require(permissions.can_prepare(request.person, request.space))
    form = BringingForm.of(request)

    def receive(said: dict[str, Any]) -> HttpResponse:
        file = said["file"]
        if file is None:
            raise Refusal(_("No file was chosen."), instead=_("Choose the file of the forum, then send again."))
        content = file.read(LARGEST + 1)
        return redirect(receive_file(request.space, content, by=request.person, at=timezone.now()))

    return form.respond(request, receive)


def homecoming_here(request: Any, homecoming: int) -> Homecoming:
    """Return the homecoming of this id, for who brought it, and for hosts of its day. 404 for others."""
    rows = Homecoming.objects.select_related("space", "day__forum__space", "day__forum__audience", "by")
    found: Homecoming = get_object_or_404(rows, pk=homecoming, space=request.space)
    is_member = permissions.can_prepare(request.person, request.space)
    day = found.day
    is_host = day is not None and reads_forum(request, day) and hosts(request.person, day)
    if not is_member or (found.by_id != request.person.pk and not is_host):
        raise Http404
    return found


def reads_forum(request: Any, day: ForumDay) -> bool:
    return bool(Reader.of(request).may_read(Forum).filter(pk=day.forum_id).exists())


@fresh_form
def homecoming(request: Any, homecoming: int) -> HttpResponse:
    """GET shows what a file brings, or what it brought; POST brings the forum home."""
    found = homecoming_here(request, homecoming)
    if found.brought_at is not None or found.undone_at is not None:
        return shown_homecoming(request, found)
    require(found.by_id == request.person.pk)
    preview = Preview.of(found, by=request.person)
    shown = {"is_for_everybody": preview.is_for_everybody(request.space)}
    form = HomecomingForm.of(request, same=preview.same)

    def bring(said: dict[str, Any]) -> HttpResponse:
        ways = {"by": request.person, "at": timezone.now(), "origin": origin_of(request)}
        brought = bring_home(found, said.get("same", ()), **ways)
        undo = f"{brought.get_absolute_url()}undoing/"
        return confirm(request, _("The forum is home."), brought, undo=undo)

    return form.respond(request, bring, template="forums/homecoming.html", preview=preview, **shown)


def shown_homecoming(request: Any, found: Homecoming) -> HttpResponse:
    if request.method == "POST":  # the same form, sent again: the first one may have died before the letters
        by = request.person
        if found.undone_at is None and by is not None and found.by_id == by.pk:
            write_letters(found, by=by, at=timezone.now(), origin=origin_of(request))
        return redirect(found)
    forum, numbers = None, set()
    if found.day is not None:
        numbers = set(found.day.sheets.values_list("number", flat=True))
        forum = Reader.of(request).may_read(Forum).filter(pk=found.day.forum_id).first()
    undoes = may_undo(found, at=timezone.now()) and found.day is not None and hosts(request.person, found.day)
    shown = {
        "homecoming": found,
        "forum": forum,
        "numbers": numbers,
        "facts": found.facts,
        "differences": differences([tuple(one) for one in found.facts.get("differing", [])]),
        "may_undo": undoes,
        "stays_open": "stays_open" in found.facts and found.day is not None and has_open_dots(found.day),
        "kept_by": why_kept(found, found.day) if undoes and found.day is not None else None,
    }
    return render(request, "forums/homecoming_told.html", shown)


@gesture_on(homecoming_here)
def homecoming_undoing(request: Any, found: Homecoming) -> HttpResponse:
    staying = undo_homecoming(found, by=request.person, at=timezone.now())
    if staying:
        return confirm(request, _("It is undone. What somebody changed since stays."), found)
    return confirm(request, _("It is undone."), found)
