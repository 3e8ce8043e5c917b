"""Pages of “Je peux aider” and “Cela nous aiderait”."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from palabre.groups import permissions
from palabre.groups.models import Group, HelpOffer, HelpWanted
from palabre.groups.needs import help_offers
from palabre.groups.needs.forms import HelpOfferForm, WantedForm
from palabre.groups.roles.spokespersons import speaks_for, spoken_for
from palabre.groups.views.lookup import thing_for
from palabre.people.devices.vouchers import open_to_one_word
from palabre.people.guests import acting
from palabre.people.reader import Reader
from palabre.web.form.form_input import is_number
from palabre.web.page_cache import cached_around, rendered
from palabre.web.view_doors import gesture_on, require_form


def own_help_offer_or_404(request: Any, number: int) -> HelpOffer:
    found: HelpOffer = thing_for(request, HelpOffer, number, permissions.can_take_offer_back)
    return found


@require_form
@open_to_one_word
def offering(request: Any) -> HttpResponse:
    """GET shows the form; POST creates the offer. A visitor gives a name."""
    form = HelpOfferForm.of(request, person=request.person)

    def offer(said: dict[str, Any]) -> HttpResponse:
        text, token = said["text"], said["form_token"]
        with acting(request) as by:
            made = help_offers.offer_help(request.space, text, form_token=token, by=by, at=timezone.now())
        made.space = request.space
        return redirect(made)

    return form.respond(request, offer, template="groups/needs/new_help_offer.html")


def her_gestures(request: Any, number: int) -> dict[str, Any]:
    """Return what the reader may do: undo their own offer, or say for their groups that it would help."""
    reader = Reader.of(request)
    found = thing_for(request, HelpOffer, number)
    groups = reader.may_read(Group).awake().filter(pk__in=spoken_for(request.person)).order_by("title", "pk")
    wanted = set(found.wanted.values_list("group", flat=True))
    shown = {"thing": found, "is_hers": permissions.can_take_offer_back(request.person, found)}
    hers = [(group, group.pk in wanted) for group in reader.fetch(groups, most=help_offers.MOST_OF_ONE)]
    return shown | {"groups": hers}


@require_safe
@cached_around(rendered("groups/needs/help_offer.html#hers", her_gestures))
def help_offer(request: Any, number: int) -> HttpResponse:
    found, reader = thing_for(request, HelpOffer, number), Reader.of(request)
    wanted = HelpWanted.objects.filter(offer=found, group__in=reader.may_read(Group)).select_related("group")
    groups = [reader.place(one.group) for one in wanted.order_by("pk")]
    return render(
        request, "groups/needs/help_offer.html", {"thing": found, "by": reader.name_of(found.by), "groups": groups}
    )


@gesture_on(own_help_offer_or_404)
def withdrawal(request: Any, found: HelpOffer) -> None:
    help_offers.withdraw_help_offer(found, by=request.person, at=timezone.now())


@gesture_on(own_help_offer_or_404)
def withdrawal_undoing(request: Any, found: HelpOffer) -> None:
    help_offers.offer_again(found, by=request.person)


@require_POST
def wanted(request: Any, number: int) -> HttpResponse:
    found, group = would_help(request, number)
    help_offers.want(found, group, by=request.person, at=timezone.now())
    return redirect(found)


@require_POST
def wanted_undoing(request: Any, number: int) -> HttpResponse:
    found, group = would_help(request, number)
    help_offers.want_no_longer(found, group, by=request.person)
    return redirect(found)


def would_help(request: Any, number: int) -> tuple[HelpOffer, Group]:
    """Return the offer, and the group named by the form. Raise PermissionDenied unless the member speaks for it."""
    found = thing_for(request, HelpOffer, number)
    named = WantedForm.read(request)["group"]
    if not is_number(named):
        raise Http404
    group = thing_for(request, Group, int(named))
    if request.person is None or not permissions.can_want(
        request.person, group, is_of=speaks_for(request.person, group)
    ):
        raise PermissionDenied
    return found, group
