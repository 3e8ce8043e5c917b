"""Pages of the links to a gathering (the card of an invited group) and to a card (the consent of a person)."""

from __future__ import annotations

from django.urls import reverse

from palabre.people.models import Link

PAGES = {"gatherings.gathering": "given_gathering:card", "gatherings.groupcard": "given_gathering:showing"}


def gathering_link_path(link: Link) -> str:
    """Return the path of the page, outside the space, that this link opens."""
    return reverse(PAGES[link.thing_kind], args=[link.pk])
