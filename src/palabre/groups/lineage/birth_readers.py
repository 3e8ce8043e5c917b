"""Readers of groups that begin. In public each has a row of its own: its people alone keep it among members."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from palabre.people.models import Audience, AudienceKind


def readers_of_births(audiences: Sequence[Audience]) -> list[Audience]:
    """Return the readers of groups that begin from things with these readers, in their order. Few queries."""
    public = [one for one in audiences if one.kind == AudienceKind.PUBLIC]
    own = iter(Audience.objects.bulk_create(Audience(space_id=one.space_id, kind=one.kind) for one in public))
    of_others = {one.pk: one.of_what_is_born() for one in {*audiences} - {*public}}
    return [next(own) if one.kind == AudienceKind.PUBLIC else of_others[one.pk] for one in audiences]


def facts_of_a_birth(readers: Audience) -> dict[str, Any]:
    """Return the facts of the entry that tell these readers were made for the group: see `was_made_here`."""
    return {"audience": readers.pk} if readers.kind == AudienceKind.PUBLIC else {}
