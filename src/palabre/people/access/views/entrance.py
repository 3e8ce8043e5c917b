"""Views of links: opening one thing, and letting a person back in."""

from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.people import hooks
from palabre.people.access import keys, links
from palabre.people.claims import claims
from palabre.people.devices.account_vouchers import speak_for
from palabre.people.devices.person_middleware import leave_others, person_here, remember
from palabre.people.devices.vouchers import attach_vouchers, is_second_word, vouched_spaces, what_counts
from palabre.people.models import Key, Person
from palabre.people.permissions import can_enter
from palabre.spaces.models import Space
from palabre.web.view_doors import confirm, fresh_form, fresh_page


@fresh_form
def entrance(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows whose link it is, as mail filters open links too; POST enters."""
    key = keys.key_by_token(token)
    person = key.person if key else keys.holder(token)
    if request.method != "POST":
        facts = {"holder": person, "entered": person.space, "key": key, "replaced": replaced_by(request, person)}
        return render(request, "people/access/entrance.html", facts)
    if key is not None:
        keys.use(key, at=timezone.now())
        if is_known_now(request, key):
            return redirect("claims:account")
        is_detached = detach_account(request, key)
        if not can_enter(person, person.space):
            person.join(timezone.now())  # any member may let anybody in
        remember(request, person, by=key.made_by)
        if is_detached:
            person.account = None
            leave_others(request, person)  # the device that took the account would take it again
        return confirm(request, welcome_back(request, person), person.space)
    person.join(timezone.now())
    remember(request, person)
    return redirect(person.space)


def replaced_by(request: HttpRequest, person: Person) -> Person | None:
    """Return the other member whom this device knows in that space by itself, and will forget."""
    here = person_here(request, person.space.slug)
    is_other = here is not None and here.pk != person.pk and here.is_member
    return here if is_other and here is not None and not here.vouched_by and here.same_as_id is None else None


def welcome_back(request: HttpRequest, person: Person) -> str:
    """Greet who came in by a square, and say what is still missing on this device."""
    if person.space.slug in vouched_spaces(request):
        attach_vouchers(request, person.space.slug, [person])
        words = _("Welcome back, %(name)s. To find everything that is yours, scan the square of another member too.")
        return f"{words} {what_counts(person)}" % {"name": person.first_name}
    return _("Welcome back, %(name)s. Everything that is yours is here.") % {"name": person.first_name}


def is_known_now(request: HttpRequest, key: Key) -> bool:
    """Use the square to vouch for the account of a visitor who is signed in to it; return whether they are.

    On another device, the square and the account rest on one word each, and each is limited by it.
    """
    if key.person.account is None or request.user != key.person.account:
        return False
    with transaction.atomic():
        Space.hold(key.person.space_id)
        speak_for(key.person, by=key.made_by, at=timezone.now())
    return True


def detach_account(request: HttpRequest, key: Key) -> bool:
    """Detach the account once two members, surely two people, vouched for the person on this device; return whether."""
    account, now = key.person.account, timezone.now()
    if account is None or not is_second_word(request, key.person, key.made_by, at=now):
        return False
    is_in_doubt = key.person.has_account_since_two(now)
    claims.give_up(key.person, by=account, at=now)
    if is_in_doubt and key.person.email == account.email:
        key.person.may_be_reached_at("", by=None)  # whoever signs in with it would have the person again
    return True


@fresh_page
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Store that the visitor holds this link, and redirect to what it opens, at an address without the token.

    A link in a message may carry an answer ("?answer=share"): it is passed on, and changes nothing.
    """
    found = links.opened_by(token)
    links.remember_link(request, found)
    answer = request.GET.get("answer", "")[:20]
    tail = f"?{urlencode({'answer': answer})}" if answer else ""
    response = redirect(f"{hooks.openings[found.thing_kind](found)}{tail}")
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
