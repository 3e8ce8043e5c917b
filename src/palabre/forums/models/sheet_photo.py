"""SheetPhoto: a photo of paper, filed under the number of its sheet."""

from __future__ import annotations

from django.db import models

from palabre.forums.models.drawn_photo import DrawnPhoto
from palabre.forums.models.sheet import Sheet

SMALL = 800  # pixels: a wider picture is stored smaller too


class SheetPhoto(DrawnPhoto):
    """A photo of a report, or of the “Who goes on?” sheet (`is_round`): it bears addresses, hosts alone see it."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="photos")
    is_round = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["digest"], name="sheet_photo_by_digest")]

    def __str__(self) -> str:
        return f"{self.sheet_id}"

    @property
    def has_small(self) -> bool:
        return self.width > SMALL
