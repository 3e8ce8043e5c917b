"""Intentions and outputs of groups; none has to be defined before its time."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from palabre.groups.models.group import Group
from palabre.people.models import AudienceBound, Person
from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields


class Intention(AudienceBound):
    """A version of the purpose of a group. `text` is Markdown; `body_html` is sanitised HTML, cached at save.

    A version is never edited, only followed by another; the last one is current. It is a sketch until the group adopts
    it (`adopted_at`).
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="intentions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    body_html = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "number"], name="one_intention_of_each_number")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{self.group.get_absolute_url()}#intention"

    def adopt(self, at: datetime.datetime | None, *, by: Person | None) -> None:
        """Mark the intention as adopted by the group; `at` None: as a sketch again."""
        save_fields(self, adopted_at=at, adopted_by=by)


class OutputKind(models.Model):
    """A kind of output of a space: its own (`key` empty), or a shipped kind that it renamed or left out.

    The shipped kinds are in `groups/outputs/output_kinds.py`.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="output_kinds")
    key = models.CharField(max_length=20, blank=True, default="")
    name = models.CharField(max_length=80)
    is_left_out = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "key"], condition=~Q(key=""), name="each_shipped_kind_once"),
            models.UniqueConstraint(fields=["space", "name"], name="each_kind_of_output_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def be_called(self, name: str) -> None:
        save_fields(self, name=name)

    def leave_out(self, is_left_out: bool) -> None:
        """Stop, or resume, proposing the kind in lists; outputs of this kind keep it."""
        save_fields(self, is_left_out=is_left_out)


class Deliverable(AudienceBound):
    """An output of a group: being made until `shown_at`, then shown, reused; or set aside.

    `kind` is the key of a shipped kind ("" if none was chosen), `own_kind` one of the space’s own kinds. `horizon` is
    in words, `horizon_on` the date they mean, if any. `about` is Markdown: for whom, the smallest useful result, what
    it will not be. `address` is where the output can be seen.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="deliverables")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, blank=True, default="")
    own_kind = models.ForeignKey(OutputKind, models.SET_NULL, null=True, blank=True, related_name="deliverables")
    horizon = models.CharField(max_length=200, blank=True, default="")
    horizon_on = models.DateField(null=True, blank=True)
    about = models.TextField(blank=True, default="")
    body_html = models.TextField(blank=True, default="")
    address = models.CharField(max_length=500, blank=True, default="")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, blank=True)
    reused_at = models.DateTimeField(null=True, blank=True)
    reused_words = models.CharField(max_length=400, blank=True, default="")
    set_aside_at = models.DateTimeField(null=True, blank=True)
    form_token = models.CharField(max_length=60, null=True, blank=True, unique=True)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.in_space("groups:deliverable")

    @property
    def is_being_made(self) -> bool:
        return self.shown_at is None and self.set_aside_at is None

    def be_called(self, **words: Any) -> None:
        """Change the title, kind, horizon or description."""
        save_fields(self, **words)

    def show(self, at: datetime.datetime | None, address: str = "") -> None:
        """Mark the output as shown, at this address; None: as not shown yet."""
        save_fields(self, shown_at=at, address=address)

    def be_reused(self, at: datetime.datetime | None, words: str = "") -> None:
        """Mark the output as reused; None: as not reused."""
        save_fields(self, reused_at=at, reused_words=words)

    def set_aside(self, at: datetime.datetime | None) -> None:
        """Set the output aside; None: it is being made again."""
        save_fields(self, set_aside_at=at)
