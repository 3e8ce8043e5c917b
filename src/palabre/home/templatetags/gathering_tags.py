"""Template tags about the next gathering, for screens of home."""

from __future__ import annotations

from typing import Any

from django import template

from palabre.gatherings.gathering_display import ShownCard, card_of_group, cards_in_words, upcoming
from palabre.gatherings.models import Gathering
from palabre.groups.models import Group
from palabre.people.reader import Reader

register = template.Library()


@register.simple_tag(takes_context=True)
def card_of(context: dict[str, Any], group: Group) -> ShownCard | None:
    """Return the card of this group for the next gathering, in words; None for non-members."""
    person = context["request"].person
    if person is None or not person.is_member:
        return None
    reader = Reader.of(context["request"])
    card = card_of_group(group, reader)
    if card is None:
        return None
    card.gathering.space = reader.space
    return cards_in_words([card], reader)[0]


@register.simple_tag(takes_context=True)
def where_to_show(context: dict[str, Any]) -> Gathering | None:
    """Return the next gathering, announced or not, in which a group may still show itself; None for non-members."""
    person = context["request"].person
    return upcoming(Reader.of(context["request"])) if person is not None and person.is_member else None
