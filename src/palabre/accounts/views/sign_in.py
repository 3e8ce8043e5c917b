"""Sign-in by mailed code, sign-out, and the codes that someone has to tell."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.accounts import permissions, sign_in, sign_in_codes
from palabre.accounts.forms import AddressForm, CodeForm
from palabre.accounts.sign_in import NoMoreTries, Waiting, WrongCode
from palabre.web.visitor_cookie import visitor_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_code(request: HttpRequest) -> HttpResponse:
    """Ask for a code."""
    if request.method == "POST":
        form = AddressForm(request.POST)
        if form.is_valid():
            waiting = Waiting.of(request)
            again = waiting.sent if waiting else None
            sent, fate = sign_in_codes.send_code(
                form.cleaned_data["email"], by=visitor_of(request), at=timezone.now(), again=again
            )
            Waiting.begin(request, sent, fate, then=form.cleaned_data["next"])
            return redirect("accounts:code")
    else:
        waiting = Waiting.of(request)
        known = {"email": waiting.email, "next": waiting.then} if waiting else {}
        form = AddressForm(initial=known | request.GET.dict())
    facts = {"form": form, "her_spaces": settings.LOGIN_REDIRECT_URL}
    return render(request, "accounts/sign_in.html", facts, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Type the code; only a POST uses it. Sent twice, it signs in once: the next page confirms it."""
    waiting = Waiting.of(request)
    if waiting is None:
        return redirect(f"{reverse('accounts:sign_in')}?late=1")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            sign_in.enter(waiting, form.cleaned_data["code"], at=timezone.now())
            return redirect(by_way_of_her_spaces(waiting.then))
        except WrongCode as no:
            form.add_error("code", str(no))
        except NoMoreTries as no:
            messages.info(request, str(no))
            return redirect("accounts:sign_in")
    return render(
        request, "accounts/code.html", {"form": form, "waiting": waiting}, status=422 if form.is_bound else 200
    )


def by_way_of_her_spaces(then: str) -> str:
    """Return the URL of the person's spaces, which redirects to `then` unless it has someone to offer first."""
    return f"{settings.LOGIN_REDIRECT_URL}?{urlencode({'next': then})}" if then else settings.LOGIN_REDIRECT_URL


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    sign_in.sign_out(request)
    messages.info(request, _("Done: this device no longer knows your address."))
    return redirect("/")


@never_cache
@require_safe
def to_tell(request: Any) -> HttpResponse:
    """Codes that no message delivered, for an administrator. For others this page is a 404."""
    if not permissions.can_tell_codes(request.user):
        raise Http404
    return render(request, "accounts/codes_to_tell.html", {"codes": sign_in_codes.to_tell(at=timezone.now())})
