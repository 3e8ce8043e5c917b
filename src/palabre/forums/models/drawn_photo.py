"""DrawnPhoto: what the photos of a day have in common. Each was drawn anew: neither place nor device is in it."""

from __future__ import annotations

import datetime

from django.db import models

from palabre.people.models import Person
from palabre.spaces.models import Space


class DrawnPhoto(models.Model):
    """A photo of paper. One that was removed can be put back until the clock deletes it."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    content_type = models.CharField(max_length=100)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    def remove(self, at: datetime.datetime | None, *, by: Person | None = None) -> None:
        """Remove the photo, as `by`; None: put it back."""
        self.removed_at, self.removed_by = at, by if at is not None else None
        self.save(update_fields=["removed_at", "removed_by"])
