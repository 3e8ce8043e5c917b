"""Search index: documents, their texts, and the indexed version of each space."""

from __future__ import annotations

from django.db import models

from palabre.people.models import Audience, AudienceBoundQuerySet
from palabre.spaces.models import Space


class Document(models.Model):
    """One searchable thing, by kind and id, as in the journal.

    Its audience is the thing's own, so that rights are one join here too. `within` is its container
    ("groups.group:12"), `changed_on` its date: its own if `is_dated`, else the day it was indexed. `digest` and `as_of`
    identify the indexed state of the thing, `version` the analyser. The row is narrow on purpose: a search reads
    thousands of them.
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
    """The plain text of a document; its marks are stored beside it, where each database is fastest.

    On PostgreSQL they are a column of this table unknown to Django; on SQLite a separate table, from which a trigger of
    this one deletes. See the migrations before changing this table.
    """

    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="text")
    title = models.TextField()
    body = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.title


class Followed(models.Model):
    """The version of a space that is indexed."""

    space = models.OneToOneField(Space, models.CASCADE, related_name="followed")
    version = models.BigIntegerField(default=-1)
    leased_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.space_id} at {self.version}"
