"""Attempts of visitors that are bounded, and posts that were received: kept for a few days, then forgotten."""

from __future__ import annotations

from django.db import models

LONGEST_ADDRESS = 500


class Attempt(models.Model):
    """`what` names the bound, `visitor` and `place` who did it (web/visitor_cookie.py), `scope` where: a space, a code.

    None of them names anybody.
    """

    what = models.CharField(max_length=40)
    visitor = models.CharField(max_length=40, blank=True, default="")
    place = models.CharField(max_length=16, blank=True, default="")
    scope = models.CharField(max_length=40, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["what", "at"], name="attempts_lately")]

    def __str__(self) -> str:
        return f"{self.what}, {self.at:%H:%M}"


class ReceivedPost(models.Model):
    """A post that was done, by a digest of its random key; `to` is the address where it led. Nobody is named."""

    digest = models.CharField(max_length=32, unique=True)
    to = models.CharField(max_length=LONGEST_ADDRESS, blank=True, default="")
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest
