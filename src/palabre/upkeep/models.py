"""Attempt: something bounded that a visitor did. It is counted for a day, then forgotten."""

from __future__ import annotations

from django.db import models


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
