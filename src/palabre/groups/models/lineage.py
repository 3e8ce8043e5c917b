"""Where groups come from and what they become: merges, splits, continuations, and the consent to them."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from palabre.groups.models.group import Group
from palabre.people.models import AudienceBound, Person


class MergeProposal(AudienceBound):
    """A merge that was said and waits for both sides' consent. `source` is null when the text does not tell.

    `by` proposed it by a gesture, with `form_token` as the token of her form; one that minutes tell has neither.
    `settled_at`: when it was made, or set aside.
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
        """Somebody says which group would join the other."""
        self.source = source
        self.save(update_fields=["source"])

    def settle(self, at: datetime.datetime | None) -> None:
        """It was made, or set aside; None: it waits again."""
        self.settled_at = at
        self.save(update_fields=["settled_at"])


class MergeConsent(models.Model):
    """Somebody who carries one side of a merge agrees to it, for the group of that `side`."""

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
        """Leave out what was undone."""
        return self.filter(undone_at__isnull=True)


class GroupLineage(models.Model):
    """A directed edge between two groups: many to many, without a circle. Undone, it stays, and stands no longer.

    `is_agreed_aloud`: a merge that one convener wrote down because it had been agreed aloud; else both sides
    consented. Both sides are told, either way. What a side keeps to its people is read by both only once one of its
    own readers said so: `source_opened_at`, `target_opened_at`.
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
        """Do the people of both read what each keeps?"""
        return self.source_opened_at is not None and self.target_opened_at is not None

    def open_pages(self, at: datetime.datetime, *, of_source: bool, of_target: bool) -> None:
        """A reader of these sides opened what they keep to the people of both."""
        if of_source and self.source_opened_at is None:
            self.source_opened_at = at
        if of_target and self.target_opened_at is None:
            self.target_opened_at = at
        self.save(update_fields=["source_opened_at", "target_opened_at"])

    def undo(self, at: datetime.datetime, *, by: Person) -> None:
        self.undone_at, self.undone_by = at, by
        self.save(update_fields=["undone_at", "undone_by"])
