"""Titles of the meetings of a rhythm."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.meetings.models import Series


def title_of(series: Series) -> str:
    """Return the title: the rhythm's own, its group's, or the conveners' meeting."""
    if series.title:
        return series.title
    return series.group.title[:300] if series.group else _("Conveners’ meeting")
