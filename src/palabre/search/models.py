"""What can be found, what it says, and how far the index has followed each space."""

from __future__ import annotations

from django.db import models

from palabre.people.models import Audience, AudienceBoundQuerySet
from palabre.spaces.models import Space


class Document(models.Model):
    """One thing that can be found, by its kind and number, as the journal names things.

    Its audience is the thing's own, so that rights are one join here too. `within` is what it belongs to
    ("groups.group:12"), `changed_on` the day it is told by: its own where `is_dated`, else the day that the index
    noticed it. `digest` and `as_of` say of which state of the thing
    this was made; `version` by which analyser. The row is narrow on purpose: a search reads thousands of them.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    audience = models.ForeignKey(Audience, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    number = models.BigIntegerField()
    within = models.CharField(max_length=80, blank=True, default="")
    changed_on = models.DateField()
    is_dated = models.BooleanField(default=False)
    digest = models.CharField(max_length=32)
    as_of = models.DateTimeField(null=True, blank=True)
    version = models.PositiveSmallIntegerField()

    objects = AudienceBoundQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="one_document_per_thing")]
        indexes = [models.Index(fields=["space", "kind"], name="document_by_space")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.number}"


class Text(models.Model):
    """What a document says, as plain text; its marks stand beside it, where each database looks fastest.

    On PostgreSQL they are a column of this table that Django does not know; on SQLite a table of their own, from
    which a trigger of this one takes what goes. See the migrations, and mind them before this table is changed.
    """

    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="text")
    title = models.TextField()
    body = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.title


class Followed(models.Model):
    """How far the index has followed a space: it says what the space held at this version."""

    space = models.OneToOneField(Space, models.CASCADE, related_name="followed")
    version = models.BigIntegerField(default=-1)
    leased_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.space_id} at {self.version}"
