"""Somebody speaks without being in the list of those who were there.

An answer adds them, or says better what nobody knew. It takes away neither a presence nor what they said themselves.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.journal.models import kind_of
from palabre.meetings.models import Attendance, Presence
from palabre.minutes.doubts.doubt_kind import Choice, Family
from palabre.minutes.doubts.settlement import Settlement
from palabre.minutes.models import Doubt
from palabre.minutes.plan.own_rows import is_hers_alone, is_list_final
from palabre.people.duplicates.own_spellings import meant_by
from palabre.refusal import Refusal

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
    person = meant_by(settlement.row(settlement.doubt.facts.get("person", "")))
    attendance = Attendance.objects.filter(meeting=meeting, person=person).first()
    if attendance is not None and attendance.presence == presence:
        return
    if is_list_final(meeting, person):
        raise minutes_given()
    if attendance is None:
        settlement.make(Attendance, meeting=meeting, person=person, presence=presence)
    elif attendance.presence == Presence.PRESENT or is_hers_alone(attendance):
        raise Refusal(
            _("The list of this meeting says already how %(name)s took part.") % {"name": person.first_name},
            instead=_("Choose “I do not know”: these words stay in the text."),
        )
    else:
        settlement.change(attendance, presence=str(presence))


def refuse_once_given(doubt: Doubt) -> None:
    """Raise a Refusal if an answer is taken back that said how a member took part, the minutes being given since."""
    kind, undo = kind_of(Attendance), doubt.undo
    changed = [row[1] for row in [*undo.get("fields", []), *undo.get("made", [])] if row[0] == kind]
    for one in Attendance.objects.filter(pk__in=changed).select_related("meeting", "person"):
        if is_list_final(one.meeting, one.person):
            raise minutes_given()


def minutes_given() -> Refusal:
    return Refusal(
        _("The minutes of this meeting were given: the list of who was there no longer changes here."),
        instead=_("Add a word after these minutes, or talk about it at the next meeting."),
    )


def done(doubt: Doubt) -> str:
    name = {"name": doubt.words}
    if doubt.answer == "there":
        return _("%(name)s was there.") % name
    return _("%(name)s sent news.") % name if doubt.answer == "news" else _("The list stays as it is.")


FAMILY = Family(ask, choices, act, done, quotes=lambda doubt: [])
