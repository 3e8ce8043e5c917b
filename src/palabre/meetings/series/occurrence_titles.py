"""What the meetings of a rhythm are called."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.meetings.models import Series


def title_of(series: Series) -> str:
    """Return what its meetings are called: by its own name, its group's, or as those of the conveners."""
    if series.title:
        return series.title
    return series.group.title[:300] if series.group else _("Conveners’ meeting")
