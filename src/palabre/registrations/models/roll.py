"""Roll: who may register for a day, how many, and until when."""

from __future__ import annotations

import datetime

from django.db import models

from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields


class Roll(models.Model):
    """The list of those who registered for one day. What takes them in, its owner, points to it.

    `owner_kind` says what the owner is ("gatherings.gathering"): its title, day and place are not kept here (see
    `RollOwner`). A `capacity` of None is room for everybody. `closes_on` is the last day on which one may register;
    None: one may not. `sequence` grows with each change that calendars are told of.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="rolls")
    owner_kind = models.CharField(max_length=100)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"roll {self.pk}"

    def is_open_on(self, today: datetime.date) -> bool:
        """May one still register?"""
        return self.closes_on is not None and self.closes_on >= today

    def close_on(self, day: datetime.date | None) -> None:
        """Have people register until this day, included; None: no longer, or not yet."""
        if day != self.closes_on:
            save_fields(self, closes_on=day)

    def hold_at_most(self, capacity: int | None) -> None:
        save_fields(self, capacity=capacity)

    def move_on(self) -> None:
        """Calendars are told of another version."""
        self.sequence += 1
        self.save(update_fields=["sequence"])
