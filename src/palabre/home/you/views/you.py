"""« Vous »: the pages of a space about the person who looks. Only they see them; nothing is cached."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.home.digest import digest_editions
from palabre.home.signs import views
from palabre.home.statements.statements import said_of
from palabre.home.you.forms import LetterAddressForm, SignatureForm, SpellingForm
from palabre.home.you.views import own_data
from palabre.home.you.views.roles import roles_of, that_await_her
from palabre.meetings.permissions import has_outbox
from palabre.people.devices.person_middleware import forget_space_cookie, leave_others
from palabre.people.devices.vouchers import one_word, open_to_one_word, refuse_single_voucher
from palabre.people.duplicates.merge_requests import asked_of
from palabre.people.own_name import respell
from palabre.people.reader import Reader
from palabre.wiki.copies.page_licences import sign, signature_of
from palabre.wiki.readers.page_watches import watched_by

require_form = require_http_methods(["GET", "HEAD", "POST"])


FOR_ALL = ("you", "device")


def for_somebody(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Show the view to a person whom this device knows; to others, a page that says what they would find.

    Outside FOR_ALL, a person vouched for by one member only gets a Refusal.
    """

    @never_cache
    @functools.wraps(view)
    def answer(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.person is None:
            return render(request, "home/you/unknown.html")
        if view.__name__ not in FOR_ALL:
            refuse_single_voucher(request.person)
        return view(request, *args, **kwargs)

    return answer


@require_safe
@for_somebody
def you(request: Any) -> HttpResponse:
    facts = {"her": request.person, "where": where(request), "said": len(said_of(request.person))}
    facts["spelling"] = SpellingForm(initial={"name": request.person.name})
    facts["signature"] = SignatureForm(initial={"words": signature_of(request.person)})
    facts["writes_letters"] = has_outbox(request.person)
    facts["told"] = views.told_to(request)
    facts["asked"] = asked_of(request.person)
    facts["watched"] = watched_by(Reader.of(request))
    facts["one_word"] = one_word(request.person)
    roles = roles_of(request)
    return render(request, "home/you/you.html", facts | {"roles": roles} | that_await_her(request, roles))


@require_form
@for_somebody
def my_statements(request: Any) -> HttpResponse:
    return own_data.statements_page(request, request.person, where(request))


@require_form
@for_somebody
def my_news(request: Any) -> HttpResponse:
    return own_data.news_choices(request, request.person, where(request), own=own_address(request))


@require_POST
@for_somebody
def own_letter_address(request: Any) -> HttpResponse:
    """Have letters sent to the address of the person's account, or no longer. A form may give no other address."""
    own = own_address(request)
    if not own:
        raise Http404
    is_taken_back = LetterAddressForm.read(request)["no"]
    if not is_taken_back:
        digest_editions.be_reached(request.person, own)
    elif request.person.email == own:
        digest_editions.be_reached(request.person, "")
    messages.success(request, _("Noted: nothing will be sent there.") if is_taken_back else _("Noted. Thank you."))
    return redirect("you:news", request.space.slug)


def own_address(request: Any) -> str:
    """Return the address of the person's account, which proves that it is theirs; "" without an account here."""
    is_hers = request.user.is_authenticated and request.person.account_id == request.user.pk
    return request.user.email if is_hers else ""


@require_form
@for_somebody
def name(request: Any) -> HttpResponse:
    answer = own_data.removal(request, request.person, where(request))
    if request.method == "POST":
        forget_space_cookie(request, request.space.slug)
    return answer


@require_POST
@for_somebody
def spelling(request: Any) -> HttpResponse:
    if respell(request.person, SpellingForm.read(request)["name"], by=request.person):
        messages.success(request, _("Your name is now written this way."))
    return redirect("you:you", request.space.slug)


@require_POST
@for_somebody
def signature(request: Any) -> HttpResponse:
    """Store how the person is named on public pages; no words: not at all."""
    said = sign(request.person, SignatureForm.read(request)["words"])
    told = _("Public pages now name you this way.") if said else _("Public pages do not name you.")
    messages.success(request, told)
    return redirect("you:you", request.space.slug)


@require_POST
@for_somebody
@open_to_one_word
def device(request: Any) -> HttpResponse:
    """Forget the person on this device; nothing else changes."""
    forget_space_cookie(request, request.space.slug)
    messages.success(request, _("Done: this device no longer knows you here."))
    return redirect(request.space if request.space.is_public else "front:front")


@require_POST
@for_somebody
def other_devices(request: Any) -> HttpResponse:
    """Forget the person on every other device: they come in again by code or link."""
    leave_others(request, request.person)
    messages.success(request, _("Done: no other device knows you here any longer."))
    return redirect("you:you", request.space.slug)


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
