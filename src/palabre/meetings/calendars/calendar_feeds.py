"""Calendar feeds: creation, token, and lookup by token.

As with a link, the token is the feed's id and a keyed digest of id and nonce: the database holds no token. A feed gives
what its person may read on the day of the request. Renewal changes the nonce, and so revokes the former token.
"""

from __future__ import annotations

import re

from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.groups.models import Group
from palabre.journal.models import kind_of
from palabre.meetings.models import CalendarFeed
from palabre.people.models import Person
from palabre.people.permissions import can_contribute
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web import keyed_digests

SALT = "palabre.meetings.calendars"
TOKEN = re.compile(r"([0-9]{1,18})-([A-Za-z0-9]{32})")
MOST = 100  # addresses of one person

type Thing = Space | Group | Person


def create_feed(thing: Thing, *, by: Person) -> CalendarFeed:
    """Return the person's feed for this space, this group or themselves; the same one until it is deleted.

    Raise a Refusal if the thing is not of a space that they joined.
    """
    space = thing.pk if isinstance(thing, Space) else thing.space_id
    is_anothers = isinstance(thing, Person) and thing.pk != by.pk
    if not can_contribute(by) or by.space_id != space or is_anothers:
        raise Refusal(_("Only members of this space follow its calendar."))
    if by.calendar_feeds.count() >= MOST:
        raise Refusal(_("You already follow a lot of calendars."), instead=_("Give one up first."))
    said = {"person": by, "thing_kind": kind_of(thing), "thing_id": thing.pk}
    return CalendarFeed.objects.get_or_create(**said, defaults={"space_id": space})[0]


def feed_path(feed: CalendarFeed) -> str:
    """Return the path of the feed, token included: shown to its person only, and never stored."""
    return reverse("calendars:feed", args=[f"{feed.pk}-{mac(feed)}"])


def opened_by(token: str) -> CalendarFeed | None:
    """Return the feed of this token, with its person and space loaded; None if the token is invalid or revoked."""
    found = TOKEN.fullmatch(token)
    rows = CalendarFeed.objects.select_related("space", "person__account")
    feed = rows.filter(pk=found[1]).first() if found else None
    if (
        found is None
        or feed is None
        or not keyed_digests.is_digest(found[2], SALT, f"{feed.pk}:{feed.nonce}", length=32)
    ):
        return None
    return feed


def mac(feed: CalendarFeed) -> str:
    """Return 32 characters derived from the instance's secret, for this feed and its present nonce."""
    return keyed_digests.digest(SALT, f"{feed.pk}:{feed.nonce}")[:32]
