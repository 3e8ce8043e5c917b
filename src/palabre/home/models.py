"""Export: the archive of a large space, asked for by a member and made by the worker."""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.db import models

from palabre.people.models import Person
from palabre.spaces.models import Space


def new_file_name() -> str:
    return secrets.token_hex(16)


class Fault(models.TextChoices):
    """Why an export was given up."""

    TOO_LARGE = "too large", "too large"
    FAILED = "failed", "failed"


class ExportQuerySet(models.QuerySet["Export"]):
    def waiting(self) -> ExportQuerySet:
        return self.filter(made_at=None, fault="")

    def made(self) -> ExportQuerySet:
        return self.filter(made_at__isnull=False)


class Export(models.Model):
    """An archive that one member asked for, and the worker's progress on it: its row goes a day later, with its file.

    `vouchers` are the ids of the members who alone vouched for the person where they asked, "" for none: the archive is
    made with the rights of all of them. `file` is its name in the folder of exports. `begun` counts the workers that
    began it; `step` is the part that is being made. `read` says which rows the archive holds (see readable_rows).
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    vouchers = models.CharField(max_length=200, blank=True, default="")
    language = models.CharField(max_length=10, default="fr")
    file = models.CharField(max_length=40, unique=True, default=new_file_name)
    asked_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    begun = models.PositiveSmallIntegerField(default=0)
    step = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    size = models.BigIntegerField(default=0)
    read = models.JSONField(default=list)
    fault = models.CharField(max_length=20, choices=Fault.choices, blank=True, default="")

    is_a_right = True

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "vouchers"], name="one_export_for_each_reader")]

    def __str__(self) -> str:
        return f"export {self.pk}"

    @property
    def is_under_way(self) -> bool:
        return self.made_at is None and not self.fault

    @property
    def voucher_ids(self) -> list[int]:
        return [int(number) for number in self.vouchers.split(",") if number]

    def begin(self) -> None:
        """Record that a worker begins it, from its first part."""
        self.begun, self.step = self.begun + 1, 0
        Export.objects.filter(pk=self.pk).update(begun=self.begun, step=0)

    def give_up(self, fault: Fault) -> None:
        """Store that it cannot be made, unless this worker no longer holds it."""
        self.held().update(fault=fault, leased_until=None)

    def advance(self, step: int, *, until: datetime.datetime) -> bool:
        """Store how far it is and prolong the lease; return False where this worker no longer holds it."""
        if not self.held().update(leased_until=until, step=step):
            return False
        self.leased_until, self.step = until, step
        return True

    def finish(self, *, at: datetime.datetime, size: int, read: list[Any]) -> None:
        """Store that it is made, unless this worker no longer holds it."""
        self.held().update(made_at=at, size=size, read=read, leased_until=None)

    def held(self) -> ExportQuerySet:
        """Return the row, as long as the lease is the one that this worker took or prolonged."""
        return Export.objects.filter(pk=self.pk, leased_until=self.leased_until, made_at=None)
