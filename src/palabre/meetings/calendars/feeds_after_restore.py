"""Addresses of calendars that were renewed or given up since a copy was made: they open nothing once it came back."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from palabre.meetings.models import CalendarFeed
from palabre.spaces.models import Space

type Born = tuple[int, datetime.datetime]  # a number, and when the row was made: a copy may come from another server


@dataclass(frozen=True, slots=True)
class KnownFeeds:
    """The spaces that are here, and the nonce of each address that is followed there."""

    spaces: set[Born]
    feeds: dict[Born, str]


def known_feeds(_leaving_out: Collection[int] = ()) -> KnownFeeds:
    rows = CalendarFeed.objects.values_list("pk", "made_at", "nonce")
    spaces = Space.objects.values_list("pk", "made_at")
    return KnownFeeds(set(spaces), {(number, made_at): nonce for number, made_at, nonce in rows})


def renew_again(known: KnownFeeds, _at: datetime.datetime) -> None:
    """Do it in the database that came back, in the spaces that were here."""
    for feed in CalendarFeed.objects.select_related("space"):
        nonce = known.feeds.get((feed.pk, feed.made_at))
        if nonce is not None:
            CalendarFeed.objects.filter(pk=feed.pk).exclude(nonce=nonce).update(nonce=nonce)
        elif (feed.space_id, feed.space.made_at) in known.spaces:
            feed.delete()


def renew_all(_at: datetime.datetime) -> None:
    for feed in CalendarFeed.objects.all():
        feed.renew()
