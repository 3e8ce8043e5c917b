"""A poll opened by a link outside the space: visitors answer by name, and change it from the same device."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.groups.links import shared_link
from palabre.meetings.calendars.calendar_file import entry_by_link, gives_file
from palabre.meetings.models import DatePoll
from palabre.meetings.polls import guest_answers, poll_answers
from palabre.meetings.polls.answer_form import AddressForm, AnswerForm
from palabre.meetings.polls.poll_phrases import zones_to_choose
from palabre.meetings.polls.poll_removal import refuse_removed
from palabre.meetings.polls.poll_screen import shown_poll
from palabre.meetings.polls.views.polls import own_address, zone_asked_for
from palabre.people.access.links import for_holder
from palabre.people.devices.guests_of_links import remember_guest
from palabre.people.guests import guest_of
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.web.view_doors import confirm, require_form


@require_form
@for_holder
def given(request: Any) -> HttpResponse:
    """GET shows the dates; POST records the answer of the visitor, who gives a name, or changes it on this device."""
    found, me = poll_of_link(request), shared_link.guest_here(request)
    form = AnswerForm.of(request, person=me)

    def answer(said: dict[str, Any]) -> HttpResponse:
        with transaction.atomic():
            if me is None:
                guest_answers.refuse_namesake(found, said["who"])
            by = me or guest_of(request, request.link.space)
            guest_answers.give_own_link(found, by, at=timezone.now())
            poll_answers.answer_poll(found, said["dates"], by=by, at=timezone.now(), words=said["words"])
        remember_guest(request, by)
        return confirm(request, _("Noted. Thank you."), request.path)

    return form.done(answer) or render_given_poll(request, found, me, form)


@require_POST
@for_holder
def given_undoing(request: Any) -> HttpResponse:
    me = shared_link.guest_here(request)
    if me is not None:
        poll_answers.withdraw_poll_answer(poll_of_link(request), by=me, at=timezone.now())
    said = _("Your answer is withdrawn.") if me else None
    return confirm(request, said, shared_link.shared_link_path(request.link))


@require_POST
@for_holder
def address(request: Any) -> HttpResponse:
    """Keep the address that the guest of this device gave for themselves."""
    found, me, form = poll_of_link(request), shared_link.guest_here(request), AddressForm.of(request)
    if me is None:
        raise PermissionDenied

    def keep(said: dict[str, Any]) -> HttpResponse:
        if said["address"]:  # the one given before is not shown here: others may come with the same device
            guest_answers.keep_address(me, said["address"])
        return confirm(request, _("Noted. Thank you."), shared_link.shared_link_path(request.link))

    return form.done(keep) or render_given_poll(request, found, me, AnswerForm(person=me), address=form.focused())


@require_safe
@for_holder
def entry(request: Any) -> HttpResponse:
    """The chosen day as a calendar file."""
    shared_link.guest_here(request)
    return entry_by_link(request, poll_of_link(request))


def poll_of_link(request: Any) -> DatePoll:
    """Return the poll that the link opens. Raise LinkClosed once it was removed."""
    found: DatePoll = shared_link.thing_of(request.link, DatePoll)
    refuse_removed(found)
    return found


def render_given_poll(
    request: Any, found: DatePoll, me: Person | None, form: AnswerForm, *, address: AddressForm | None = None
) -> HttpResponse:
    """Return the page; `address` is that form, when it was refused."""
    link, there = request.link, zone_asked_for(request)
    reader = Reader(link.space, me, timezone.localdate())
    page = shown_poll(found, reader, me=me, there=there, typed=form.typed)
    if address is None and me and guest_answers.may_give_address(me):
        address = AddressForm()
    facts = {
        "poll": found,
        "page": page,
        "form": form.over(page),
        "place": link.space,
        "me": me,
        "own_link": own_address(request, found, me),
        "address": address,
        "address_to": reverse("given_meeting:poll_address", args=[link.pk]),
        "entry": reverse("given_meeting:poll_entry", args=[link.pk]) if gives_file(found, None) else "",
        "asker": reader.name_of(found.by) if found.by else "",
        **zones_to_choose(found.zone, there),
    }
    status = max(form.status, address.status if address else form.status)
    return render(request, "meetings/polls/given.html", facts, status=status)
