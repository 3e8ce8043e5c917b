"""The day of a roll owned by a gathering, for the pages and letters of registrations."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.gatherings.models import Gathering
from palabre.people.models import AudienceKind
from palabre.registrations.hooks import Day
from palabre.registrations.models import Roll


def day_of(roll: Roll) -> Day:
    """Return the current day, read again from the database: `roll` may be stale."""
    one = Gathering.objects.select_related("space", "audience", "roll").get(roll=roll)
    return Day(
        word=_("gathering"),
        title=one.title,
        address=one.get_absolute_url(),
        open_address=one.open_address,
        on=one.on,
        at=one.at,
        until=one.until,
        lasts=one.lasts,
        zone=one.zone,
        place=one.place,
        video_url=one.video_url,
        words=one.intention,
        sequence=one.roll.sequence,
        is_for_all=one.is_announced and one.audience.kind == AudienceKind.PUBLIC,
        is_off=one.is_off,
    )
