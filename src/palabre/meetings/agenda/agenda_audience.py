"""What a meeting's own readers may all read: only that comes into its agenda by itself."""

from __future__ import annotations

from django.db.models import Q

from palabre.meetings.models import Meeting
from palabre.people.models import Audience, AudienceKind


def read_by_all_of(audience: Audience) -> Q:
    """Say which rows everybody in `audience` may read: a public agenda names nothing that only the space reads."""
    everybody = Q(audience__kind=AudienceKind.PUBLIC)
    if audience.kind == AudienceKind.PUBLIC:
        return everybody
    if audience.kind == AudienceKind.SPACE:
        return everybody | Q(audience__kind=AudienceKind.SPACE)
    joined = Q(audience=audience.root) | Q(audience__joined_to=audience.root)
    return everybody | joined  # a seat may be held by who has not joined the space


def may_follow(source: Meeting, target: Meeting) -> bool:
    """May what was to be said at `source` be said at `target`? Not where more people would read it."""
    return is_no_wider(target.audience, than=source.audience)


def is_no_wider(audience: Audience, *, than: Audience) -> bool:
    """Is `audience` read by nobody who does not read the other?"""
    if AudienceKind.SEATS in (audience.kind, than.kind):
        return audience.root == than.root or than.kind == AudienceKind.PUBLIC
    return audience.kind == AudienceKind.SPACE or than.kind == AudienceKind.PUBLIC
