"""Room: a meeting while it takes place. Most of these rows are deleted or useless after its end."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from palabre.groups.models import Group
from palabre.live.join_codes import LENGTH
from palabre.meetings.models.agenda import AgendaItem
from palabre.meetings.models.meeting import Meeting
from palabre.people.models import Person


class Room(models.Model):
    """The state of an opened meeting: the current point, since when, the facilitator. One per meeting.

    `code` gives access, and is free again after the end; a room ends automatically twelve hours after `opened_at`.
    `extra` is in minutes, added to the current point. `version` grows with each gesture; `moved` is the version of the
    last change of point, so that two simultaneous « Point suivant » move once. `weather_turn` is the group from which
    the round of weather goes on. A person's own weather is stored nowhere.
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
    weather_turn = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="+")
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
    """« Je voudrais parler »: requests for the floor, in order of arrival; deleted at the end of the room."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="floor")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "person"], name="one_request_each")]

    def __str__(self) -> str:
        return f"{self.person_id} would like to speak"


class Circle(models.Model):
    """« Cercle sans notes »: the holder of the talking piece, and the turn. Only its duration is kept.

    `order` holds the ids of the persons as they sit, `spoken` the ids of those who spoke in this turn. A turn in which
    nobody spoke closes the circle, and both lists are emptied.
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
    """A sentence that a person chose to leave of a circle, signed or not."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="sentences")
    text = models.CharField(max_length=400)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text
