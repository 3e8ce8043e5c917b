"""Room: a meeting while it takes place. What is written here is gone, or of no use, once it has ended."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from palabre.live.join_codes import LENGTH
from palabre.meetings.models.agenda import AgendaItem
from palabre.meetings.models.meeting import Meeting
from palabre.people.models import Person


class Room(models.Model):
    """Where a meeting stands: which point, since when, who facilitates. One for each meeting that was opened.

    `code` is what people type to come in, free again once it has ended, which a room does by itself twelve hours after
    `opened_at`. `extra` are minutes added to the present
    point. `version` grows with each gesture, and `moved` is the version at which the point last changed: two who press
    « Point suivant » at once say from which they left. Nobody's own weather is kept here, nor anywhere.
    """

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="room")
    code = models.CharField(max_length=LENGTH, unique=True, null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    facilitator = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    scribe = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+")
    item_at = models.DateTimeField(null=True, blank=True)
    extra = models.PositiveSmallIntegerField(default=0)
    hides_time = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"room of {self.meeting_id}"

    @property
    def is_running(self) -> bool:
        return self.began_at is not None and self.ended_at is None


class FloorRequest(models.Model):
    """« Je voudrais parler », in the order they came; gone once the room has ended."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="floor")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "person"], name="one_request_each")]

    def __str__(self) -> str:
        return f"{self.person_id} would like to speak"


class Circle(models.Model):
    """« Cercle sans notes »: who holds the piece, and the turn that it makes. Only its length is kept afterwards.

    `order` are numbers of persons as they sit, `spoken` those who spoke in this turn; a turn in which nobody did
    closes it, and then both are emptied.
    """

    room = models.ForeignKey(Room, models.CASCADE, related_name="circles")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="circles")
    question = models.TextField(blank=True, default="")
    began_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    holder = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    order = models.JSONField(default=list, blank=True)
    spoken = models.JSONField(default=list, blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"circle of {self.room_id}"


class LeftSentence(models.Model):
    """A sentence that somebody chose to leave of a circle, signed or not."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="sentences")
    text = models.CharField(max_length=400)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text
