"""Answering a date poll from a personal link: each date yes, if need be or no; changed from the same link."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.home.personal_links.opened_meeting import refuse_other_matters
from palabre.home.personal_links.personal_link import Opened
from palabre.home.personal_links.views.personal_link import opened_here, render_personal_page
from palabre.meetings.calendars.calendar_file import entry_by_link, gives_file
from palabre.meetings.polls import guest_answers, poll_answers
from palabre.meetings.polls.answer_form import AddressForm, AnswerForm
from palabre.meetings.polls.poll_phrases import is_zone, zones_to_choose
from palabre.meetings.polls.poll_removal import refuse_removed
from palabre.meetings.polls.poll_screen import shown_poll
from palabre.people.access.links import for_holder
from palabre.people.devices.vouchers import open_to_one_word
from palabre.web.view_doors import confirm, require_form


@require_form
@for_holder
@open_to_one_word
def dates(request: Any) -> HttpResponse:
    """GET shows the dates and the person's answer; POST stores it."""
    opened = poll_here(request)
    form = AnswerForm.of(request, person=opened.person)

    def answer(said: dict[str, Any]) -> HttpResponse:
        with transaction.atomic():
            choices, words = said["dates"], said["words"]
            poll_answers.answer_poll(opened.thing, choices, by=opened.person, at=timezone.now(), words=words)
        return confirm(request, _("Noted. Thank you."), "opened:dates", opened.link.pk)

    return form.done(answer) or poll_page_by_link(request, opened, form)


@require_POST
@for_holder
def no_dates(request: Any) -> HttpResponse:
    opened = poll_here(request)
    poll_answers.withdraw_poll_answer(opened.thing, by=opened.person, at=timezone.now())
    return confirm(request, _("Your answer is withdrawn."), "opened:dates", opened.link.pk)


@require_POST
@for_holder
def address(request: Any) -> HttpResponse:
    """Keep the address that the person gave for themselves, by a link that is theirs alone."""
    opened = poll_here(request)
    refuse_other_matters(opened)
    form = AddressForm.of(request)

    def keep(said: dict[str, Any]) -> HttpResponse:
        guest_answers.keep_address(opened.person, said["address"])
        return confirm(request, _("Noted. Thank you."), "opened:dates", opened.link.pk)

    return form.done(keep) or poll_page_by_link(
        request, opened, AnswerForm(person=opened.person), address=form.focused()
    )


@require_safe
@for_holder
def entry(request: Any) -> HttpResponse:
    """The chosen day as a calendar file."""
    return entry_by_link(request, poll_here(request).thing)


def poll_page_by_link(
    request: Any, opened: Opened, form: AnswerForm, *, address: AddressForm | None = None
) -> HttpResponse:
    """Return the page; `address` is that form, when it was refused."""
    there = request.GET.get("zone", "")
    there = there if is_zone(there) else ""
    if address is None and not opened.is_shared and guest_answers.may_give_address(opened.person):
        address = AddressForm(initial={"address": opened.person.email})
    seen = shown_poll(opened.thing, opened.reader, me=opened.person, there=there, typed=form.typed)
    facts = {
        "poll": opened.thing,
        "page": seen,
        "asker": opened.reader.name_of(opened.thing.by) if opened.thing.by else "",
        "form": form.over(seen),
        "is_only_a_call": opened.is_shared,
        "address": address,
        "address_to": reverse("opened:dates_address", args=[opened.link.pk]),
        "entry": reverse("opened:dates_entry", args=[opened.link.pk])
        if gives_file(opened.thing, opened.person)
        else "",
        **zones_to_choose(opened.thing.zone, there),
    }
    status = max(form.status, address.status if address else form.status)
    return render_personal_page(request, opened, "home/personal_links/poll.html", **facts, status=status)


def poll_here(request: Any) -> Opened:
    opened = opened_here(request)
    if not opened.is_poll:
        raise Http404
    refuse_removed(opened.thing)
    return opened
