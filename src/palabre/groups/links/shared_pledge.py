"""« J’y vais » under a shared link: what its page shows of it, and what its form says."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from palabre.groups.links.pledge_form import PledgeForm, how
from palabre.groups.links.shared_link import guest_here, remember_guest
from palabre.groups.models import Group, RoleCall
from palabre.groups.roles.pledges import come_along, pledge_of
from palabre.people.guests import guest_of, new_form_token


def shown_pledge(request: Any, thing: Group | RoleCall) -> dict[str, Any]:
    """Return the template context of the guest of this link: their pledge, the form of one, its undo."""
    me = guest_here(request)
    pledge = pledge_of(me, type(thing), thing.pk) if me else None
    return {
        "thing": thing,
        "place": request.link.space,
        "pledge": pledge,
        "undo": reverse("given:undoing", args=[request.link.pk]),
        "me": me,
        "form": PledgeForm.shown(pledge, to=thing),
        "form_token": new_form_token(),
    }


def pledge_from_form(request: Any, thing: Group | RoleCall) -> None:
    """Record “j’y vais”, by the guest of this link or by one who gives a name in this form."""
    me, typed = guest_here(request), PledgeForm.read(request)
    with transaction.atomic():
        by = me or guest_of(request, request.link.space)
        come_along(thing, by=by, at=timezone.now(), anew=bool(typed["whole"]), **how(typed))
    remember_guest(request, by)
