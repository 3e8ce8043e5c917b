"""The agenda of a meeting, by a personal link: the person proposes a point, or removes one they proposed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from palabre.home.personal_links.forms import PointForm
from palabre.home.personal_links.opened_meeting import is_called
from palabre.home.personal_links.personal_link import Opened
from palabre.home.personal_links.views.personal_link import called_here, opened_here
from palabre.meetings.agenda import agenda_items
from palabre.meetings.agenda.agenda_items import ItemDetails
from palabre.meetings.models import AgendaItem
from palabre.people.access.links import LinkClosed, for_holder
from palabre.people.devices.vouchers import open_to_one_word
from palabre.web.view_doors import confirm


@require_POST
@for_holder
@open_to_one_word
def points(request: Any) -> HttpResponse:
    """Propose a point. When it is refused, the form shows the typed text again."""
    opened = meeting_here(request)

    def propose(said: dict[str, Any]) -> HttpResponse:
        agenda_items.propose_point(opened.thing, ItemDetails(said["point"]), by=opened.person, at=timezone.now())
        return confirm(request, _("Your point is on the agenda."), "opened:thing", opened.link.pk)

    if not is_called(opened):
        return propose(PointForm.read(request))
    form = PointForm.of(request)
    return form.done(propose) or called_here(request, opened, "", point_form=form, status=form.status)


@require_POST
@for_holder
def removal(request: Any, item: int) -> HttpResponse:
    """Remove a point that the person proposed, with its undo in the message."""
    opened = meeting_here(request)
    agenda_items.drop_point(own_item_or_404(opened, item), by=opened.person, at=timezone.now())
    undo = reverse("opened:point_return", args=[opened.link.pk, item])
    return confirm(request, _("This point is no longer on the agenda."), "opened:thing", opened.link.pk, undo=undo)


@require_POST
@for_holder
def point_return(request: Any, item: int) -> HttpResponse:
    opened = meeting_here(request)
    agenda_items.bring_point_back(own_item_or_404(opened, item), by=opened.person)
    return redirect("opened:thing", opened.link.pk)


def meeting_here(request: Any) -> Opened:
    opened = opened_here(request)
    if not opened.is_meeting:
        raise LinkClosed(_("What this link opened is no longer here."))
    return opened


def own_item_or_404(opened: Opened, number: int) -> AgendaItem:
    found: AgendaItem = get_object_or_404(opened.thing.agenda, pk=number, proposed_by=opened.person)
    found.meeting = opened.thing
    return found
