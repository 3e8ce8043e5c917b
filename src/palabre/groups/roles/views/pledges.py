"""Pages of “J’y vais”, to a group or a call: a form for visitors, a button for known persons, and the undo."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups import permissions
from palabre.groups.links.pledge_form import VisitorPledgeForm, how
from palabre.groups.models import Group, RoleCall
from palabre.groups.roles.forms import PledgeForOtherForm
from palabre.groups.roles.pledges import come_along, pledge_of, stay_away
from palabre.groups.roles.pledges_for_others import come_for
from palabre.groups.views.lookup import thing_for
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.guests import acting
from palabre.people.reader import someone
from palabre.web.view_doors import confirm, fresh_form, require


@fresh_form
@open_to_one_word
def coming(request: Any, number: int, model: type[Group | RoleCall]) -> HttpResponse:
    """GET shows the form, which asks a visitor for a name, or the pledge already made; POST creates or updates it.

    The one-click button sends no fields; the whole form (`whole`) clears the fields that it leaves empty.
    """
    thing = thing_for(request, model, number, permissions.can_offer)
    known = pledge_of(request.person, model, number) if request.person else None
    form = VisitorPledgeForm.of(request, known=known, to=thing, person=request.person)

    def come(said: dict[str, Any]) -> HttpResponse:
        with acting(request) as by:
            come_along(thing, by=by, at=timezone.now(), anew=bool(said["whole"]), **how(said))
        return redirect(thing)

    return form.respond(request, come, template="groups/roles/pledge.html", thing=thing)


@fresh_form
def coming_for(request: Any, number: int, model: type[Group | RoleCall]) -> HttpResponse:
    """Type the pledge of somebody who said it aloud."""
    thing = thing_for(request, model, number)
    require(permissions.can_type_for(request.person, request.space))
    form = PledgeForOtherForm.of(request, to=thing, by=request.person)

    def come(said: dict[str, Any]) -> HttpResponse:
        ways = {"by": request.person, "at": timezone.now(), "form_token": said["form_token"]}
        pledge = come_for(thing, said["whose"], **ways, **how(said))
        return confirm(request, _("Noted: %(name)s is coming.") % {"name": pledge.person.name}, thing)

    return form.respond(request, come, thing=thing)


@require_POST
@open_to_one_word
def staying_away(request: Any, number: int, model: type[Group | RoleCall]) -> HttpResponse:
    thing = thing_for(request, model, number)
    stay_away(thing, by=someone(request), at=timezone.now())
    return redirect(thing)
