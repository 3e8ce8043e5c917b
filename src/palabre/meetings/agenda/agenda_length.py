"""Length of an agenda in words. It is shown, never limited: members decide."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from palabre.meetings.models import AgendaItem

LONGEST = 480  # minutes of one point, or of one meeting


def length_in_words(minutes: int) -> str:
    """Return « 1 h 25 », « 40 min » or « 2 h »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(n)d min") % {"n": rest}
    if not rest:
        return _("%(n)d h") % {"n": hours}
    return _("%(hours)d h %(rest)02d") % {"hours": hours, "rest": rest}


def total(items: Iterable[AgendaItem]) -> int:
    return sum(item.minutes or 0 for item in items)


def said_of(items: Iterable[AgendaItem], *, lasts: int | None) -> str:
    """Return « 1 h 25 prévue sur 1 h 30 », "" if no point has a length. Lengths are in minutes."""
    minutes = total(items)
    if not minutes:
        return ""
    if lasts is None:
        return _("%(length)s planned in all.") % {"length": length_in_words(minutes)}
    return _("%(length)s planned out of %(whole)s.") % {
        "length": length_in_words(minutes),
        "whole": length_in_words(lasts),
    }
