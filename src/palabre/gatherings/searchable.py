"""Search documents of gatherings: their texts, and those of their validated cards."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from palabre.gatherings.models import Gathering, GroupCard
from palabre.search.hooks import ANY, SearchableText, register_documents
from palabre.spaces.models import Space


def register_searchable_gatherings() -> None:
    register_documents(Gathering, gathering_said, rows=gatherings, told_by={"cards": ANY})


def gatherings(space: Space) -> QuerySet[Gathering]:
    cards = Prefetch("cards", GroupCard.objects.validated().order_by("pk"))
    return Gathering.objects.filter(space=space).prefetch_related(cards)


def gathering_said(gathering: Gathering) -> SearchableText:
    """Return the texts of a gathering and of its validated cards with the same audience."""
    cards = [one for one in gathering.cards.all() if one.audience_id == gathering.audience_id]
    words = [said for one in cards for said in (one.title, one.guest_name, one.question, one.intention)]
    body = [gathering.place, gathering.intention, *gathering.formats, *words]
    return SearchableText(gathering.title, "\n".join(filter(None, body)), on=gathering.on)
