"""Two spellings that may be one organisation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.minutes.doubts.doubt_kind import Choice, Family
from palabre.minutes.doubts.settlement import Settlement
from palabre.minutes.models import Doubt
from palabre.people.duplicates import person_merge


def ask(doubt: Doubt) -> str:
    if common := doubt.facts.get("common"):
        return _("Two spellings of “%(common)s”: are they the same organisation?") % {"common": common}
    return _("Are these two spellings the same organisation?")


def quotes(doubt: Doubt) -> list[str]:
    return doubt.facts.get("names") or [doubt.words]


def choices(doubt: Doubt) -> list[Choice]:
    return [Choice("yes", _("Yes")), Choice("no", _("No"))]


def act(settlement: Settlement, answer: str) -> None:
    """Bring them together under the elder, or remember that they are two."""
    by, at, keys = settlement.by, settlement.at, settlement.doubt.facts.get("rows") or ["", ""]
    one, other = sorted((settlement.row(key) for key in keys), key=lambda row: row.pk)
    if answer == "yes":
        settlement.undo["merging"] = person_merge.merge_pair(one, other, by=by, at=at).pk
    else:
        settlement.undo["difference"] = person_merge.keep_apart(one, other, by=by, at=at).pk


def done(doubt: Doubt) -> str:
    return _("It is one organisation.") if doubt.answer == "yes" else _("They are two organisations.")


FAMILY = Family(ask, choices, act, done, quotes)
