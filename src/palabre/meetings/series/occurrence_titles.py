"""Titles of the meetings of a rhythm."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.meetings.models import Series


def title_of(series: Series) -> str:
    """Return the title: the rhythm's own, its group's if all its readers read that, or the conveners' meeting."""
    if series.title:
        return series.title
    if series.group is None:
        return _("Conveners’ meeting")
    said = series.group.title if series.group.audience.covers(series.audience) else series.words
    return said[:300]
