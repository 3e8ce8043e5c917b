"""Pages of role offers: making one, and the answer of the person. Nobody else sees it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from palabre.groups import permissions
from palabre.groups.group_access import may_decide
from palabre.groups.models import Group, RoleOffer
from palabre.groups.roles import role_offers
from palabre.groups.roles.forms import RoleAnswerForm, RoleOfferForm
from palabre.groups.roles.pledges_for_others import person_called
from palabre.groups.views.lookup import thing_for
from palabre.people.guests import a_name
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.roster import known_to
from palabre.web.form.form_input import is_number


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proposing(request: Any, number: int) -> HttpResponse:
    """Offer a role of a group to a person, by name."""
    group = thing_for(request, Group, number)
    if not permissions.can_propose_role(
        request.person, group, decides=may_decide(request.person, group), holds_it=False
    ):
        raise PermissionDenied
    chosen = person_chosen(request)
    initial = {"role": request.GET.get("role", ""), "whose": chosen.name if chosen else ""}
    form = RoleOfferForm.of(request, initial=initial)

    def propose(said: dict[str, Any]) -> HttpResponse:
        her = person_meant(request, a_name(said["whose"]), chosen, form_token=said["form_token"])
        ways = {"words": said["words"], "by": request.person, "at": timezone.now()}
        offer = role_offers.propose_role(group, said["role"], to=her, **ways)
        return redirect("groups:role_offer", request.space.slug, offer.pk)

    return form.respond(request, propose, thing=group)


def person_meant(request: Any, name: str, chosen: Person | None, *, form_token: str) -> Person:
    """Return the person who was chosen, if the name is theirs still; else the one who bears the name."""
    if chosen is not None and chosen.key == Person(name=name).key:
        return chosen
    return person_called(request.space, name, form_token=form_token, is_right=True)


def person_chosen(request: Any) -> Person | None:
    """Return the person whose id is in the query, if the reader may know of them."""
    number = request.GET.get("to", "")
    her: Person | None = known_to(Reader.of(request)).filter(pk=number).first() if is_number(number) else None
    return her


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def role_offer(request: Any, number: int) -> HttpResponse:
    """GET shows the offer; POST is the person’s answer."""
    offer = offer_for(request, number)
    if request.method == "POST":
        takes = answer_role_offer(request, offer, by=request.person)
        return redirect(offer.group if takes else request.path)
    return render(
        request, "groups/roles/role_offer.html", {"offer": offer, "is_hers": offer.person_id == request.person.pk}
    )


@require_POST
def no_role_offer(request: Any, number: int) -> HttpResponse:
    offer = offer_for(request, number)
    if not permissions.can_take_role_back(request.person, offer):
        raise PermissionDenied
    role_offers.withdraw_role_offer(offer, by=request.person, at=timezone.now())
    messages.success(request, _("Noted: this role is no longer proposed."))
    return redirect(offer.group)


def answer_role_offer(request: Any, offer: RoleOffer, *, by: Person | None) -> bool:
    """Take or decline the role. Return whether it is taken."""
    if by is None or not permissions.can_answer_role(by, offer):
        raise PermissionDenied
    if RoleAnswerForm.read(request)["yes"]:
        role_offers.take(offer, by=by, at=timezone.now())
        messages.success(request, _("Noted. Thank you."))
        return True
    role_offers.decline(offer, by=by, at=timezone.now())
    messages.success(request, _("Noted. No reason is needed."))
    return False


def offer_for(request: Any, number: int) -> RoleOffer:
    if request.person is None:
        raise Http404
    rows = RoleOffer.objects.filter(space=request.space).visible_to(request.person)
    found = get_object_or_404(rows.select_related("group", "person", "by"), pk=number)
    found.space = found.group.space = request.space
    return found
