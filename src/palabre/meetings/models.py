"""Meeting, its aims, agenda, attendance, decisions and series; minutes that were read, and what was asked of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from palabre.forums.models import Forum
from palabre.groups.models import Group
from palabre.people.models import AudienceBound, Person
from palabre.wiki.models import Page


class Series(AudienceBound):
    """A rhythm: « tous les 15 jours » is every 14 days. `rrule` is an RFC 5545 rule without its prefix."""

    words = models.TextField()
    rrule = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return self.in_space("meetings:series")


class Meeting(AudienceBound):
    """People who meet, at a day said or still to be said. `on` is null when it is not yet defined.

    `expected_least` and `expected_most` say how many people are expected, as a range. `minutes` is the wiki
    page that tells what was said.
    """

    title = models.CharField(max_length=300)
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="meetings")
    forum = models.ForeignKey(Forum, models.SET_NULL, null=True, blank=True, related_name="meetings")
    series = models.ForeignKey(Series, models.SET_NULL, null=True, blank=True, related_name="meetings")
    on = models.DateField(null=True, blank=True)
    at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True, default="")
    words = models.TextField(blank=True, default="")
    expected_least = models.PositiveIntegerField(null=True, blank=True)
    expected_most = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.ForeignKey(Page, models.SET_NULL, null=True, blank=True, related_name="meetings")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expected_least__isnull=True) | Q(expected_most__gte=F("expected_least")),
                name="an_expected_range_is_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.in_space("meetings:meeting")


class Presence(models.TextChoices):
    PRESENT = "present"
    EXCUSED = "excused"
    INVITED = "invited"
    COMING = "coming"
    UNKNOWN = "unknown"


class Attendance(models.Model):
    """A person at a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.CASCADE, related_name="attendances")
    presence = models.CharField(max_length=10, choices=Presence)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_attendance_each")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.meeting_id}"

    def become(self, presence: Presence) -> None:
        self.presence = presence
        self.save()


class Aim(models.Model):
    """What a meeting is for, one sentence."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="aims")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="one_aim_per_position")]

    def __str__(self) -> str:
        return self.text


class AgendaItem(models.Model):
    """A point of the agenda, with the smaller points written below it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    parts = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="one_point_per_position")]

    def __str__(self) -> str:
        return self.text


class Decision(AudienceBound):
    """What was decided, in the words of the minutes."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="decisions")
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="decisions")
    text = models.TextField()

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.in_space("meetings:decision")


class Import(AudienceBound):
    """One reading of minutes: who gave them, the text as it was given, and the page that holds it.

    A corrected text is a new import that `corrects` the former; both keep the same page, meeting and audience.
    `revision` is the page's revision that holds this text.
    """

    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    digest = models.CharField(max_length=64)
    text = models.TextField()
    page = models.ForeignKey(Page, models.SET_NULL, null=True, blank=True, related_name="imports")
    revision = models.PositiveIntegerField(default=1)
    meeting = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="imports")
    corrects = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="corrections")
    opened_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"import {self.pk}"

    def get_absolute_url(self) -> str:
        return self.in_space("meetings:import")


class Imported(models.Model):
    """A thing that an import made, or found already there (`made` false), under the key of its finding."""

    reading = models.ForeignKey(Import, models.CASCADE, related_name="things")
    key = models.CharField(max_length=120)
    thing_kind = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    made = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "key"], name="one_thing_per_finding")]
        indexes = [models.Index(fields=["thing_kind", "thing_id"], name="imported_by_thing")]

    def __str__(self) -> str:
        return f"{self.key} → {self.thing_kind}:{self.thing_id}"


class Doubt(models.Model):
    """Words that may mean something, kept in the text until a person says so. Nothing is made of them.

    `answer` is what she said, in a word ("yes", "same", "keep"…), and `undo` what it takes to go back on it.
    `put_off_at`: she said « plus tard »; it stays a dotted line in the text.
    """

    reading = models.ForeignKey(Import, models.CASCADE, related_name="doubts")
    kind = models.CharField(max_length=40)
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()
    words = models.TextField()
    facts = models.JSONField(default=dict, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    put_off_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=40, blank=True, default="")
    undo = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.kind}: {self.words}"


class Asked(models.Model):
    """Words of a page that the margin asked about while they were written: they are not asked about again.

    `kind` is what they may be ("need", "action"…; "minutes" for the page itself, without words). Nobody answered
    yet when `answer` is empty. `facts` are the answers of a question that a selection raised ("which_day"), `undo`
    is what it takes to go back on the answer.
    """

    page = models.ForeignKey(Page, models.CASCADE, related_name="asked")
    kind = models.CharField(max_length=40)
    words = models.TextField(blank=True, default="")
    facts = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()
    answer = models.CharField(max_length=40, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    undo = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.kind}: {self.words}"


class Recognised(models.Model):
    """A thing that an answer in the margin made, or found there (`made` false), under the key of its finding."""

    asked = models.ForeignKey(Asked, models.CASCADE, related_name="things")
    key = models.CharField(max_length=120)
    thing_kind = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    made = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asked", "key"], name="one_thing_per_answer_and_finding")]
        indexes = [models.Index(fields=["thing_kind", "thing_id"], name="recognised_by_thing")]

    def __str__(self) -> str:
        return f"{self.key} → {self.thing_kind}:{self.thing_id}"
