"""« Vous »: the pages of a space about the person who looks. Only they see them; nothing is cached."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from palabre.home.digest import digest_editions
from palabre.home.signs import views
from palabre.home.statements.statements import said_of
from palabre.home.you.departures import last_departure
from palabre.home.you.forms import LetterAddressForm, SignatureForm, SpellingForm
from palabre.home.you.own_file import own_file
from palabre.home.you.views import own_data
from palabre.home.you.views.roles import roles_of, that_await_her
from palabre.meetings.permissions import has_outbox
from palabre.people.access.departure import even_outside
from palabre.people.agreements.space_archival import even_archived
from palabre.people.devices.person_middleware import forget_here, forget_space_cookie, leave_others
from palabre.people.devices.vouchers import (
    leave_once,
    one_word,
    open_to_one_word,
    refuse_single_voucher,
    when_let_in_by_two,
)
from palabre.people.duplicates.merge_requests import asked_and_said
from palabre.people.masked_names import mask_of
from palabre.people.own_name import respell
from palabre.people.permissions import can_enter
from palabre.people.reader import Reader
from palabre.web.form.form_input import typed_in
from palabre.web.form.gesture_form import GestureForm
from palabre.web.view_doors import confirm, require_form
from palabre.wiki.copies.page_licences import sign, signature_of
from palabre.wiki.readers.page_watches import watched_by

FOR_ALL = ("you", "device", "day")  # « Ma journée », which the menu leads to, says itself what is missing


def for_somebody(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Show the view to a person whom this device knows; to others, a page that says what they would find.

    What others sent comes back on it, with status 403: the device may have been forgotten while they typed.
    Outside FOR_ALL, a person vouched for by one member only gets a Refusal.
    """

    @never_cache
    @functools.wraps(view)
    def answer(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.person is None:
            status = 403 if request.method == "POST" else 200
            return render(request, "home/you/unknown.html", {"typed": typed_in(request)}, status=status)
        if view.__name__ not in FOR_ALL:
            refuse_single_voucher(request.person)
        return view(request, *args, **kwargs)

    return answer


@require_safe
@for_somebody
def you(request: Any) -> HttpResponse:
    return render_you(request)


def render_you(request: Any, **sent: GestureForm) -> HttpResponse:
    """Return the page; `sent` is the form that was refused."""
    facts = {"her": request.person, "where": where(request), "said": len(said_of(request.person))}
    facts["spelling"] = SpellingForm(initial={"name": request.person.name})
    facts["signature"] = SignatureForm(initial={"words": signature_of(request.person)})
    facts["writes_letters"] = has_outbox(request.person)
    facts["told"] = views.told_to(request)
    facts["asked"], facts["agreed"] = asked_and_said(request.person)
    facts["watched"] = watched_by(Reader.of(request))
    facts["left"] = last_departure(request.person, at=timezone.now())
    facts["one_word"] = one_word(request.person)
    facts["roles"] = roles = roles_of(request)
    facts |= that_await_her(request, roles) | sent
    return render(request, "home/you/you.html", facts, status=max((form.status for form in sent.values()), default=200))


@require_form
@for_somebody
@even_archived
def my_statements(request: Any) -> HttpResponse:
    return own_data.statements_page(request, request.person, where(request))


@require_safe
@for_somebody
def data_file(request: Any) -> HttpResponse:
    """Give what the space keeps about the person, as a file: a guest reads others there as on the pages."""
    text, veil = own_file(Reader.of(request), request.person), mask_of(request)
    answer = HttpResponse(veil.over_text(text) if veil else text, content_type="text/markdown; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{request.space.slug}.md"'
    return answer


@require_form
@for_somebody
@even_archived
def my_news(request: Any) -> HttpResponse:
    return own_data.news_choices(request, request.person, where(request), own=own_address(request))


@require_POST
@for_somebody
@even_archived
def own_letter_address(request: Any) -> HttpResponse:
    """Have letters sent to the address of the person's account, or no longer. A form may give no other address.

    Or to the one that is known already, and to which a message came back.
    """
    said, own = LetterAddressForm.read(request), own_address(request)
    if said["right"]:
        digest_editions.confirm_address(request.person)
        return confirm(request, _("Noted: messages go there again."), "you:you", request.space.slug)
    if not own:
        raise Http404
    is_taken_back = said["no"]
    if not is_taken_back:
        digest_editions.be_reached(request.person, own)
    elif request.person.email == own:
        digest_editions.be_reached(request.person, "")
    return confirm(
        request,
        _("Noted: nothing will be sent there.") if is_taken_back else _("Noted. Thank you."),
        "you:news",
        request.space.slug,
    )


def own_address(request: Any) -> str:
    """Return the address of the person's account, which proves that it is theirs; "" without an account here."""
    is_hers = request.user.is_authenticated and request.person.account_id == request.user.pk
    return request.user.email if is_hers else ""


@require_form
@for_somebody
@even_archived
@even_outside
def name(request: Any) -> HttpResponse:
    """Remove the name; a day later, where squares of others let this device in lately.

    Without a way into the space, the page has none of its doors, as that of a link.
    """
    here, slug, person = where(request), request.space.slug, request.person
    if when_let_in_by_two(request, person, at=timezone.now()):
        return own_data.slow_removal(request, person, here)
    if not can_enter(person, request.space):
        has_left = last_departure(person, at=timezone.now()) is not None
        home = reverse("you:departure", args=[slug]) if has_left else here.data
        here, request.space = dataclasses.replace(here, home=home), None
    answer = own_data.removal(request, request.person, here)
    if request.method == "POST":
        forget_space_cookie(request, slug)
    return answer


@require_POST
@for_somebody
def spelling(request: Any) -> HttpResponse:
    form = SpellingForm.of(request)

    def write(said: dict[str, Any]) -> HttpResponse:
        is_new = respell(request.person, said["name"], by=request.person)
        told = _("Your name is now written this way.") if is_new else None
        return confirm(request, told, "you:you", request.space.slug)

    return form.done(write) or render_you(request, spelling=form.focused())


@require_POST
@for_somebody
def signature(request: Any) -> HttpResponse:
    """Store how the person is named on public pages; no words: not at all."""
    form = SignatureForm.of(request)

    def keep(said: dict[str, Any]) -> HttpResponse:
        is_named = sign(request.person, said["words"])
        told = _("Public pages now name you this way.") if is_named else _("Public pages do not name you.")
        return confirm(request, told, "you:you", request.space.slug)

    return form.done(keep) or render_you(request, signature=form.focused())


@require_POST
@for_somebody
@open_to_one_word
@even_archived
def device(request: Any) -> HttpResponse:
    """Forget the person on this device, with their links and account; nothing else changes."""
    forget_here(request, request.person)
    return confirm(
        request,
        _("Done: this device no longer knows you here."),
        request.space if request.space.is_public else "front:front",
    )


@require_POST
@for_somebody
@even_archived
def other_devices(request: Any) -> HttpResponse:
    """Forget the person on every other device: they come in again by code or link."""
    leave_once(request, request.person)
    leave_others(request, request.person)
    return confirm(request, _("Done: no other device knows you here any longer."), "you:you", request.space.slug)


def where(request: Any) -> own_data.Where:
    here = [request.space.slug]
    return own_data.Where(
        home=reverse("you:you", args=here),
        said=reverse("you:said", args=here),
        news=reverse("you:news", args=here),
        name=reverse("you:name", args=here),
        data=reverse("front:data"),
        place=request.space,
    )
