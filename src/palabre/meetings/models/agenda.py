"""The agenda: its points, and the templates that it is begun from."""

from __future__ import annotations

from django.db import models

from palabre.meetings.models.meeting import Meeting
from palabre.people.models import Person
from palabre.spaces.models import Space


class ItemKind(models.TextChoices):
    INFORM = "inform"
    WEATHER = "weather"
    EXCHANGE = "exchange"
    CIRCLE = "circle"
    EXPLORE = "explore"
    DECIDE = "decide"
    ACT = "act"


class AgendaTemplate(models.Model):
    """How a community begins its agendas of one kind, where it changed what Palabre offers under this `key`.

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


class AgendaItem(models.Model):
    """A point of the agenda, with the smaller points written below it.

    `kind` and `minutes` stay empty where nobody said. `holder` is who brings it. It is `treated_at` when the room
    left it, `postponed_to` another meeting (where a new point `comes_from` it), or `dropped_at`.
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
    postponed_to = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="postponed_here")
    comes_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="one_point_per_position")]

    def __str__(self) -> str:
        return self.text
