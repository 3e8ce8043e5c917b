"""Relations of people to pages: watches, and the signatures of authors on public pages."""

from __future__ import annotations

from django.db import models

from palabre.people.models import Person
from palabre.spaces.models import Space
from palabre.wiki.models.page import Page


class Watch(models.Model):
    """A person's request to be notified when this page changes."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="watches")
    person = models.ForeignKey(Person, models.CASCADE, related_name="watches")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "person"], name="one_watch_each")]

    def __str__(self) -> str:
        return f"{self.person_id} watches {self.page_id}"


class Signature(models.Model):
    """The words by which a person is named among the authors of public pages. Without one, they are not named."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="signatures")
    person = models.OneToOneField(Person, models.CASCADE, related_name="signature")
    words = models.CharField(max_length=200)
    said_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.words
