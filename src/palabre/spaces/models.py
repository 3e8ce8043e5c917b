"""Space: the tenant; and Deletion, the trace of a deleted one."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F
from django.urls import reverse

from palabre.pure.french import slug

SENTENCE_LENGTH = 300  # characters
RESERVED_SLUGS = frozenset({"new", "nouveau", "static", "health"})


class SpaceQuerySet(models.QuerySet["Space"]):
    def public(self) -> SpaceQuerySet:
        return self.filter(public_at__isnull=False)


class Space(models.Model):
    """One community: its name, a sentence about it, its address, and who may enter.

    A space is first in preparation (only its creators enter); it is *opened* to the people it names, and may later be
    made *public*. Both are timestamps, never a state chosen in a list. `form_token` is the token of the form that
    created it: the same form sent twice creates one space. `version` increases with each change in it: a cached page is
    valid for one version. A space to be deleted has `ended_at`; it is then neither open nor public.
    """

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    sentence = models.CharField(max_length=SENTENCE_LENGTH, blank=True, default="")
    licence = models.CharField(max_length=80, default="CC BY-SA 4.0")
    is_demonstration = models.BooleanField(default=False)
    form_token = models.CharField(max_length=40, unique=True, null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    public_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveBigIntegerField(default=0)

    objects = SpaceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("home:space", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return self.public_at is not None

    @property
    def is_in_preparation(self) -> bool:
        return self.opened_at is None

    @property
    def is_ended(self) -> bool:
        return self.ended_at is not None

    def open(self, at: datetime.datetime | None) -> None:
        """End its preparation; None: start it again."""
        self.opened_at = at
        self.save(update_fields=["opened_at"])
        self.touch(self.pk)

    def publish(self, at: datetime.datetime) -> None:
        self.public_at = at
        self.save(update_fields=["public_at"])
        self.touch(self.pk)

    def close(self) -> None:
        """Make it no longer public."""
        self.public_at = None
        self.save(update_fields=["public_at"])
        self.touch(self.pk)

    def end(self, at: datetime.datetime) -> None:
        """Close it to all before its deletion; see people.ending."""
        self.opened_at, self.public_at, self.ended_at = None, None, at
        self.save(update_fields=["opened_at", "public_at", "ended_at"])
        self.touch(self.pk)

    def go_on(self, *, opened: datetime.datetime | None, public: datetime.datetime | None) -> None:
        """Restore the state that it had before `end`."""
        self.opened_at, self.public_at, self.ended_at = opened, public, None
        self.save(update_fields=["opened_at", "public_at", "ended_at"])
        self.touch(self.pk)

    @classmethod
    def touch(cls, number: int) -> None:
        """Increment the version of the space with this id, in the transaction that changes something in it."""
        cls.objects.filter(pk=number).update(version=F("version") + 1)

    @classmethod
    def hold(cls, number: int) -> None:
        """Lock the space with this id until the end of the transaction: one act in it at a time.

        An act locks it before any other row, so that two acts cannot deadlock.
        """
        list(cls.objects.select_for_update(no_key=True).filter(pk=number).values_list("pk"))

    @classmethod
    def free_slug(cls, name: str) -> str:
        """Return a slug for `name` that no other space has."""
        base = slug(name) or "espace"
        taken = set(cls.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED_SLUGS
        number, candidate = 2, base
        while candidate in taken:
            candidate, number = f"{base}-{number}", number + 1
        return candidate


class Deletion(models.Model):
    """A deleted space: its id and creation time, so that restoring an older backup closes it again."""

    number = models.BigIntegerField(unique=True)
    made_at = models.DateTimeField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"space {self.number}"
