"""« Vos espaces »: the persons of an account, space by space, and those that it may claim."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from palabre.accounts.permissions import can_tell_codes
from palabre.accounts.sign_in import local_path
from palabre.people import permissions
from palabre.people.claims import claims
from palabre.people.devices.person_middleware import persons_of_this_device, remember
from palabre.people.models import Person
from palabre.web.view_doors import fresh_page


@fresh_page
def account(request: Any) -> HttpResponse:
    """Show the account's persons, or redirect to the sign-in. After it, `next` is followed if none is offered."""
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
    """Claim this person; 404 for one that is not offered."""
    if not request.user.is_authenticated:
        return to_sign_in()
    known = persons_of_this_device(request)
    may_claim = claims.may_be(request.user, known=known) | Person.objects.filter(account=request.user)
    person = get_object_or_404(may_claim.select_related("space"), pk=number)
    claims.claim(person, by=request.user, at=timezone.now(), known=known)
    return redirect(f"{reverse('claims:account')}?{urlencode({'claimed': person.pk})}")


@require_POST
def giving_up(request: Any, number: int) -> HttpResponse:
    """Give up this person. The device still knows them, so that they are not lost.

    Where only an address noted by a member vouched for them, or the account came since two members opened the place, it
    does not: the address offers them again.
    """
    if not request.user.is_authenticated:
        return to_sign_in()
    person = get_object_or_404(Person.objects.filter(account=request.user).select_related("space"), pk=number)
    at = timezone.now()
    is_in_doubt = person.account_by_id is not None or person.has_account_since_two(at)
    claims.give_up(person, by=request.user, at=at)
    if not is_in_doubt:
        remember(request, person)
    return redirect("claims:account")


def has_a_page(person: Person) -> bool:
    """Return whether the address of the person's space shows them something."""
    return permissions.can_enter(person, person.space) or permissions.can_see_it_end(person, person.space)


def to_sign_in() -> HttpResponse:
    return redirect_to_login(reverse("claims:account"), login_url=reverse("accounts:sign_in"))
