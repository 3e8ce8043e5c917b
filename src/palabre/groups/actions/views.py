"""Pages of an action, with its gestures, and of all actions."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.groups import permissions
from palabre.groups.actions import action_assignment, action_endings, action_offers, invitations, new_action
from palabre.groups.actions.action_list import to_do
from palabre.groups.actions.forms import (
    ActionOfferForm,
    ActionsForm,
    ActionWordsForm,
    DropForm,
    NewActionForm,
    TakingForm,
)
from palabre.groups.group_access import may_write
from palabre.groups.models import Action, Group
from palabre.groups.views.lookup import living_group, said_at_home, thing_for
from palabre.journal.word_changes import former_words, taken_again
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.guests import acting
from palabre.people.reader import Reader, someone
from palabre.people.roster import person_named
from palabre.web.view_doors import confirm, gesture_on, require, require_form
from palabre.wiki.lines.passage_lookup import where_quoted


@require_safe
def action(request: Any, number: int) -> HttpResponse:
    """Show the action, with what the reader may do about it."""
    reader, person = Reader.of(request), request.person
    found = thing_for(request, Action, number)
    may_tend, may_finish = new_action.may_tend(person, found), permissions.can_finish(person, found)
    found = said_at_home(found, reader)
    shown = {
        "thing": found,
        "passages": where_quoted(found, reader=reader),
        "may_take": permissions.can_take(person, found) and found.is_to_take,
        "may_leave": permissions.can_leave(person, found) and found.is_open,
        "may_finish": may_finish and found.dropped_at is None,
        "may_tend": may_tend and not found.is_done,
        "may_offer": permissions.can_ask_to_take_up(person, found) and found.is_to_take,
    }
    return render(request, "groups/actions/action.html", shown)


@require_safe
def actions(request: Any) -> HttpResponse:
    """Show the actions of all groups, or of the group of `?group=`; `?page=` selects the page."""
    asked = ActionsForm(request.GET)
    asked.is_valid()  # a value that is no number counts as none
    group, number = (asked.cleaned_data.get(name) for name in ("group", "page"))
    page = to_do(Reader.of(request), group=group, number=number or 1)
    form = ActionsForm(groups=page.groups, initial={"group": page.group.pk if page.group else ""})
    may_say = new_action.may_say(request.person, page.group, request.space)
    return render(request, "groups/actions/actions.html", {"page": page, "form": form, "may_say": may_say})


@require_form
@open_to_one_word
def taking_on(request: Any, number: int) -> HttpResponse:
    """GET shows the action, and asks for a name if needed; POST takes it."""
    found = thing_for(request, Action, number, permissions.can_take)
    form = TakingForm.of(request, person=request.person)

    def take(_said: dict[str, Any]) -> HttpResponse:
        with acting(request) as by:
            action_assignment.take(found, by=by)
        return redirect(found)

    return form.respond(request, take, template="groups/actions/assignment.html", thing=found)


@gesture_on(partial(thing_for, model=Action))
def leaving(request: Any, found: Action) -> None:
    """Give the action back. Idempotent; an action of another owner is refused."""
    if found.owner_id is not None and not permissions.can_leave(request.person, found):
        raise PermissionDenied
    action_assignment.give_action_back(found, by=someone(request))


@require_form
def of_group(request: Any, number: int) -> HttpResponse:
    return say_new(request, thing_for(request, Group, number))


@require_form
def of_all(request: Any) -> HttpResponse:
    return say_new(request, None)


def say_new(request: Any, group: Group | None) -> HttpResponse:
    """GET asks what is to be done; POST creates the action, and leads to its page."""
    require(new_action.may_say(request.person, group, request.space))
    form = NewActionForm.of(request)

    def say(said: dict[str, Any]) -> HttpResponse:
        by, to = request.person, person_named(Reader.of(request), said["whose"]) if said["whose"] else None
        with transaction.atomic():
            ways = {"due_words": said["due_words"], "by": by, "at": timezone.now(), "space": request.space}
            made = new_action.say_action(group, said["text"], **ways)
            if said["mine"]:
                action_assignment.take(made, by=by)
            elif to is not None:
                action_offers.offer(made, to, by=by)
        undo = reverse("groups:dropping", args=[request.space.slug, made.pk])
        return confirm(request, _("Noted."), "groups:action", request.space.slug, made.pk, undo=undo)

    return form.respond(request, say, template="groups/actions/new_action.html", thing=group)


def tended_here(request: Any, number: int) -> Action:
    found: Action = thing_for(request, Action, number, new_action.may_tend)
    return found


@require_form
def words(request: Any, number: int) -> HttpResponse:
    """GET shows the words and the day, to be mended; POST keeps them."""
    found = tended_here(request, number)
    former = former_words(found, new_action.REWORDED, Reader.of(request), names=new_action.TEXTS)
    initial = ActionWordsForm.said_of(found) | taken_again(former, request.GET.get("former"))
    form = ActionWordsForm.of(request, initial=initial)

    def mend(said: dict[str, Any]) -> HttpResponse:
        shown = said.pop("shown") or None
        entry = new_action.mend_action(found, **said, by=request.person, at=timezone.now(), shown=shown)
        if entry is None:
            return redirect(found)
        undo = reverse("groups:action_words_undoing", args=[request.space.slug, found.pk, entry.pk])
        return confirm(request, _("Your words are kept."), found, undo=undo)

    return form.respond(request, mend, thing=found, former=former)


@require_POST
def words_undoing(request: Any, number: int, entry: int) -> HttpResponse:
    found = tended_here(request, number)
    new_action.undo_mending(found, entry, by=request.person)
    return confirm(request, _("The former words are back."), found)


@require_form
def offer(request: Any, number: int) -> HttpResponse:
    """GET asks whom; POST offers the action to them."""
    found = thing_for(request, Action, number, permissions.can_ask_to_take_up)
    form = ActionOfferForm.of(request)

    def ask(said: dict[str, Any]) -> HttpResponse:
        to = person_named(Reader.of(request), said["whose"])
        action_offers.offer(found, to, by=request.person)
        undo = reverse("groups:action_offer_undoing", args=[request.space.slug, found.pk])
        return confirm(request, _("Offered to %(name)s, who says yes or no.") % {"name": to.name}, found, undo=undo)

    return form.respond(request, ask, thing=found)


@gesture_on(partial(thing_for, model=Action))
def offer_undoing(request: Any, found: Action) -> str:
    """« Pas cette fois », by the person asked; or a member takes the offer back."""
    action_offers.leave_hanging(found, by=someone(request))
    return _("Noted: it waits for whoever wishes to take it on.")


@require_POST
def invitation(request: Any, number: int, action: int) -> HttpResponse:
    """« Pas maintenant », to what a meeting proposes to each group; with `?again=1`, what undoes it."""
    group, asked = living_group(request, number, may_write), thing_for(request, Action, action)
    if request.GET.get("again"):
        invitations.invite_again(group, asked, by=request.person)
        return confirm(request, _("It is proposed again."), group)
    invitations.set_aside(group, asked, by=request.person, at=timezone.now())
    undo = reverse("groups:invitation", args=[request.space.slug, group.pk, asked.pk], query={"again": 1})
    return confirm(request, _("Noted: not now. It is not asked of this group again."), group, undo=undo)


def finished_here(request: Any, number: int) -> Action:
    found: Action = thing_for(request, Action, number, permissions.can_finish)
    return found


@gesture_on(finished_here)
def completion(request: Any, action: Action) -> None:
    action_endings.finish(action, by=request.person, on=timezone.localdate())


@gesture_on(finished_here)
def completion_undoing(request: Any, action: Action) -> None:
    action_endings.undo_finishing(action, by=request.person)


@require_form
def dropping(request: Any, number: int) -> HttpResponse:
    """GET asks why, if one likes to say; POST drops the action."""
    found = tended_here(request, number)

    def drop(said: dict[str, Any]) -> HttpResponse:
        action_endings.drop(found, said["words"], by=request.person, at=timezone.now())
        return redirect(found)

    return DropForm.of(request).respond(request, drop, thing=found)


@gesture_on(tended_here)
def dropping_undoing(request: Any, action: Action) -> None:
    action_endings.undo_dropping(action, by=request.person)
