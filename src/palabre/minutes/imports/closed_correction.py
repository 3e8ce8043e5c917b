"""Published minutes that are corrected while their space is closed."""

from __future__ import annotations

from palabre.minutes.models import Import
from palabre.people.models import AudienceKind
from palabre.wiki.readers import page_audience


def keep_for_members(reading: Import) -> None:
    """Have members alone read these minutes and their page, which are being corrected.

    Everybody would read what the correction says as soon as the space is public again.
    """
    reading.audience.narrow_to_space()
    page = reading.page
    if page is not None and page.audience_id != reading.audience_id and page.audience.kind == AudienceKind.PUBLIC:
        page_audience.move(page, reading.audience)
