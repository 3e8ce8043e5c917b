"""Pages of role offers: making one, and the answer of the person. Nobody else sees it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from palabre.groups import permissions
from palabre.groups.group_access import may_decide
from palabre.groups.links import role_offer_letter as offer_letter
from palabre.groups.models import Group, RoleOffer
from palabre.groups.roles import role_offers
from palabre.groups.roles.forms import RoleAnswerForm, RoleOfferForm
from palabre.groups.roles.pledges_for_others import person_called
from palabre.groups.views.lookup import thing_for
from palabre.people.access import links
from palabre.people.guests import a_name
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.roster import known_to
from palabre.web.form.form_input import is_number
from palabre.web.origins import origin_of
from palabre.web.view_doors import confirm, fresh_form, require


@fresh_form
def proposing(request: Any, number: int) -> HttpResponse:
    """Offer a role of a group to a person, by name."""
    group = thing_for(request, Group, number)
    require(
        permissions.can_propose_role(request.person, group, decides=may_decide(request.person, group), holds_it=False)
    )
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
    return person_called(request.space, name, by=request.person, form_token=form_token, is_right=True)


def person_chosen(request: Any) -> Person | None:
    """Return the person whose id is in the query, if the reader may know of them."""
    number = request.GET.get("to", "")
    her: Person | None = known_to(Reader.of(request)).filter(pk=number).first() if is_number(number) else None
    return her


@fresh_form
def role_offer(request: Any, number: int) -> HttpResponse:
    """GET shows the offer; POST is the person’s answer."""
    offer = offer_for(request, number)
    if request.method == "POST":
        return answer_role_offer(request, offer, by=request.person)
    return render(
        request, "groups/roles/role_offer.html", {"offer": offer, "is_hers": offer.person_id == request.person.pk}
    )


@never_cache
@require_POST
def role_offer_letter(request: Any, number: int) -> HttpResponse:
    """Show who made the offer the letter to give, with the person’s link: it is in no URL and on no kept screen.

    A person who came by themselves answers as themselves: nobody is shown a link in their name.
    """
    offer = offer_for(request, number)
    is_to_give = offer.closed_at is None and not offer.person.has_come
    require(is_to_give and permissions.can_take_role_back(request.person, offer))
    at = timezone.now()
    link = links.link_shown_to(
        links.link_to(offer, person=offer.person, by=request.person, at=at), request.person, at=at
    )
    link.show(at)
    address = origin_of(request) + links.link_path(link)
    text = offer_letter.role_offer_text(offer, address=address, by=request.person.name)
    told = {"offer": offer, "text": text, "mailto": offer_letter.role_offer_mailto(offer, text)}
    return render(request, "groups/roles/role_offer_letter.html", told)


@require_POST
def no_role_offer(request: Any, number: int) -> HttpResponse:
    offer = offer_for(request, number)
    require(permissions.can_take_role_back(request.person, offer))
    role_offers.withdraw_role_offer(offer, by=request.person, at=timezone.now())
    return confirm(request, _("Noted: this role is no longer proposed."), offer.group)


def answer_role_offer(request: Any, offer: RoleOffer, *, by: Person | None) -> HttpResponse:
    """Take the role, which leads to its group, or decline it."""
    if by is None or not permissions.can_answer_role(by, offer):
        raise PermissionDenied
    if RoleAnswerForm.read(request)["yes"]:
        role_offers.take(offer, by=by, at=timezone.now())
        return confirm(request, _("Noted. Thank you."), offer.group)
    role_offers.decline_role(offer, by=by, at=timezone.now())
    return confirm(request, _("Noted. No reason is needed."), request.path)


def offer_for(request: Any, number: int) -> RoleOffer:
    if request.person is None:
        raise Http404
    rows = RoleOffer.objects.filter(space=request.space).visible_to(request.person)
    found = get_object_or_404(rows.select_related("group", "person", "by"), pk=number)
    found.space = found.group.space = request.space
    return found
