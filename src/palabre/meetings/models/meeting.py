"""Meeting, who is called, who answered what, who was there, and the news of who cannot come."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q

from palabre.groups.models import Group
from palabre.meetings.models.series import ZONE, Series
from palabre.people.models import AudienceBound, Person
from palabre.post.models import Letter
from palabre.questions.models import Forum
from palabre.wiki.models import Page


class Meeting(AudienceBound):
    """People who meet, at a day said or still to be said. `on` is null when it is not yet defined.

    `at` is an hour in `zone`, `lasts` minutes. `expected_least` and `expected_most` say how many people are expected,
    as a range. `minutes` is the wiki page that tells what was said; while people meet it is their live note.
    `occurrence_on` is the day that its series gave it, whatever day it was moved to since. `uid` and `sequence` are
    those of its calendar entry: the sequence grows with each change that people were told of.
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
        """Its agenda was begun from this template."""
        self.template_key = template_key
        self.save(update_fields=["template_key"])

    def be_told_in(self, page: Page) -> None:
        self.minutes = page
        self.save(update_fields=["minutes"])

    def be_at(
        self, on: datetime.date | None, at: datetime.time | None, *, lasts: int | None, place: str, video_url: str
    ) -> None:
        """From now on it is planned so."""
        self.on, self.at, self.lasts, self.place, self.video_url = on, at, lasts, place, video_url
        self.save(update_fields=["on", "at", "lasts", "place", "video_url"])

    def cancel(self, at: datetime.datetime) -> None:
        """It does not take place. Said twice, it is said once."""
        if self.cancelled_at is None:
            self.cancelled_at = at
            self.save(update_fields=["cancelled_at"])

    def restore(self) -> None:
        """It takes place after all."""
        self.cancelled_at = None
        self.save(update_fields=["cancelled_at"])


class Presence(models.TextChoices):
    PRESENT = "present"
    EXCUSED = "excused"
    INVITED = "invited"
    COMING = "coming"
    NEWS = "news"
    FINE = "fine"
    UNKNOWN = "unknown"


class Attendance(models.Model):
    """A person at a meeting: what she answered, then whether she was there.

    NEWS: she does not come and sends news; FINE: « rien de neuf, tout va bien ». `answered_at` is when she said so
    herself; `marked_by` is who marked that she is there, when somebody else did.
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
        """She says it herself."""
        self.presence, self.answered_at = presence, at
        self.save(update_fields=["presence", "answered_at"])

    def mark(self, presence: Presence, by: Person | None) -> None:
        self.presence, self.marked_by = presence, by
        self.save(update_fields=["presence", "marked_by"])


class SentNews(models.Model):
    """News of who cannot come, in her words: they are in place before the meeting begins. `group`: of which group."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sent_news")
    person = models.ForeignKey(Person, models.CASCADE, related_name="sent_news")
    group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_news_each")]

    def __str__(self) -> str:
        return self.text

    def say(self, text: str, at: datetime.datetime) -> None:
        self.text, self.at = text, at
        self.save(update_fields=["text", "at"])


class Invitation(models.Model):
    """Who was called to a meeting, and by which letter; `sequence` is that of the calendar entry she was last sent.

    A change is told, and a cancellation, to exactly those who were called. `cancelled_at`: she was told that it does
    not take place.
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
    """What a meeting is for, one sentence."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="aims")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="one_aim_per_position")]

    def __str__(self) -> str:
        return self.text
