"""Note: one Markdown text, and every state it went through."""

from __future__ import annotations

from django.db import models

from palabre.people.models import Audience, AudienceBoundQuerySet, Person
from palabre.spaces.models import Space


class Note(models.Model):
    """A text that several people write. Markdown is its one source; `body_html` is sanitised, cached at save."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="notes")
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+")
    body_md = models.TextField(default="", blank=True)
    body_html = models.TextField(default="", blank=True)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    objects = AudienceBoundQuerySet.as_manager()

    def __str__(self) -> str:
        return f"note {self.pk}, revision {self.revision}"


class Revision(models.Model):
    """The whole text as somebody saved it, once. Revision 1 is the first text."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    body_md = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    words = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "number"], name="one_revision_of_each_number")]

    def __str__(self) -> str:
        return f"{self.note_id} r{self.number}"
