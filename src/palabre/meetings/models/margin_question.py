"""What the margin asked of a page's words while they were written."""

from __future__ import annotations

from django.db import models

from palabre.people.models import Person
from palabre.wiki.models import Page


class Asked(models.Model):
    """Words of a page that the margin asked about while they were written: they are not asked about again.

    `kind` is what they may be ("need", "action"…; "minutes" for the page itself, without words). Nobody answered
    yet when `answer` is empty. `facts` are the answers of a question that a selection raised ("which_day"), `undo`
    is what it takes to go back on the answer.
    """

    page = models.ForeignKey(Page, models.CASCADE, related_name="asked")
    kind = models.CharField(max_length=40)
    words = models.TextField(blank=True, default="")
    facts = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()
    answer = models.CharField(max_length=40, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    undo = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.kind}: {self.words}"
