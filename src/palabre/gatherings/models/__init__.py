"""Gathering, and the card of each group that opens up."""

from palabre.gatherings.models.card import SMALL, CardPerson, GroupCard, GroupCardQuerySet
from palabre.gatherings.models.gathering import Gathering, GatheringQuerySet

__all__ = [
    "SMALL",
    "CardPerson",
    "Gathering",
    "GatheringQuerySet",
    "GroupCard",
    "GroupCardQuerySet",
]
