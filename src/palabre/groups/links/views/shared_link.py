"""Pages opened by a shared link: one call or one group, with “j’y vais”.

Nobody is signed in. A visitor who gives a name is remembered under this link, so that they can undo their pledge.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.groups.links.shared_link import guest_here, remember_guest, shared_link_path, thing_of
from palabre.groups.models import Group, RoleCall, RoleOffer
from palabre.groups.roles import role_offers
from palabre.groups.roles.forms import PledgeForm, RoleAnswerForm, how
from palabre.groups.roles.pledges import come_along, pledge_of, stay_away
from palabre.people.access.links import LinkClosed, for_holder
from palabre.people.guests import guest_of, new_form_token


@require_http_methods(["GET", "HEAD", "POST"])
@for_holder
def shared_thing_page(request: Any, model: type[Group | RoleCall]) -> HttpResponse:
    """GET shows the thing; POST records “j’y vais”."""
    link, thing = request.link, thing_of(request.link, model)
    me = guest_here(request)
    if request.method != "POST":
        pledge = pledge_of(me, model, thing.pk) if me else None
        undo = reverse("given:undoing", args=[link.pk])
        shown = {
            "thing": thing,
            "place": link.space,
            "pledge": pledge,
            "undo": undo,
            "me": me,
            "form": PledgeForm.shown(pledge, to=thing),
            "form_token": new_form_token(),
        }
        return render(request, "groups/links/shared_link.html", shown | belongings(thing))
    typed = PledgeForm.read(request)
    with transaction.atomic():
        by = me or guest_of(request, link.space)
        come_along(thing, by=by, at=timezone.now(), anew=bool(typed["whole"]), **how(typed))
    remember_guest(request, by)
    return redirect(request.path)


@require_http_methods(["GET", "HEAD", "POST"])
@for_holder
def role_offer(request: Any) -> HttpResponse:
    """GET shows the role offered, to the person the link was made for; POST records the answer."""
    offer = thing_of(request.link, RoleOffer)
    her = request.link.person
    if her is None or her.pk != offer.person_id:
        raise LinkClosed(_("What this link opened is no longer here."), instead=_("Ask the person who gave it to you."))
    if request.method == "POST":
        act = role_offers.take if RoleAnswerForm.read(request)["yes"] else role_offers.decline
        act(offer, by=her, at=timezone.now())
        return redirect(request.path)
    takes = offer.group.memberships.held().filter(person=her, role=offer.role).exists()
    shown = {"offer": offer, "place": request.link.space, "takes": takes, "action": request.path}
    return render(request, "groups/links/role_offer.html", shown)


@require_POST
@for_holder
def shared_pledge_undoing(request: Any) -> HttpResponse:
    model = RoleCall if request.link.thing_kind == "groups.rolecall" else Group
    me = guest_here(request)
    if me is not None:
        stay_away(thing_of(request.link, model), by=me, at=timezone.now())
    return redirect(shared_link_path(request.link))


def belongings(thing: Group | RoleCall) -> dict[str, Any]:
    """Return what is shown with the thing: the group of a call, or the questions with the same audience as a group."""
    if isinstance(thing, RoleCall):
        return {"is_open": thing.is_open, "group": thing.group.title if thing.group else _("The whole community")}
    questions = thing.questions.filter(audience=thing.audience_id).order_by("pk")
    return {"is_open": thing.lives_in_id is None, "questions": [one for one in questions if one.text != thing.title]}
