"""Roles of the person, shown to them only: offers, « On continue ? », handing on, leaving, taking up again."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.groups.models import Membership, RoleOffer
from palabre.groups.roles import convener_answers, handover, renewal
from palabre.groups.roles.succession import successors
from palabre.home.you.forms import HandoverForm, RoleForm
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.web.prepared_query import prepared
from palabre.web.view_doors import confirm, fresh_form


def roles_of(request: Any) -> list[Membership]:
    """Return the person's roles in the groups that they may read, former ones last."""
    reader = Reader.of(request)
    roles = roles_in_read_groups(reader, person=request.person.pk)
    for role in roles:
        reader.place(role.group)
    return sorted(roles, key=lambda role: role.until is not None)


@prepared_reading(may_load=True, person=BigIntegerField())
def roles_in_read_groups(rights: Any, person: Any) -> QuerySet[Membership]:
    rows = Membership.objects.filter(rights.readable(of="group__audience"), person=person, group__space=rights.space)
    return rows.select_related("group").order_by("until", "pk")


def that_await_her(request: Any, roles: list[Membership]) -> dict[str, Any]:
    """Return the roles whose term has come, and those offered to the person."""
    found = open_offers_to(person=request.person.pk, space=request.space.pk)
    for offer in found:
        offer.space = offer.group.space = request.space
    return {"offers": found, "asking": renewal.that_ask(roles, today=timezone.localdate())}


@prepared(person=BigIntegerField(), space=BigIntegerField())
def open_offers_to(person: Any, space: Any) -> QuerySet[RoleOffer]:
    offers = RoleOffer.objects.filter(person=person, space=space, closed_at=None)
    return offers.select_related("group", "by").order_by("pk")


@require_POST
def role(request: Any, number: int) -> HttpResponse:
    """Leave a role, or take it up again, in one click."""
    found = her_role(request, number)
    act = convener_answers.take_up if RoleForm.read(request)["again"] else convener_answers.leave_role
    act(found, by=request.person, at=timezone.now())
    return redirect(f"{reverse('you:you', args=[request.space.slug])}#role-{found.pk}")


@require_POST
def role_going_on(request: Any, number: int) -> HttpResponse:
    renewal.go_on(her_role(request, number), by=request.person, at=timezone.now())
    return confirm(request, _("Noted: you go on. Thank you."), "you:you", request.space.slug)


@fresh_form
def role_handing_on(request: Any, number: int) -> HttpResponse:
    """GET lists those who said that they would carry or contribute; POST asks one of them, or publishes a call."""
    found = her_role(request, number)
    nearest = successors(found.group, leaving=request.person)
    form = HandoverForm.of(request, nearest=nearest, initial={"to": ""})

    def hand_on(said: dict[str, Any]) -> HttpResponse:
        to = next((one.person for one in nearest if str(one.person_id) == said["to"]), None)
        made = handover.hand_on(found, to=to, by=request.person, at=timezone.now())
        made.space = request.space
        return redirect(made)

    return form.respond(request, hand_on, template="home/you/handover.html", thing=found.group, role=found)


def her_role(request: Any, number: int) -> Membership:
    """Return this role of the person; 404 for anybody else's, and for a person vouched for by one member only."""
    if request.person is None or request.person.vouched_by:
        raise Http404
    rows = Membership.objects.filter(Reader.of(request).readable(of="group__audience"), person=request.person)
    found = get_object_or_404(rows.select_related("group"), pk=number, group__space=request.space)
    found.group.space = request.space
    return found
