"""Sheet: a question of the day under its number, where it stands on the wall, its report, and who goes on with it."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from palabre.forums.models.forum_day import ForumDay, WallPlace, WallSlot
from palabre.groups.models import WORDS_LENGTH, Energy, Group
from palabre.people.models import Audience, Person
from palabre.questions.models import Question
from palabre.web.keyed_digests import digest, is_digest

MOVED, MOVED_LENGTH = "palabre.forums.moved_address", 16


class Sheet(models.Model):
    """A question of the day, under the number of its sheet of paper.

    Numbers 1 to 40 are printed on paper before the day; a question that is typed without one takes the next number
    above. `asked_by` says it aloud and looks after it, perhaps `together` with others; `typed_by` typed it for them.
    `group` carries it since the day was closed.
    """

    day = models.ForeignKey(ForumDay, models.CASCADE, related_name="sheets")
    question = models.OneToOneField(Question, models.CASCADE, related_name="sheet")
    number = models.PositiveSmallIntegerField()
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    together = models.CharField(max_length=200, blank=True, default="")
    typed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="sheets")
    form_token = models.CharField(max_length=60, unique=True, null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "number"], name="one_sheet_of_each_number")]

    def __str__(self) -> str:
        return f"{self.number}"

    def be_numbered(self, number: int) -> None:
        self.number = number
        self.save(update_fields=["number"])

    def be_carried_by(self, group: Group | None) -> None:
        self.group = group
        self.save(update_fields=["group"])


class SessionQuerySet(models.QuerySet["Session"]):
    def standing(self) -> Self:
        """Leave out those that left their place."""
        return self.filter(left_at__isnull=True)


class Session(models.Model):
    """A sheet that takes a place of the wall at an hour. One that moved stays, with the instant (`left_at`)."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="sessions")
    slot = models.ForeignKey(WallSlot, models.CASCADE, related_name="sessions")
    place = models.ForeignKey(WallPlace, models.CASCADE, related_name="sessions")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "place"], condition=Q(left_at__isnull=True), name="one_sheet_at_a_place"
            ),
            models.UniqueConstraint(fields=["sheet"], condition=Q(left_at__isnull=True), name="one_place_of_a_sheet"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} in {self.place_id}"

    def leave(self, at: datetime.datetime | None) -> None:
        """Leave the place; None: take it again."""
        self.left_at = at
        self.save(update_fields=["left_at"])


class ReportKind(models.TextChoices):
    TEXT = "text"
    NONE = "none"
    JOINED = "joined"


class Report(models.Model):
    """The report of a session: a text, “no report”, or the sheet that it was joined to. Each is a whole report."""

    sheet = models.OneToOneField(Sheet, models.CASCADE, related_name="report")
    kind = models.CharField(max_length=10, choices=ReportKind)
    text = models.TextField(blank=True, default="")
    joined_to = models.ForeignKey(Sheet, models.SET_NULL, null=True, blank=True, related_name="joined")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(joined_to__isnull=True) | ~Q(joined_to=models.F("sheet")), name="no_sheet_joins_itself"
            )
        ]

    def __str__(self) -> str:
        return self.text


class FormerReport(models.Model):
    """The words of a report before somebody else changed them: `by` wrote them, at `at`."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="former_reports")
    text = models.TextField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text


class WithdrawnSheet(models.Model):
    """A sheet that was taken back, until it is put back or a month has passed. Nobody reads its question meanwhile.

    `audience` are the readers that the question gets again.
    """

    day = models.ForeignKey(ForumDay, models.CASCADE, related_name="withdrawn_sheets")
    question = models.OneToOneField(Question, models.CASCADE, related_name="withdrawn_sheet")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    together = models.CharField(max_length=200, blank=True, default="")
    typed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    form_token = models.CharField(max_length=60, null=True, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.number}"


class SheetPledge(models.Model):
    """“J’y vais” or “Je porte”: a person who goes on with a sheet. The rest is optional.

    `reply_to` is read by hosts alone; with a pledge to a group it moves there, to those who carry it. `typed_by` copied
    it for the person from the paper that went round. `at` is when they said first that they go on. `came_to` is the
    group to which the closing brought the person; `is_noted`: to write to them, it noted `reply_to` as their address.
    `moved` stands for the address that moved there: another one, said to the group alone, does not come back to hosts.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="pledges")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    carries = models.BooleanField(default=False)
    energy = models.CharField(max_length=10, choices=Energy, blank=True, default="")
    words = models.CharField(max_length=WORDS_LENGTH, blank=True, default="")
    reply_to = models.EmailField(blank=True, default="")
    at = models.DateTimeField()
    typed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    came_to = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="+")
    is_noted = models.BooleanField(default=False)
    moved = models.CharField(max_length=16, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "person"], name="goes_on_once_with_a_sheet")]

    def __str__(self) -> str:
        return self.words

    def move_address(self) -> None:
        """Leave the address to the group, without saving."""
        self.moved, self.reply_to = digest(MOVED, self.reply_to)[:MOVED_LENGTH], ""

    def has_moved(self, address: str) -> bool:
        """Return whether this is the address that moved to the group."""
        return bool(self.moved) and is_digest(self.moved, MOVED, address, length=MOVED_LENGTH)
