"""« Vos espaces »: who she is where, and who she may say she is."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from palabre.accounts.permissions import can_tell_codes
from palabre.accounts.sign_in import local_path
from palabre.people import permissions
from palabre.people.claims import claims
from palabre.people.devices.person_middleware import persons_of_this_device, remember
from palabre.people.models import Person


@never_cache
@require_safe
def account(request: Any) -> HttpResponse:
    """Only for who signed in; others are led there. Who just did goes on to where she was, if nobody is offered her."""
    if not request.user.is_authenticated:
        return to_sign_in()
    found = claims.belongings(request.user, known=persons_of_this_device(request))
    then, claimed = local_path(request.GET.get("next", "")), request.GET.get("claimed")
    if then and not found.offered:
        return redirect(then)
    facts = {
        "account": request.user,
        "hers": [(person, has_a_page(person)) for person in found.hers],
        "offered": found.offered,
        "then": then,
        "claimed": next((person for person in found.hers if str(person.pk) == claimed), None),
        "may_tell_codes": can_tell_codes(request.user),
    }
    return render(request, "people/claims/account.html", facts)


@require_POST
def claim(request: Any, number: int) -> HttpResponse:
    """It is she. Somebody whom nobody offered her does not exist here (404)."""
    if not request.user.is_authenticated:
        return to_sign_in()
    known = persons_of_this_device(request)
    may_claim = claims.may_be(request.user, known=known) | Person.objects.filter(account=request.user)
    person = get_object_or_404(may_claim.select_related("space"), pk=number)
    claims.claim(person, by=request.user, at=timezone.now(), known=known)
    return redirect(f"{reverse('claims:account')}?{urlencode({'claimed': person.pk})}")


@require_POST
def giving_up(request: Any, number: int) -> HttpResponse:
    """It is not she, after all. This device still knows the person, so that nobody loses her; where only an address
    that somebody noted said so, that address offers her again."""
    if not request.user.is_authenticated:
        return to_sign_in()
    person = get_object_or_404(Person.objects.filter(account=request.user).select_related("space"), pk=number)
    claims.give_up(person, by=request.user)
    if person.account_by_id is None:
        remember(request, person)
    return redirect("claims:account")


def has_a_page(person: Person) -> bool:
    """Does the address of her space show her something?"""
    return permissions.can_enter(person, person.space) or permissions.can_see_it_end(person, person.space)


def to_sign_in() -> HttpResponse:
    return redirect_to_login(reverse("claims:account"), login_url=reverse("accounts:sign_in"))
