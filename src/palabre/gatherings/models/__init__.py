"""Gathering, the card of each group that opens up, and who registers."""

from palabre.gatherings.models.card import SMALL, CardPerson, GroupCard, GroupCardQuerySet
from palabre.gatherings.models.gathering import Gathering, GatheringQuerySet
from palabre.gatherings.models.registration import Registration, RegistrationQuerySet, Why

__all__ = [
    "SMALL",
    "CardPerson",
    "Gathering",
    "GatheringQuerySet",
    "GroupCard",
    "GroupCardQuerySet",
    "Registration",
    "RegistrationQuerySet",
    "Why",
]
