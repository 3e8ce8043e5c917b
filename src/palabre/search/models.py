"""Search index: documents, their texts, what changed since, and how each space was read whole."""

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


class Change(models.Model):
    """A change since the index was written: of a row with this `number` in the column `what`.

    That is "groups_membership.group_id": a role of the group of this id. The triggers of `watched_tables` write it. It
    has no foreign key: the space may be gone when it is read.
    """

    space_id = models.BigIntegerField()
    what = models.CharField(max_length=80)
    number = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["space_id", "id"], name="change_by_space")]

    def __str__(self) -> str:
        return f"{self.what} {self.number}"


class Followed(models.Model):
    """The last time that a space was read whole, besides what changed, and by which code and triggers (`signature`).

    `reached` is where such a reading is: the signature that it began with, the kind and the id of the last row.
    """

    space = models.OneToOneField(Space, models.CASCADE, related_name="followed")
    signature = models.CharField(max_length=32, blank=True, default="")
    whole_at = models.DateTimeField(null=True, blank=True)
    reached = models.CharField(max_length=120, blank=True, default="")
    leased_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.space_id} read whole at {self.whole_at}"
