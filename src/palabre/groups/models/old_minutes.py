"""Validity of what old minutes say: asked once, it is under way or it belongs to the past."""

from __future__ import annotations

from django.db import models


class Validity(models.TextChoices):
    """ASKED: nobody has said yet whether it still holds. PAST: it is kept, and asks for nothing."""

    ASKED = "asked"
    PAST = "past"


class MayBePast(models.Model):
    """A thing read in minutes. `validity` is "" while it counts: it was said lately, by hand, or somebody said so."""

    validity = models.CharField(max_length=5, choices=Validity, blank=True, default="")

    class Meta:
        abstract = True

    @property
    def is_in_doubt(self) -> bool:
        return self.validity == Validity.ASKED

    def hold_true(self) -> None:
        """Mark the thing as under way: somebody does something about it."""
        if self.validity:
            self.validity = ""
            self.save(update_fields=["validity"])
