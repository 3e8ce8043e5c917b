"""DatePoll: when can we meet? Its options, awaited persons, and answers."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models

from palabre.groups.models import Group
from palabre.meetings.models.meeting import Meeting
from palabre.meetings.models.series import ZONE
from palabre.people.models import AudienceBound, AudienceBoundQuerySet, Person
from palabre.pure.slots import PARTS, Slot
from palabre.web.saved_fields import save_fields


class DatePollQuerySet(AudienceBoundQuerySet["DatePoll"]):
    def open(self) -> Self:
        """Return the polls that await answers, the one to answer first at the head; of no deadline, the newest."""
        return self.filter(closed_at=None).order_by(models.F("deadline").asc(nulls_last=True), "-pk")


class DatePoll(AudienceBound):
    """A poll of dates, open until `closed_at`: closed with a `meeting`, or without any.

    `hides_answers`: nobody reads the others' answers before it is closed. `form_token` identifies the form that created
    it, so that a form sent twice creates one poll.
    """

    title = models.CharField(max_length=300)
    words = models.TextField(blank=True, default="")
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="date_polls")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    zone = models.CharField(max_length=60, default=ZONE)
    place = models.CharField(max_length=300, blank=True, default="")
    deadline = models.DateField(null=True, blank=True)
    hides_answers = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    meeting = models.OneToOneField(Meeting, models.SET_NULL, null=True, blank=True, related_name="date_poll")
    form_token = models.CharField(max_length=60, unique=True, null=True, blank=True)

    objects = DatePollQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.in_space("meetings:poll")

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def close(self, at: datetime.datetime, *, by: Person | None, meeting: Meeting | None) -> None:
        save_fields(self, closed_at=at, closed_by=by, meeting=meeting)

    def remove(self, at: datetime.datetime, *, by: Person) -> None:
        """Take it away. An open one is closed at the same instant, so that `come_back` knows."""
        self.closed_at = self.closed_at or at
        self.removed_at, self.removed_by = at, by
        self.save(update_fields=["closed_at", "removed_at", "removed_by"])

    def come_back(self) -> None:
        self.closed_at = None if self.closed_at == self.removed_at else self.closed_at
        self.removed_at = self.removed_by = None
        self.save(update_fields=["closed_at", "removed_at", "removed_by"])

    def reopen(self) -> None:
        """Open it again. Answers that were hidden were read since it closed: they are hidden no longer."""
        hides = self.hides_answers and not self.answers.standing().exists()
        save_fields(self, closed_at=None, closed_by=None, meeting=None, hides_answers=hides)


class DateOptionQuerySet(models.QuerySet["DateOption"]):
    def standing(self) -> Self:
        """Leave out the removed options."""
        return self.filter(removed_at__isnull=True)


class DateOption(models.Model):
    """A day, a time of it of `lasts` minutes, or a `part` of it without an hour, « matin ».

    Immutable: a change adds another option and removes this one. Its choices stay, so that they come back if
    the option is restored.
    """

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="options")
    on = models.DateField()
    at = models.TimeField(null=True, blank=True)
    part = models.CharField(max_length=10, choices=[(part, part) for part in PARTS], blank=True, default="")
    lasts = models.PositiveSmallIntegerField(null=True, blank=True)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = DateOptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "on", "at"], name="one_option_per_instant"),
            models.UniqueConstraint(
                fields=["poll", "on", "part"], condition=models.Q(at__isnull=True), name="one_option_per_part_of_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.at or self.part}".strip()

    @property
    def slot(self) -> Slot:
        return Slot(self.on, self.at, self.lasts, part=self.part)

    def remove(self, at: datetime.datetime) -> None:
        save_fields(self, removed_at=at)

    def come_back(self) -> None:
        save_fields(self, removed_at=None)


class Awaited(models.Model):
    """A person whose answer the poll waits for; a date needs all the required ones. They are reminded once."""

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="awaited")
    person = models.ForeignKey(Person, models.CASCADE, related_name="awaited_by")
    is_required = models.BooleanField(default=False)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="awaited_once")]

    def __str__(self) -> str:
        return f"{self.poll_id} awaits {self.person_id}"


class Choice(models.TextChoices):
    YES = "yes"
    IF_NEED_BE = "if_need_be"
    NO = "no"


class DateAnswerQuerySet(models.QuerySet["DateAnswer"]):
    def standing(self) -> Self:
        """Leave out the removed answers."""
        return self.filter(removed_at__isnull=True)


class DateAnswer(models.Model):
    """A person's answer to a poll, with an optional comment: one row per person."""

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="date_answers")
    words = models.CharField(max_length=400, blank=True, default="")
    at = models.DateTimeField()
    typed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = DateAnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="one_date_answer_each")]

    def __str__(self) -> str:
        return f"{self.person_id} to {self.poll_id}"

    def say(self, words: str, at: datetime.datetime, *, typed_by: Person | None = None) -> None:
        save_fields(self, words=words, at=at, typed_by=typed_by, removed_at=None)

    def remove(self, at: datetime.datetime) -> None:
        save_fields(self, removed_at=at)

    def come_back(self) -> None:
        save_fields(self, removed_at=None)


class DateChoice(models.Model):
    """Yes, if need be, or no, to one option. An option without a row was not answered."""

    answer = models.ForeignKey(DateAnswer, models.CASCADE, related_name="choices")
    option = models.ForeignKey(DateOption, models.CASCADE, related_name="choices")
    choice = models.CharField(max_length=10, choices=Choice)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "option"], name="one_choice_per_option")]

    def __str__(self) -> str:
        return f"{self.choice} to {self.option_id}"
