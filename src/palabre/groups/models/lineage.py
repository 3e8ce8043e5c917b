"""Lineage of groups: merges, splits, continuations, and the consent to a merge."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from palabre.groups.models.group import Group
from palabre.people.models import AudienceBound, Person
from palabre.web.saved_fields import save_fields


class MergeProposal(AudienceBound):
    """A merge that awaits the consent of both groups. `source` is null if the minutes do not name it.

    `by` proposed it by a form, with its `form_token`; a proposal read in minutes has neither. `settled_at` is when it
    was merged or set aside.
    """

    source = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="merges_out")
    target = models.ForeignKey(Group, models.CASCADE, related_name="merges_in")
    words = models.TextField()
    said_on = models.DateField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)
    form_token = models.CharField(max_length=60, null=True, blank=True, unique=True)

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return self.in_space("groups:merging")

    def come_from(self, source: Group) -> None:
        """Set the group that would join the other."""
        save_fields(self, source=source)

    def settle(self, at: datetime.datetime | None) -> None:
        """Mark the proposal as merged or set aside at `at`; None: as pending again."""
        save_fields(self, settled_at=at)


class MergeConsent(models.Model):
    """The consent of a person to a merge, for the group `side`."""

    proposal = models.ForeignKey(MergeProposal, models.CASCADE, related_name="consents")
    side = models.ForeignKey(Group, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "side"], name="one_consent_of_each_side")]

    def __str__(self) -> str:
        return f"{self.side_id} agrees to {self.proposal_id}"


class GroupLineageKind(models.TextChoices):
    MERGE = "merge"
    SPLIT = "split"
    CONTINUE = "continue"


class GroupLineageQuerySet(models.QuerySet["GroupLineage"]):
    def standing(self) -> Self:
        """Leave out undone edges."""
        return self.filter(undone_at__isnull=True)


class GroupLineage(models.Model):
    """A directed edge between two groups: many to many, acyclic. An undone edge is kept, but no longer in force.

    `is_agreed_aloud`: a convener recorded an oral agreement to merge; otherwise both sides consented in writing. Both
    sides are told in either case. Pages reserved for a side are read by both only once one of its own readers opened
    them: `source_opened_at`, `target_opened_at`.
    """

    kind = models.CharField(max_length=10, choices=GroupLineageKind)
    source = models.ForeignKey(Group, models.CASCADE, related_name="leads_to")
    target = models.ForeignKey(Group, models.CASCADE, related_name="comes_from")
    words = models.CharField(max_length=400, blank=True, default="")
    is_agreed_aloud = models.BooleanField(default=False)
    proposal = models.ForeignKey(MergeProposal, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    source_opened_at = models.DateTimeField(null=True, blank=True)
    target_opened_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = GroupLineageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(kind="merge", undone_at__isnull=True),
                name="a_group_merges_into_one_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(source=F("target")), name="no_group_leads_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"

    @property
    def opens_pages(self) -> bool:
        """Return whether both groups read each other’s reserved pages."""
        return self.source_opened_at is not None and self.target_opened_at is not None

    def open_pages(self, at: datetime.datetime, *, of_source: bool, of_target: bool) -> None:
        """Record that a reader of each of these sides opened its reserved pages to both groups."""
        if of_source and self.source_opened_at is None:
            self.source_opened_at = at
        if of_target and self.target_opened_at is None:
            self.target_opened_at = at
        self.save(update_fields=["source_opened_at", "target_opened_at"])

    def undo(self, at: datetime.datetime, *, by: Person) -> None:
        save_fields(self, undone_at=at, undone_by=by)
