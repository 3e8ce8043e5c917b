"""The gathering and the card that an address names, for readers who may read them."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from palabre.gatherings.gathering_access import tends
from palabre.gatherings.models import Gathering, GroupCard
from palabre.people.reader import Reader
from palabre.registrations.models import Roll
from palabre.web.view_doors import require


def is_member(request: Any) -> bool:
    return request.person is not None and request.person.is_member


def gatherings_of(request: Any) -> Any:
    """Return the gatherings that the reader may read; those not announced are for members only."""
    rows = Reader.of(request).may_read(Gathering)
    return rows if is_member(request) else rows.announced()


def gathering_for(request: Any, number: int) -> Gathering:
    """Return the gathering, with its space and its poll (None if the reader may not read it) loaded; 404 otherwise."""
    reader = Reader.of(request)
    found: Gathering = get_object_or_404(gatherings_of(request).select_related("audience", "roll"), pk=number)
    reader.tie([reader.place(found)], "poll")
    return found


def tended_here(request: Any, number: int) -> Gathering:
    """Return the gathering. Raise Http404 if the member may not read it, PermissionDenied if they may not tend it."""
    found = gathering_for(request, number)
    require(tends(request.person, found))
    return found


def tended_roll(request: Any, number: int) -> Roll:
    """Return the roll of the gathering, with the same errors."""
    found = tended_here(request, number)
    found.roll.space = found.space
    return found.roll


def card_for(request: Any, number: int) -> GroupCard:
    """Return the card, with its gathering and its group loaded, for members. 404 otherwise."""
    reader = Reader.of(request)
    rows = reader.may_read(GroupCard) if is_member(request) else GroupCard.objects.none()
    rows = rows.filter(gathering__in=reader.may_read(Gathering)).select_related("gathering", "group__audience")
    found = reader.place(get_object_or_404(rows, pk=number))
    found.gathering.space = found.space
    return found  # type: ignore[no-any-return]
