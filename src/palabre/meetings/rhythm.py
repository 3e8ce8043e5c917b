"""A recurrence rule in words: « tous les 15 jours » for every second week, as people say it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def in_words(rrule: str) -> str:
    """Say an RFC 5545 rule (without its prefix); one that has no simple words is called a regular meeting."""
    parts = dict(part.partition("=")[::2] for part in rrule.split(";"))
    number = int(parts.get("INTERVAL", "1")) if parts.get("INTERVAL", "1").isdigit() else 1
    frequency = parts.get("FREQ")
    if frequency == "WEEKLY" and number == 2:
        return _("Every fortnight")
    if frequency == "WEEKLY":
        return ngettext("Every week", "Every %(n)s weeks", number) % {"n": number}
    if frequency == "MONTHLY":
        return ngettext("Every month", "Every %(n)s months", number) % {"n": number}
    if frequency == "DAILY":
        return ngettext("Every day", "Every %(n)s days", number) % {"n": number}
    return _("A regular meeting")
