"""WallPhoto: one light grey photo of the wall of paper, which every screen shows until the wall is typed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from palabre.forums.models.drawn_photo import DrawnPhoto
from palabre.forums.models.forum_day import ForumDay


class WallPhoto(DrawnPhoto):
    """A photo of the whole wall. One is up at a time: the next one replaces it."""

    day = models.ForeignKey(ForumDay, models.CASCADE, related_name="wall_photos")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day"], condition=Q(removed_at__isnull=True), name="one_photo_of_a_wall_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["digest"], name="wall_photo_by_digest")]

    def __str__(self) -> str:
        return f"{self.day_id}"

    @property
    def has_small(self) -> bool:
        """Return False: it is light already."""
        return False
