"""Somebody speaks without being in the list of those who were there."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.meetings.models import Attendance, Presence
from palabre.minutes.doubts.doubt_kind import Choice, Family
from palabre.minutes.doubts.settlement import Settlement
from palabre.minutes.models import Doubt
from palabre.people.models import Person

PRESENCES = {"there": Presence.PRESENT, "news": Presence.EXCUSED}


def ask(doubt: Doubt) -> str:
    return _("%(name)s speaks but is not on the list.") % {"name": doubt.words}


def choices(doubt: Doubt) -> list[Choice]:
    first = {"name": doubt.words.split()[0]}
    return [
        Choice("there", _("%(name)s was there") % first),
        Choice("news", _("%(name)s sent news") % first),
        Choice("unknown", _("I do not know")),
    ]


def act(settlement: Settlement, answer: str) -> None:
    meeting, presence = settlement.reading.meeting, PRESENCES.get(answer)
    if presence is None or meeting is None:
        return
    settlement.refuse_what_others_read(meeting)
    person: Person = settlement.row(settlement.doubt.facts.get("person", ""))
    person = person.same_as or person
    attendance = Attendance.objects.filter(meeting=meeting, person=person).first()
    if attendance is None:
        settlement.make(Attendance, meeting=meeting, person=person, presence=presence)
    else:
        settlement.change(attendance, presence=str(presence))


def done(doubt: Doubt) -> str:
    name = {"name": doubt.words}
    if doubt.answer == "there":
        return _("%(name)s was there.") % name
    return _("%(name)s sent news.") % name if doubt.answer == "news" else _("The list stays as it is.")


FAMILY = Family(ask, choices, act, done, quotes=lambda doubt: [])
