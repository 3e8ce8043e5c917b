"""Gathering, and the card of each group that opens up."""

from palabre.gatherings.models.card import PICTURE, SMALL, CardPerson, FormerPicture, GroupCard, GroupCardQuerySet
from palabre.gatherings.models.gathering import Gathering, GatheringQuerySet

__all__ = [
    "PICTURE",
    "SMALL",
    "CardPerson",
    "FormerPicture",
    "Gathering",
    "GatheringQuerySet",
    "GroupCard",
    "GroupCardQuerySet",
]
