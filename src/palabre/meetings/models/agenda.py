"""The agenda: its points, and the templates it begins from."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Self

from django.db import models
from django.db.models import F, Max

from palabre.meetings.models.meeting import Meeting
from palabre.people.models import Person
from palabre.pure.reading_lines import ToRead, to_read
from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields


class ItemKind(models.TextChoices):
    INFORM = "inform"
    WEATHER = "weather"
    EXCHANGE = "exchange"
    CIRCLE = "circle"
    EXPLORE = "explore"
    DECIDE = "decide"
    ACT = "act"


class AgendaTemplate(models.Model):
    """The agenda template of a space that replaces the one Palabre ships under this `key`.

    `points` is a list of {"text", "kind", "minutes", "parts"}.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="agenda_templates")
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    points = models.JSONField(default=list)
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "key"], name="one_agenda_template_per_key")]

    def __str__(self) -> str:
        return self.title


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def standing(self) -> Self:
        """Leave out the dropped and postponed points."""
        return self.filter(dropped_at=None, postponed_at=None)

    def postponed(self) -> Self:
        return self.filter(dropped_at=None, postponed_at__isnull=False)

    def last_position(self) -> int:
        """Return the highest position of these points, 0 if there are none."""
        return self.aggregate(last=Max("position"))["last"] or 0

    def put_in_order(self, numbers: Sequence[int]) -> None:
        """Give the points of one meeting the positions 1, 2, 3… in this order. `numbers` are the ids of all of them."""
        self.update(position=F("position") + self.last_position() + len(numbers))
        for position, number in enumerate(numbers, start=1):
            self.filter(pk=number).update(position=position)


class AgendaItem(models.Model):
    """A point of the agenda, with its sub-points (`parts`).

    `kind` and `minutes` are empty if unknown. `holder` presents it. `treated_at` is set when the room leaves it,
    `dropped_at` when it is dropped, `postponed_at` when it waits for a later meeting: `postponed_to`, whose copy
    `comes_from` it. `brings` "needs": its parts are the needs without an answer, updated until it is treated. `about`
    is the decision under discussion or review. `to_read` is what to read before, a line each: see `pure.reading_lines`.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    parts = models.JSONField(default=list, blank=True)
    kind = models.CharField(max_length=10, choices=ItemKind, blank=True, default="")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    holder = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    proposed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    treated_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    postponed_at = models.DateTimeField(null=True, blank=True)
    postponed_to = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="postponed_here")
    comes_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    brings = models.CharField(max_length=10, blank=True, default="")
    about = models.ForeignKey("meetings.Decision", models.SET_NULL, null=True, blank=True, related_name="agenda_items")
    to_read = models.TextField(blank=True, default="")

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="one_point_per_position")]

    def __str__(self) -> str:
        return self.text

    def say(self, *, text: str, kind: str, minutes: int | None, holder: Person | None, to_read: str) -> None:
        save_fields(self, text=text, kind=kind, minutes=minutes, holder=holder, to_read=to_read)

    @property
    def reading(self) -> list[ToRead]:
        return to_read(self.to_read)

    def call(self, text: str) -> None:
        save_fields(self, text=text)

    def bring(self, parts: list[str]) -> None:
        """Set its sub-points."""
        save_fields(self, parts=parts)

    def drop(self, at: datetime.datetime) -> None:
        save_fields(self, dropped_at=at)

    def postpone(self, at: datetime.datetime, *, to: Meeting | None) -> None:
        save_fields(self, postponed_at=at, postponed_to=to)

    def stay_there(self) -> None:
        """Be a point of this meeting alone: the one that it comes from was taken back."""
        save_fields(self, comes_from=None)

    def stand(self) -> None:
        """Restore it to this meeting."""
        save_fields(self, dropped_at=None, postponed_at=None, postponed_to=None)
