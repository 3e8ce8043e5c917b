"""Homecoming: a forum played on another computer comes into its space, once or again, and can be undone."""

from __future__ import annotations

import datetime
import secrets

from django.db import models
from django.urls import reverse

from palabre.forums.models.forum_day import ForumDay
from palabre.people.models import Person
from palabre.spaces.models import Space


def new_file_name() -> str:
    return secrets.token_hex(16)


class Homecoming(models.Model):
    """A file that a member brought, to bring a forum home. `file` is its name in the folder of those that wait.

    `day` is the day that it made or completed, from `brought_at` on. `facts` tell what came and what differed, by
    numbers of sheets, with a digest of the hours and places that the day had then: no word of anybody is in it.
    `square_key` is the key of the square that the other computer printed.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    day = models.ForeignKey(ForumDay, models.SET_NULL, null=True, blank=True, related_name="homecomings")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    file = models.CharField(max_length=40, unique=True, default=new_file_name)
    brought_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    made_day = models.BooleanField(default=False)
    closed_day = models.BooleanField(default=False)
    square_key = models.CharField(max_length=16, blank=True, default="")
    facts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.pk}"

    def get_absolute_url(self) -> str:
        """Return the address of its page. Its space must be loaded."""
        return reverse("forums:homecoming", args=[self.space.slug, self.pk])

    def be_undone(self, at: datetime.datetime, *, by: Person) -> None:
        self.undone_at, self.undone_by = at, by
        self.save(update_fields=["undone_at", "undone_by"])


class CarriedRow(models.Model):
    """A row of a day under the name that it has on every computer (`uid`), which a file of this forum bears.

    `thing_id` is its id here. The line stays when the row goes: what was removed here does not come back. `agreed` are
    digests of what the last file that was brought said of it, by facet.
    """

    day = models.ForeignKey(ForumDay, models.CASCADE, related_name="carried_rows")
    kind = models.CharField(max_length=10)
    uid = models.CharField(max_length=32)
    thing_id = models.BigIntegerField()
    agreed = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "uid"], name="one_row_of_each_uid")]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id}"


class BroughtRow(models.Model):
    """Trace of what one homecoming did to a row: made it, or changed facets of it, which said `before`, as JSON.

    `after` are digests of all its facets once this was done: what nobody changed since is undone.
    """

    homecoming = models.ForeignKey(Homecoming, models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=10)
    uid = models.CharField(max_length=32)
    thing_id = models.BigIntegerField()
    before = models.TextField(blank=True, default="")
    after = models.JSONField(default=dict)
    agreed_before = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id}"
