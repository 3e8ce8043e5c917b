"""ForumDay: where and when a forum is held, the hours and places of its wall, and the people who host it."""

from __future__ import annotations

import datetime
import string

from django.db import models
from django.urls import reverse

from palabre.forums.models.served_code import ServedCode
from palabre.live.join_codes import LENGTH
from palabre.people.models import Person
from palabre.questions.models import Forum


class ForumDay(models.Model):
    """The day of a forum. Its theme and its date are those of the forum; so are its readers.

    `venue` is where people meet, in words, and `at` the hour at which they arrive. `by` prepared the day, and hosts it.
    `closed_at` is when a host closed it: groups were made of the questions that somebody carries. `code` are the
    letters by which phones come to its page, `newsroom_code` those of its newsroom while it is open. `form_token` is
    the token of the form that created it.
    """

    forum = models.OneToOneField(Forum, models.CASCADE, related_name="day")
    venue = models.CharField(max_length=300, blank=True, default="")
    at = models.TimeField(null=True, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    code = models.CharField(max_length=LENGTH, unique=True, null=True, blank=True)
    newsroom_code = models.CharField(max_length=LENGTH, unique=True, null=True, blank=True)
    form_token = models.CharField(max_length=60, unique=True, null=True, blank=True)

    def __str__(self) -> str:
        return self.venue

    def screen(self, name: str, *args: object) -> str:
        """Return the address of a screen of this day. The space of its forum must be loaded."""
        return reverse(f"forums:{name}", args=[self.forum.space.slug, self.forum_id, *args])

    def be_held(self, venue: str, at: datetime.time | None) -> None:
        self.venue, self.at = venue, at
        self.save(update_fields=["venue", "at"])

    def be_joined_by(self, code: str) -> bool:
        """Change the code: the former one opens nothing. Return False where these letters led to another space."""
        if not ServedCode.keep(code, space_id=self.forum.space_id):
            return False
        self.code = code
        self.save(update_fields=["code"])
        return True

    def have_newsroom(self, code: str | None) -> None:
        """Open the newsroom under this code; None: close it."""
        if code is not None:
            ServedCode.keep(code, space_id=self.forum.space_id)
        self.newsroom_code = code
        self.save(update_fields=["newsroom_code"])

    def close(self, at: datetime.datetime | None) -> None:
        """Close the day; None: open it again."""
        self.closed_at = at
        self.save(update_fields=["closed_at"])


class WallSlot(models.Model):
    """A row of the wall: from `starts` to `ends`. Its number on the wall is its position."""

    day = models.ForeignKey(ForumDay, models.CASCADE, related_name="slots")
    position = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}"

    def be_at(self, position: int, starts: datetime.time, ends: datetime.time) -> None:
        self.position, self.starts, self.ends = position, starts, ends
        self.save()


class WallPlace(models.Model):
    """A column of the wall: a table, a room, a garden, with its access in words. Its letter is its position.

    From `lost_at` on it cannot be used: what stood there looks for another place.
    """

    day = models.ForeignKey(ForumDay, models.CASCADE, related_name="places")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    access = models.CharField(max_length=120, blank=True, default="")
    lost_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    def be_at(self, position: int, name: str, access: str) -> None:
        self.position, self.name, self.access = position, name, access
        self.save()

    @property
    def letter(self) -> str:
        return string.ascii_uppercase[self.position - 1]

    @property
    def is_lost(self) -> bool:
        return self.lost_at is not None

    def lose(self, at: datetime.datetime | None) -> None:
        """Mark the place as lost; None: it can be used again."""
        self.lost_at = at
        self.save(update_fields=["lost_at"])


class Host(models.Model):
    """A member who said “I’m helping today”, and hosts the day once a host accepted.

    It is a right: it never moves to another person (see people.duplicates.person_merge).
    """

    is_a_right = True

    day = models.ForeignKey(ForumDay, models.CASCADE, related_name="hosts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "person"], name="hosts_a_day_once")]

    def __str__(self) -> str:
        return f"{self.person_id} hosts {self.day_id}"

    def accept(self, at: datetime.datetime, *, by: Person) -> None:
        self.accepted_at, self.accepted_by = at, by
        self.save(update_fields=["accepted_at", "accepted_by"])
