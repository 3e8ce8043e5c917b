"""News that a member who cannot come writes before the meeting, and that are read aloud there."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from palabre.groups.models import Group, Membership
from palabre.meetings.models import Attendance, Meeting, Presence, SentNews
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import PASSERS_BY, Person, read_by_all_of
from palabre.pure.french import on_lines
from palabre.refusal import Refusal
from palabre.spaces.models import Space

LONGEST = 4000  # characters
MOST_IN_PASSING = 30  # news of one meeting under names that were only typed: anybody makes thousands


class TooManyNews(Refusal):
    status = 429


def told_at(meeting: Meeting) -> QuerySet[SentNews]:
    return told_news().filter(meeting=meeting)


def told_news() -> QuerySet[SentNews]:
    """Return the news told at meetings, without those of persons who come after all: they tell them in person."""
    others = (Presence.COMING, Presence.FINE)
    says_else = Attendance.objects.filter(meeting=OuterRef("meeting"), person=OuterRef("person"), presence__in=others)
    return SentNews.objects.filter(~Exists(says_else), is_taken_back=False).order_by("pk")


def take_news_back(meeting: Meeting, *, by: Person) -> None:
    """Tell nobody the news of this person any more, as they answer otherwise since; their form keeps them."""
    SentNews.objects.filter(meeting=meeting, person=by).update(is_taken_back=True)


def news_sent_by(meeting: Meeting, person: Person) -> str:
    """Return what the person wrote for this meeting, even if they now come."""
    return SentNews.objects.filter(meeting=meeting, person=person).values_list("text", flat=True).first() or ""


def cleaned_news(text: str) -> str:
    """Return the text as it is stored. Raise a Refusal if it is empty or too long."""
    text = on_lines(text)
    if not text:
        raise Refusal(_("There is no news yet."), instead=_("Write two lines, or choose “Nothing new, all is well”."))
    if len(text) > LONGEST:
        raise Refusal(_("This is too long to be read aloud."), instead=_("Shorten it, then send it again."))
    return text


def save_sent_news(meeting: Meeting, text: str, *, by: Person, at: datetime.datetime) -> None:
    """Store the person's news for this meeting, replacing the former ones. The caller holds the lock on the space."""
    keep_out(by.space, text)
    known = SentNews.objects.filter(meeting=meeting, person=by).first()
    if known is None or known.is_taken_back:
        refuse_crowd(meeting, by)
    if known is None:
        SentNews.objects.create(meeting=meeting, person=by, group=group_of(meeting, by), text=text, at=at)
    elif known.text != text or known.is_taken_back:
        known.say(text, at)
    Space.touch(meeting.space_id)


def refuse_crowd(meeting: Meeting, by: Person) -> None:
    """Raise a Refusal when news of too many names typed in passing are told at this meeting, and `by` is one."""
    typed = Person.objects.filter(PASSERS_BY, pk=OuterRef("person"))
    sent = told_at(meeting).filter(Exists(typed))
    if by.is_passer_by and sent.count() >= MOST_IN_PASSING:
        raise TooManyNews(
            _("Many people already sent news to this meeting."), instead=_("Give yours to somebody who goes there.")
        )


def group_of(meeting: Meeting, person: Person) -> Group | None:
    """Return the group of which the person gives news: the meeting's, else the first one they carry.

    The meeting names no group that some of its readers may not read.
    """
    if meeting.group_id:
        return meeting.group
    carried = Membership.objects.filter(person=person, group__lives_in=None).held().carrying()
    named = Group.objects.filter(read_by_all_of(meeting.audience))
    role = carried.filter(group__in=named).select_related("group").order_by("pk").first()
    return role.group if role else None
