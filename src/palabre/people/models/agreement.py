"""Agreement: a decision about a whole space, which takes the yes of two people."""

from __future__ import annotations

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from palabre.people.models.person import Person
from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields

WINDOW = datetime.timedelta(days=1)  # in which what was done can be undone


class AgreementKind(models.TextChoices):
    OPEN = "open"
    PUBLISH = "publish"
    CLOSE = "close"
    PUT_OUT = "put_out"
    ARCHIVE = "archive"
    REVIVE = "revive"
    DELETE = "delete"


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def waiting(self) -> Self:
        return self.filter(done_at=None, undone_at=None)


class Agreement(models.Model):
    """Something proposed (`by`, `at`), agreed to by a second person, done, and undone within a day.

    `person` is the one to put out. One that was dropped before it was done has `undone_at` and no `done_at`. `facts` is
    what undoing restores; while it waits, the ids of those who said yes after `by`.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="agreements")
    kind = models.CharField(max_length=10, choices=AgreementKind)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    second = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    facts = models.JSONField(default=dict)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "kind"],
                condition=Q(done_at__isnull=True, undone_at__isnull=True, person__isnull=True),
                name="one_waiting_agreement_of_each_kind",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(done_at__isnull=True, undone_at__isnull=True),
                name="one_waiting_agreement_about_each_person",
            ),
            models.CheckConstraint(
                condition=Q(kind="put_out", person__isnull=False) | (~Q(kind="put_out") & Q(person__isnull=True)),
                name="who_is_put_out_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.space_id})"

    @property
    def is_waiting(self) -> bool:
        return self.done_at is None and self.undone_at is None

    @property
    def yeses(self) -> set[int]:
        """Return the ids of those who said yes to what waits."""
        first = {self.by_id} if self.by_id is not None else set[int]()
        return first | set(self.facts.get("yeses", []))

    def hear_yes(self, person: Person) -> None:
        """Record the yes of `person`. Idempotent."""
        if person.pk not in self.yeses:
            save_fields(self, facts={"yeses": [*self.facts.get("yeses", []), person.pk]})
            Space.touch(self.space_id)

    def can_be_undone(self, at: datetime.datetime) -> bool:
        return self.done_at is not None and self.undone_at is None and at < self.done_at + WINDOW

    def be_done(self, at: datetime.datetime, *, second: Person | None, facts: dict[str, Any]) -> None:
        save_fields(self, done_at=at, second=second, facts=facts)

    def be_undone(self, at: datetime.datetime, *, by: Person) -> None:
        save_fields(self, undone_at=at, undone_by=by)
