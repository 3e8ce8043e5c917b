"""Persons of a space, audiences (the right to read), and links that open one thing."""

from palabre.people.models.agreement import WINDOW, Agreement, AgreementKind
from palabre.people.models.audience import (
    Audience,
    AudienceBound,
    AudienceBoundQuerySet,
    AudienceKind,
    Readers,
    Seat,
    held_by,
    read_by_all_of,
    read_by_members_of,
    readable,
    restricting,
    seats_in,
)
from palabre.people.models.erasure import Erasure, as_lines, is_due, spellings_in
from palabre.people.models.link import Key, Link, MergeRequest, Merging
from palabre.people.models.organisation import Affiliation, Organisation
from palabre.people.models.person import A_MONTH, NAME_LENGTH, PASSERS_BY, TYPED, News, Person, RefusedName

__all__ = [
    "A_MONTH",
    "NAME_LENGTH",
    "PASSERS_BY",
    "TYPED",
    "WINDOW",
    "Affiliation",
    "Agreement",
    "AgreementKind",
    "Audience",
    "AudienceBound",
    "AudienceBoundQuerySet",
    "AudienceKind",
    "Erasure",
    "Key",
    "Link",
    "MergeRequest",
    "Merging",
    "News",
    "Organisation",
    "Person",
    "Readers",
    "RefusedName",
    "Seat",
    "as_lines",
    "held_by",
    "is_due",
    "read_by_all_of",
    "read_by_members_of",
    "readable",
    "restricting",
    "seats_in",
    "spellings_in",
]
