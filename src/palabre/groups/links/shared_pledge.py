"""« J’y vais » under a shared link: what its page shows of it, and what its form says."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from palabre.groups.links.pledge_form import VisitorPledgeForm, how
from palabre.groups.links.shared_link import guest_here, has_room_for, somebody_else_known
from palabre.groups.models import Group, RoleCall, RoleOffer
from palabre.groups.roles.pledges import come_along, pledge_of
from palabre.people.devices.guests_of_links import remember_guest
from palabre.people.devices.person_middleware import person_here, remember
from palabre.people.guests import guest_of
from palabre.people.models import Person


def respond_to_pledge(
    request: Any, thing: Group | RoleCall, template: str, *, knows_first_names: bool = False, **shown: Any
) -> HttpResponse:
    """Record “j’y vais” of a valid form, by the guest of this link or one who gives a name; else show the page.

    The page shows the pledge of the guest, the form of one with what was refused, and its undo.
    """
    me = guest_here(request)
    pledge = pledge_of(me, type(thing), thing.pk) if me else None
    form = VisitorPledgeForm.of(request, known=pledge, to=thing, person=me, is_by_link=True)
    if knows_first_names:
        form.ask_first_name()

    def come(said: dict[str, Any]) -> HttpResponse:
        with transaction.atomic():
            by = me or guest_of(request, request.link.space)
            come_along(thing, by=by, at=timezone.now(), anew=bool(said["whole"]), keeps_address=True, **how(said))
        remember_guest(request, by)
        return redirect(request.path)

    facts = {"thing": thing, "place": request.link.space, "pledge": pledge, "me": me}
    facts["undo"] = reverse("given:undoing", args=[request.link.pk])
    waiting = asked(me) if me is None or has_room_for(request, me) else asked(None)
    facts["other"] = somebody_else_known(request, me) if me else None
    facts["offers"] = [(reverse("given:guest_role_answer", args=[request.link.pk, one.pk]), one) for one in waiting]
    if me is not None and facts["offers"] and person_here(request, me.space.slug) is None:
        remember(request, me)  # before their yes: what answers it may be lost on the way, or asked twice
    return form.respond(request, come, template=template, **facts, **shown)


def asked(guest: Person | None) -> QuerySet[RoleOffer]:
    """Return the roles offered to this guest that wait for their answer."""
    rows = RoleOffer.objects.filter(person=guest, closed_at=None) if guest else RoleOffer.objects.none()
    return rows.select_related("group", "by").order_by("pk")
