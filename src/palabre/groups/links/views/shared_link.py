"""Pages opened by a shared link: one call, with “j’y vais”; one role offered.

Nobody is signed in. A visitor who gives a name is remembered under this link, so that they can undo their pledge, and
answer who offers them a role: with a yes, they are a member, whom this device knows.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups.links.shared_link import (
    guest_here,
    has_room_for,
    leave_to_somebody_else,
    shared_link_path,
    thing_of,
)
from palabre.groups.links.shared_pledge import respond_to_pledge
from palabre.groups.models import Group, RoleCall, RoleOffer
from palabre.groups.roles import role_offers
from palabre.groups.roles.forms import RoleAnswerForm
from palabre.groups.roles.pledges import stay_away
from palabre.people import hooks
from palabre.people.access.links import LinkClosed, for_holder
from palabre.people.agreements.space_archival import even_archived
from palabre.people.devices.person_middleware import remember
from palabre.people.devices.vouchers import refuse_one_word
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.web.view_doors import confirm, require_form


@require_form
@for_holder
def shared_call_page(request: Any) -> HttpResponse:
    """GET shows the call; POST records “j’y vais”. A group has a page of its own, in home."""
    call = thing_of(request.link, RoleCall)
    shown = {"is_open": call.is_open, "group": of_whom(call)}
    return respond_to_pledge(request, call, "groups/links/shared_link.html", **shown)


def of_whom(call: RoleCall) -> str:
    """Return the title of its group, "" if some who read the call may not read that."""
    if call.group is None:
        return _("The whole community")
    return call.group.title if call.group.audience.covers(call.audience) else ""


@require_form
@for_holder
def role_offer(request: Any) -> HttpResponse:
    """GET shows the role offered, to the person the link was made for; POST records the answer."""
    offer = thing_of(request.link, RoleOffer)
    her = request.link.person
    if her is None or her.pk != offer.person_id:
        raise LinkClosed(_("What this link opened is no longer here."), instead=_("Ask the person who gave it to you."))
    if request.method == "POST":
        act = role_offers.take if RoleAnswerForm.read(request)["yes"] else role_offers.decline_role
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


@require_POST
@for_holder
def guest_role_answer(request: Any, offer: int) -> HttpResponse:
    """Record what the guest of this link says to a role that is offered to them: a yes leads to the group.

    On one member's word alone, they answer nothing here either.
    """
    me = guest_here(request) or Person(pk=0)
    found = get_object_or_404(RoleOffer, pk=offer, space=request.link.space, person=me)
    refuse_one_word(me)
    found.space = me.space = request.link.space
    if not RoleAnswerForm.read(request)["yes"]:
        role_offers.decline_role(found, by=me, at=timezone.now())
        return redirect(shared_link_path(request.link))
    if not has_room_for(request, me):
        raise Refusal(_("This proposal is for somebody else."), instead=_("Only they can answer."))
    role_offers.take(found, by=me, at=timezone.now())
    remember(request, me, by=next(iter(me.vouched_by), None))
    return redirect(found.group.get_absolute_url())


@require_POST
@for_holder
@even_archived
def somebody_else(request: Any) -> HttpResponse:
    """Forget on this device who gave a name under this link: its page asks the next visitor for theirs."""
    me = guest_here(request)
    if me is not None:
        leave_to_somebody_else(request, me)
    said = _("Done: this device has forgotten that name.") if me else None
    return confirm(request, said, hooks.openings[request.link.thing_kind](request.link))
