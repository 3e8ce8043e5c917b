"""Publication of minutes: given to participants, public, or kept among them."""

from __future__ import annotations

import datetime

from django.db import models

from palabre.meetings.models.meeting import Meeting
from palabre.notes.models import Revision
from palabre.people.models import Person
from palabre.web.saved_fields import save_fields


class Publication(models.Model):
    """The publication of a meeting's minutes. Their text is the page; each `Edition` is a version that was given.

    `given_at`: the participants can read it. `due_at`: the time when everybody will, unless somebody keeps it among
    them first (`kept_at`). `public_at`: the time when that happened.
    """

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="publication")
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    due_at = models.DateTimeField(null=True, blank=True)
    public_at = models.DateTimeField(null=True, blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"publication of {self.meeting_id}"

    def give(self, at: datetime.datetime, *, by: Person | None, due_at: datetime.datetime | None) -> None:
        self.given_at, self.given_by, self.due_at, self.kept_at = at, by, due_at, None
        self.save()

    def be_public(self, at: datetime.datetime) -> None:
        self.public_at, self.due_at, self.kept_at = at, None, None
        self.save()

    def be_kept(self, at: datetime.datetime) -> None:
        self.kept_at, self.due_at, self.public_at = at, None, None
        self.save()

    def be_due(self, at: datetime.datetime | None) -> None:
        save_fields(self, due_at=at, kept_at=None)


class Edition(models.Model):
    """The minutes as given at one time: a revision of their page, kept for that purpose."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="editions")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "number"], name="one_edition_per_number")]

    def __str__(self) -> str:
        return f"edition {self.number} of {self.publication_id}"
