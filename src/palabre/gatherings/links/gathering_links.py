"""Links: to a card that shows her, to the card of an invited group. Each opens one thing."""

from __future__ import annotations

from django.urls import reverse

from palabre.people.models import Link

PAGES = {"gatherings.gathering": "given_gathering:card", "gatherings.groupcard": "given_gathering:showing"}


def gathering_link_path(link: Link) -> str:
    """Return the page, outside the space, that this link leads to."""
    return reverse(PAGES[link.thing_kind], args=[link.pk])
