"""Sign-in by mailed code, sign-out, and the codes that someone has to tell."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.accounts import permissions, sign_in, sign_in_codes
from palabre.accounts.forms import AddressForm, CodeForm
from palabre.accounts.sign_in import NoMoreTries, Waiting, WrongCode
from palabre.web.view_doors import confirm, fresh_form, fresh_page
from palabre.web.visitor_cookie import visitor_of


@fresh_form
def ask_code(request: HttpRequest) -> HttpResponse:
    """Ask for a code."""
    waiting = Waiting.of(request)
    known = {"email": waiting.email, "next": waiting.then} if waiting else {}
    form = AddressForm.of(request, initial=known | request.GET.dict())

    def send(said: dict[str, Any]) -> HttpResponse:
        again = waiting.sent if waiting else None
        sent, fate = sign_in_codes.send_code(said["email"], by=visitor_of(request), at=timezone.now(), again=again)
        Waiting.begin(request, sent, fate, then=said["next"])
        return redirect("accounts:code")

    return form.respond(request, send, template="accounts/sign_in.html", her_spaces=settings.LOGIN_REDIRECT_URL)


@fresh_form
def code(request: HttpRequest) -> HttpResponse:
    """Type the code; only a POST uses it. Sent twice, it signs in once: the next page confirms it."""
    waiting = Waiting.of(request)
    if waiting is None:
        return redirect(f"{reverse('accounts:sign_in')}?late=1")
    form = CodeForm.of(request)

    def enter(said: dict[str, Any]) -> HttpResponse:
        try:
            sign_in.enter(waiting, said["code"], at=timezone.now())
        except WrongCode as no:
            form.refuse(no, field="code")
            return in_form(request, form, waiting)
        except NoMoreTries as no:
            return confirm(request, str(no), "accounts:sign_in")
        return redirect(by_way_of_her_spaces(waiting.then))

    return form.done(enter) or in_form(request, form, waiting)


def in_form(request: HttpRequest, form: CodeForm, waiting: Waiting) -> HttpResponse:
    """Render the form of the code, and the one that asks for another code."""
    another = AddressForm(initial={"email": waiting.email, "next": waiting.then}, auto_id="another_%s")
    facts = {"form": form, "waiting": waiting, "another": another}
    return render(request, "accounts/code.html", facts, status=form.status)


def by_way_of_her_spaces(then: str) -> str:
    """Return the URL of the person's spaces, which redirects to `then` unless it has someone to offer first."""
    return f"{settings.LOGIN_REDIRECT_URL}?{urlencode({'next': then})}" if then else settings.LOGIN_REDIRECT_URL


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    sign_in.sign_out(request)
    return confirm(request, _("Done: this device no longer knows your address."), "/")


@fresh_page
def to_tell(request: Any) -> HttpResponse:
    """Codes that no message delivered, for an administrator. For others this page is a 404."""
    if not permissions.can_tell_codes(request.user):
        raise Http404
    return render(request, "accounts/codes_to_tell.html", {"codes": sign_in_codes.to_tell(at=timezone.now())})
