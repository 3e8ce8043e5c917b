"""The bytes of the picture of a card, for those who see the card."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from palabre.gatherings.models import Gathering, GroupCard
from palabre.gatherings.views.lookup import card_for
from palabre.wiki.attachments.picture_response import picture_response

A_MINUTE = 60


@require_safe
def within(request: Any, number: int) -> HttpResponse:
    """For those who joined."""
    return with_bytes(request, card_for(request, number), is_public=False)


@require_safe
def open_to_all(request: Any, number: int, card: int) -> HttpResponse:
    """For everybody, once a convener validated the card of a gathering that is announced to everybody."""
    rows = GroupCard.objects.validated().filter(gathering__in=Gathering.objects.open_to_all().filter(pk=number))
    return with_bytes(request, get_object_or_404(rows, pk=card), is_public=True)


def with_bytes(request: Any, card: GroupCard, *, is_public: bool) -> HttpResponse:
    if not card.has_picture:
        raise Http404
    return picture_response(
        request, card, cache_control=f"public, max-age={A_MINUTE}" if is_public else "private, no-cache"
    )
