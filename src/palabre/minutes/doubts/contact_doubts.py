"""Somebody of the institution that supports the groups: are they its contact?

« Oui » is kept with the tie between the person and the organisation, as information: it gives no role and no right.
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.minutes.doubts.doubt_kind import Choice, Family
from palabre.minutes.doubts.settlement import Settlement
from palabre.minutes.models import Doubt
from palabre.people.models import Affiliation


def ask(doubt: Doubt) -> str:
    return _("Is %(name)s your contact at %(institution)s?") % contact_in_words(doubt)


def quotes(doubt: Doubt) -> list[str]:
    """Return the sentence that the question comes from."""
    return [doubt.facts["said"]] if doubt.facts.get("said") else []


def choices(doubt: Doubt) -> list[Choice]:
    return [Choice("yes", _("Yes")), Choice("unknown", _("I do not know"))]


def act(settlement: Settlement, answer: str) -> None:
    if answer != "yes":
        return
    tie: Affiliation = settlement.row(settlement.doubt.facts.get("tie", ""))
    settlement.refuse_what_others_read(tie.organisation)
    meeting = settlement.reading.meeting
    said_on = (meeting.on if meeting else None) or timezone.localdate(settlement.at)
    settlement.change(tie, contact_since=tie.contact_since or said_on)


def done(doubt: Doubt) -> str:
    if doubt.answer == "yes":
        return _("Noted: %(name)s is your contact at %(institution)s.") % contact_in_words(doubt)
    return _("All right: nothing changes.")


def contact_in_words(doubt: Doubt) -> dict[str, str]:
    return {"name": doubt.words, "institution": doubt.facts.get("institution", "")}


FAMILY = Family(ask, choices, act, done, quotes)
