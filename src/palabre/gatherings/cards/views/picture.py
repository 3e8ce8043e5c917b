"""The bytes of the picture of a card, for those who see the card."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from palabre.gatherings.models import Gathering, GroupCard
from palabre.gatherings.views.lookup import card_for
from palabre.wiki.attachments import file_store

CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
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
    """Answer with the picture that we drew, the smaller one where a page shows it; nothing runs in it."""
    if not card.has_picture:
        raise Http404
    is_small = card.has_small and request.GET.get("small") == "1"
    tag = f'"{card.digest}{"-small" if is_small else ""}"'
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        answer: HttpResponse = HttpResponseNotModified()
    else:
        try:
            answer = HttpResponse(file_store.path_of(card.digest, small=is_small).read_bytes())
        except FileNotFoundError:  # a database that came back without its folder
            raise Http404 from None
        answer.headers["Content-Type"] = card.content_type
        answer.headers["Content-Encoding"] = "identity"  # pictures are packed already
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = f"public, max-age={A_MINUTE}" if is_public else "private, no-cache"
    answer.headers["Content-Security-Policy"] = CLOSED
    return answer
