"""Answers to a call: « J’y vais », « Voici des nouvelles », « Rien de neuf, tout va bien »."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, QuerySet
from django.utils.translation import gettext as _

from palabre.meetings.attendance import attendance, sent_news
from palabre.meetings.models import Attendance, Meeting, Presence
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.web.prepared_query import prepared


def answer_meeting_call(
    meeting: Meeting, presence: str, *, by: Person, at: datetime.datetime, text: str = ""
) -> Attendance:
    """Record the answer of `by`; `text` is their news. The last answer counts.

    Raise a Refusal if the meeting is over or cancelled, if the answer is none of the three, or if the news are empty.
    """
    if presence not in attendance.ANSWERS:
        raise Refusal(_("That is not one of the three answers."), instead=_("Choose one of the three buttons."))
    words = sent_news.cleaned_news(text) if presence == Presence.NEWS else ""
    with transaction.atomic():
        here = attendance.record_presence(meeting, Presence(presence), by=by, at=at)
        if words:
            sent_news.save_sent_news(meeting, words, by=by, at=at)
        return here


def answer_of(meeting: Meeting, person: Person) -> str:
    """Return the person's answer, one of the three; "" if none."""
    said = answer_or_invitation(meeting, person)
    return said if said in attendance.ANSWERS else ""


def answer_or_invitation(meeting: Meeting, person: Person) -> str:
    """Return the person's answer, `Presence.INVITED` while they are asked for one, or ""."""
    return next(iter(answers_to(meeting=meeting.pk, person=person.pk)), "")


@prepared(meeting=BigIntegerField(), person=BigIntegerField())
def answers_to(meeting: Any, person: Any) -> QuerySet[Any, Any]:
    known = (*attendance.ANSWERS, Presence.INVITED)
    rows = Attendance.objects.filter(meeting=meeting, person=person, presence__in=known)
    return rows.order_by("pk").values_list("presence", flat=True)
