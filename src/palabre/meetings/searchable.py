"""Search documents of meetings and decisions."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from palabre.groups.searchable import smaller_item_words
from palabre.meetings.models import AgendaItem, Aim, DatePoll, Decision, Meeting, Series
from palabre.meetings.series.recurrence_rule import rule_in_words
from palabre.search.hooks import ANY, SearchableText, Told, register_documents
from palabre.spaces.models import Space


def register_searchable_meetings() -> None:
    register_documents(Meeting, meeting_said, rows=meetings, told_by={"aims": ANY, "agenda": ANY})
    register_documents(Decision, decision_said, rows=decisions, told_by={"meeting": Told(("on",))})
    register_documents(DatePoll, poll_said, rows=polls)
    register_documents(Series, series_said, rows=rhythms)


def meetings(space: Space) -> QuerySet[Meeting]:
    aims = Prefetch("aims", Aim.objects.order_by("position"))
    agenda = Prefetch("agenda", AgendaItem.objects.standing().order_by("position"))
    return Meeting.objects.filter(space=space).select_related("group").prefetch_related(aims, agenda)


def meeting_said(meeting: Meeting) -> SearchableText:
    """Return what people typed: the needs and decisions of its agenda are found by themselves, by who reads them."""
    points = [words for one in meeting.agenda.all() for words in (one.text, *smaller_item_words(one.parts))]
    body = [meeting.place, meeting.words, *(one.text for one in meeting.aims.all()), *points]
    return SearchableText(meeting.title, "\n".join(filter(None, body)), within=meeting.group, on=meeting.on)


def decisions(space: Space) -> QuerySet[Decision]:
    return Decision.objects.filter(space=space).select_related("group", "meeting")


def decision_said(decision: Decision) -> SearchableText:
    meeting = decision.meeting
    return SearchableText(decision.text, within=decision.group, on=meeting.on if meeting is not None else None)


def polls(space: Space) -> QuerySet[DatePoll]:
    return DatePoll.objects.filter(space=space, removed_at=None).select_related("group")


def poll_said(poll: DatePoll) -> SearchableText:
    body = "\n".join(filter(None, [poll.place, poll.words]))
    return SearchableText(poll.title, body, within=poll.group, on=poll.deadline)


def rhythms(space: Space) -> QuerySet[Series]:
    return Series.objects.filter(space=space).select_related("group")


def series_said(series: Series) -> SearchableText:
    """Return its own words, which members remember, and the words in which its page states the rule."""
    said = dict.fromkeys(
        [series.title, series.words, rule_in_words(series.rrule, since=series.starts_on), series.place]
    )
    title, *body = filter(None, said)
    return SearchableText(title, "\n".join(body), within=series.group, on=series.starts_on)
