"""Meeting, its invitations, the answers to them, attendance, and the news of people who cannot come."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from palabre.groups.models import Group
from palabre.meetings.models.series import ZONE, Series
from palabre.people.models import AudienceBound, Person
from palabre.people.models.audience import AudienceBoundQuerySet
from palabre.post.models import Letter
from palabre.questions.models import Forum
from palabre.web.saved_fields import save_fields
from palabre.wiki.models import Page


class MeetingQuerySet(AudienceBoundQuerySet["Meeting"]):
    def taking_place(self) -> Self:
        """Leave out those that were cancelled: none of them is the next meeting of anybody."""
        return self.filter(cancelled_at=None)

    def to_come(self, day: datetime.date) -> Self:
        """Return those that take place on `day` or later, without those of `day` of which the room has ended.

        Somebody who tries the room beforehand, and ends it, has not held the meeting.
        """
        is_open = Q(on__gt=day) | Q(room=None) | Q(room__ended_at=None)
        return self.taking_place().filter(is_open, on__gte=day)


class Meeting(AudienceBound):
    """A meeting, with or without a date yet (`on` is null).

    `at` is a time in `zone`, `lasts` a number of minutes. `expected_least` and `expected_most` are the range of
    expected people. `minutes` is the wiki page of the minutes, and the live note during the meeting. `occurrence_on` is
    the day planned by its series, even if the meeting was moved since. `uid` and `sequence` are those of its calendar
    entry: the sequence grows with each change that was announced.
    """

    title = models.CharField(max_length=300)
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="meetings")
    forum = models.ForeignKey(Forum, models.SET_NULL, null=True, blank=True, related_name="meetings")
    series = models.ForeignKey(Series, models.SET_NULL, null=True, blank=True, related_name="meetings")
    occurrence_on = models.DateField(null=True, blank=True)
    on = models.DateField(null=True, blank=True)
    at = models.TimeField(null=True, blank=True)
    lasts = models.PositiveSmallIntegerField(null=True, blank=True)
    zone = models.CharField(max_length=60, default=ZONE)
    place = models.CharField(max_length=300, blank=True, default="")
    video_url = models.URLField(max_length=500, blank=True, default="")
    words = models.TextField(blank=True, default="")
    expected_least = models.PositiveIntegerField(null=True, blank=True)
    expected_most = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.ForeignKey(Page, models.SET_NULL, null=True, blank=True, related_name="meetings")
    template_key = models.CharField(max_length=40, blank=True, default="")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    uid = models.CharField(max_length=80, unique=True, null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    called_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expected_least__isnull=True) | Q(expected_most__gte=F("expected_least")),
                name="an_expected_range_is_in_order",
            ),
            models.UniqueConstraint(fields=["series", "occurrence_on"], name="one_meeting_per_occurrence"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.in_space("meetings:meeting")

    def begin_with(self, template_key: str) -> None:
        """Record the template of its agenda."""
        save_fields(self, template_key=template_key)

    def be_told_in(self, page: Page) -> None:
        save_fields(self, minutes=page)

    def be_at(
        self, on: datetime.date | None, at: datetime.time | None, *, lasts: int | None, place: str, video_url: str
    ) -> None:
        """Set its plan."""
        save_fields(self, on=on, at=at, lasts=lasts, place=place, video_url=video_url)

    def cancel(self, at: datetime.datetime) -> None:
        """Cancel it. Idempotent."""
        if self.cancelled_at is None:
            save_fields(self, cancelled_at=at)

    def restore(self) -> None:
        """Undo the cancellation."""
        save_fields(self, cancelled_at=None)


class Presence(models.TextChoices):
    PRESENT = "present"
    EXCUSED = "excused"
    INVITED = "invited"
    COMING = "coming"
    NEWS = "news"
    FINE = "fine"
    UNKNOWN = "unknown"


class Attendance(models.Model):
    """A person at a meeting: first their answer, then whether they were there.

    NEWS: they do not come and send news; FINE: « rien de neuf, tout va bien ». `answered_at` is set if they answered
    themselves; `marked_by` is the person who marked them present, if somebody else did.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.CASCADE, related_name="attendances")
    presence = models.CharField(max_length=10, choices=Presence)
    answered_at = models.DateTimeField(null=True, blank=True)
    marked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_attendance_each")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.meeting_id}"

    def become(self, presence: Presence) -> None:
        self.presence = presence
        self.save()

    def answer(self, presence: Presence, at: datetime.datetime) -> None:
        """Record the person's own answer."""
        save_fields(self, presence=presence, answered_at=at)

    def mark(self, presence: Presence, by: Person | None) -> None:
        save_fields(self, presence=presence, marked_by=by)


class SentNews(models.Model):
    """News that a person who cannot come writes before the meeting. `group` is the group they concern.

    Once they took their answer back, `is_taken_back`: nobody else is told.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sent_news")
    person = models.ForeignKey(Person, models.CASCADE, related_name="sent_news")
    group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    is_taken_back = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_news_each")]

    def __str__(self) -> str:
        return self.text

    def say(self, text: str, at: datetime.datetime) -> None:
        save_fields(self, text=text, at=at, is_taken_back=False)


class Invitation(models.Model):
    """An invitation and its letter; `sequence` is that of the calendar entry sent last.

    A change or a cancellation is announced to exactly the invitees. `cancelled_at` is set once the cancellation was
    announced.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, models.CASCADE, related_name="invitations")
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, blank=True, related_name="+")
    sequence = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_invitation_each")]

    def __str__(self) -> str:
        return f"{self.person_id} is called to {self.meeting_id}"


class Aim(models.Model):
    """A purpose of a meeting, in one sentence."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="aims")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="one_aim_per_position")]

    def __str__(self) -> str:
        return self.text
