"""What a group intends, and what it makes: nothing of it has to be defined before its time."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from palabre.groups.models.group import Group
from palabre.people.models import AudienceBound, Person
from palabre.spaces.models import Space


class Intention(AudienceBound):
    """One version of why the group exists. `text` is Markdown; `body_html` is sanitised, cached at save.

    Never edited, only followed by another; the last one is the group's. `adopted_at`: when its people said that
    this is theirs; before, it is a sketch.
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
        """Its people say that this is theirs; `at` None: they no longer do."""
        self.adopted_at, self.adopted_by = at, by
        self.save(update_fields=["adopted_at", "adopted_by"])


class OutputKind(models.Model):
    """A kind of output as a space says it: one of its own (`key` empty), or one that is shipped, renamed or left out.

    Those that are shipped are in `groups/outputs/output_kinds.py`.
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
        self.name = name
        self.save(update_fields=["name"])

    def leave_out(self, is_left_out: bool) -> None:
        """No longer offer it to choose among; what was made of this kind stays of it."""
        self.is_left_out = is_left_out
        self.save(update_fields=["is_left_out"])


class Deliverable(AudienceBound):
    """What a group makes. It is being made until it was shown (`shown_at`), then reused; or set aside.

    `kind` is the key of a shipped kind ("" where nobody said), `own_kind` one of the space's own. The horizon is in
    words, with the day they mean where they mean one. `about` is Markdown: for whom, the smallest useful result,
    what it will not be. `address` is where it can be seen.
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
        """Say what it is in other words: title, kind, horizon, what it is about."""
        for name, value in words.items():
            setattr(self, name, value)
        self.save(update_fields=list(words))

    def show(self, at: datetime.datetime | None, address: str = "") -> None:
        """It can be seen, at this address; None: not yet."""
        self.shown_at, self.address = at, address
        self.save(update_fields=["shown_at", "address"])

    def be_reused(self, at: datetime.datetime | None, words: str = "") -> None:
        """Somebody made use of it; None: nobody said so."""
        self.reused_at, self.reused_words = at, words
        self.save(update_fields=["reused_at", "reused_words"])

    def set_aside(self, at: datetime.datetime | None) -> None:
        """It will not be made, which happens; None: it is being made again."""
        self.set_aside_at = at
        self.save(update_fields=["set_aside_at"])
