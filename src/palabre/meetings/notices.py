"""Names of meetings and decisions, and the sentences of their journal entries."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from palabre.journal.hooks import register_kind, register_verb, saying
from palabre.meetings.invitations import invitation_renewal
from palabre.meetings.models import AgendaTemplate, DatePoll, Decision, Meeting, Series
from palabre.meetings.polls import poll_letters
from palabre.meetings.written import minutes_letters
from palabre.meetings.written.minutes_concern import WRITTEN_UP
from palabre.people.models import Person
from palabre.post.hooks import LetterKind, register_letter_kind
from palabre.spaces.models import Space
from palabre.web.dates_in_words import in_short


def register_meeting_notices() -> None:
    register_kind(Series, word=_("cadence"), paper="meeting")
    register_kind(Meeting, word=_("meeting"), paper="meeting", title=title_of_meeting)
    register_kind(Decision, word=_("decision"), paper="decision")
    register_kind(DatePoll, word=_("date poll"), paper="meeting", rows=polls_there)
    register_kind(AgendaTemplate, word=_("agenda template"), rows=templates_of_members, url=template_path)
    polls_and_meetings()
    rooms_rhythms_and_minutes()
    agendas_and_decisions()
    letters()


def letters() -> None:
    invited = LetterKind(
        is_wanted=invitation_renewal.is_called_by,
        waits=invitation_renewal.is_not_to_leave_now,
        quotes=invitation_renewal.title_told,
        readable=invitation_renewal.meetings_read,
        renew=invitation_renewal.renew_invitation,
    )
    register_letter_kind("meeting", invited)
    awaited = LetterKind(
        is_wanted=poll_letters.is_awaited,
        quotes=poll_letters.words_quoted,
        readable=poll_letters.polls_read,
        renew=poll_letters.renew_poll_letter,
    )
    register_letter_kind("poll", awaited)
    given = LetterKind(
        is_wanted=minutes_letters.is_still_given,
        quotes=minutes_letters.title_quoted,
        readable=minutes_letters.minutes_read,
        renew=minutes_letters.renew_minutes,
    )
    register_letter_kind(WRITTEN_UP, given)


def polls_there(space: Space, person: Person | None) -> QuerySet[DatePoll]:
    return DatePoll.objects.filter(space=space, removed_at=None).visible_to(person)


def templates_of_members(space: Space, person: Person | None) -> QuerySet[AgendaTemplate]:
    is_read = person is not None and person.is_member
    return AgendaTemplate.objects.filter(space=space) if is_read else AgendaTemplate.objects.none()


def template_path(row: AgendaTemplate) -> str:
    return reverse("meetings:agenda_template", args=[row.space.slug], query={"key": row.key})


def polls_and_meetings() -> None:
    register_verb("poll.asked", saying(_("{by} asks when people can meet: {thing}.")))
    register_verb("poll.changed", saying(_("{by} changed a date poll: {thing}.")))
    register_verb("poll.closed", saying(_("{by} chose a date: {thing}.")))
    register_verb("poll.closed_for_nothing", saying(_("{by} closed a date poll without a date: {thing}.")))
    register_verb("poll.reopened", saying(_("{by} opened a date poll again: {thing}.")))
    register_verb("poll.withdrawn", saying(_("{by} withdrew a date poll.")))
    register_verb("poll.removed", saying(_("{by} removed a date poll.")))
    register_verb("poll.restored", saying(_("{by} brought a date poll back: {thing}.")))
    register_verb("poll.answer_removed", saying(_("{by} removed an answer to a date poll: {thing}.")))
    register_verb("poll.answer_restored", saying(_("{by} brought back an answer to a date poll: {thing}.")))
    register_verb("attendance.said", saying(_("{by} said “I’m coming”: {thing}.")))
    register_verb("attendance.withdrawn", saying(_("{by} is not coming after all: {thing}.")))
    register_verb("attendance.fine", saying(_("{by} has nothing new, all is well: {thing}.")))
    register_verb("news.sent", saying(_("{by} sends news for {thing}.")))
    register_verb("meeting.called", saying(_("{by} called people to {thing}.")))
    register_verb("meeting.moved", saying(_("{by} changed {thing}.")))
    register_verb("meeting.cancelled", saying(_("{by} said that this will not take place: {thing}.")))
    register_verb("meeting.restored", saying(_("{by} said that this will take place after all: {thing}.")))
    register_verb("change.told", saying(_("{by} told those who were called of what changed: {thing}.")))


def rooms_rhythms_and_minutes() -> None:
    register_verb("meeting.opened", saying(_("{by} opened the room of {thing}.")))
    register_verb("meeting.facilitated", saying(_("{by} facilitates {thing}.")))
    register_verb("meeting.ended", saying(_("{by} ended {thing}.")))
    register_verb("meeting.ran_out", saying(_("The room of {thing} closed by itself, twelve hours after it opened.")))
    register_verb("meeting.dated", saying(_("{by} set a date: {thing}.")))
    register_verb("meeting.undated", saying(_("{by} withdrew a date.")))
    register_verb("series.kept", saying(_("{by} keeps a rhythm: {thing}.")))
    register_verb("series.paused", saying(_("{by} paused a rhythm: {thing}.")))
    register_verb("series.resumed", saying(_("{by} took up a rhythm again: {thing}.")))
    register_verb("series.ended", saying(_("{by} ended a rhythm: {thing}.")))
    register_verb("occurrence.made", saying(_("The next meeting is set, as its rhythm says: {thing}.")))
    register_verb("minutes.given", saying(_("{by} gave the minutes to participants: {thing}.")))
    register_verb("minutes.opened", saying(_("Everyone can read the minutes: {thing}.")))
    register_verb("minutes.kept", saying(_("The minutes stay among us: {thing}.")))
    register_verb("minutes.added_to", saying(_("{by} added what came after: {thing}.")))


def agendas_and_decisions() -> None:
    register_verb("point.proposed", saying(_("{by} proposed a point for the agenda: {thing}.")))
    register_verb("point.changed", saying(_("{by} changed a point of the agenda: {thing}.")))
    register_verb("point.dropped", saying(_("{by} took a point off the agenda: {thing}.")))
    register_verb("point.postponed", saying(_("{by} put a point off to the next meeting: {thing}.")))
    register_verb("point.brought_back", saying(_("{by} put a point back on the agenda: {thing}.")))
    register_verb("template.changed", saying(_("{by} changed how agendas begin.")))
    register_verb("template.returned", saying(_("{by} took Palabre’s template again for agendas.")))
    register_verb("decision.proposed", saying(_("{by} proposed: {thing}.")))
    register_verb("decision.reworded", saying(_("{by} said a proposal otherwise: {thing}.")))
    register_verb("decision.adopted", saying(_("It is adopted: {thing}. {by} said so.")))
    register_verb("decision.set_aside", saying(_("{by} set a proposal aside: {thing}.")))
    register_verb("decision.opened_again", saying(_("{by} opened a decision again: {thing}.")))
    register_verb("decision.to_review", saying(_("{by} asked to look again at {thing}.")))
    register_verb("decision.not_to_review", saying(_("{by} withdrew the day to look again at {thing}.")))
    register_verb("objection.raised", saying(_("{by} raised an objection: {thing}.")))
    register_verb("objection.lifted", saying(_("An objection is lifted: {thing}. {by} said so.")))


def title_of_meeting(meeting: Meeting) -> str:
    """Return title and date: the meetings of a group all have the same title."""
    return f"{meeting.title} ({in_short(meeting.on, today=timezone.localdate())})" if meeting.on else meeting.title
