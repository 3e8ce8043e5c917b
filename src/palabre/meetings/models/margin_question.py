"""Questions of the margin about the words of a page while they are written."""

from __future__ import annotations

from django.db import models

from palabre.people.models import Person
from palabre.wiki.models import Page


class Asked(models.Model):
    """A question that the margin asked about words of a page: it is not asked again.

    `kind` is what the words may be ("need", "action"…; "minutes" for the page itself, without words). `answer` is empty
    until somebody answers. `facts` are the choices of a question raised by a selection ("which_day"). `undo` holds what
    reverting the answer needs.
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
