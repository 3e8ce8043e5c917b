"""SheetPhoto: a photo of paper, filed under the number of its sheet."""

from __future__ import annotations

import datetime

from django.db import models

from palabre.forums.models.sheet import Sheet
from palabre.people.models import Person
from palabre.spaces.models import Space

SMALL = 800  # pixels: a wider picture is stored smaller too


class SheetPhoto(models.Model):
    """A photo of a report, or of the “Who goes on?” sheet (`is_round`): that one bears addresses, hosts alone see it.

    It was drawn anew when it came: neither place nor device is in it. One that was removed can be put back until the
    clock deletes it.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="photos")
    is_round = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)
    content_type = models.CharField(max_length=100)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["digest"], name="sheet_photo_by_digest")]

    def __str__(self) -> str:
        return f"{self.sheet_id}"

    @property
    def has_small(self) -> bool:
        return self.width > SMALL

    def remove(self, at: datetime.datetime | None, *, by: Person | None = None) -> None:
        """Remove the photo, as `by`; None: put it back."""
        self.removed_at, self.removed_by = at, by if at is not None else None
        self.save(update_fields=["removed_at", "removed_by"])
