"""Space: the tenant; Visit, of who acts in it now; and Deletion, the trace of a deleted one."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.db.models import F
from django.urls import reverse

from palabre.pure.french import slug
from palabre.web.prepared_query import prepared, prepared_update
from palabre.web.saved_fields import save_fields

SENTENCE_LENGTH = 300  # characters
PARTNERS_LENGTH = 2000
NEED_KINDS_LENGTH = 1200
RESERVED_SLUGS = frozenset({"new", "nouveau", "static", "health"})


class SpaceQuerySet(models.QuerySet["Space"]):
    def public(self) -> SpaceQuerySet:
        return self.filter(public_at__isnull=False)


class Space(models.Model):
    """One community: its name, a sentence about it, its address, and who may enter.

    A space is first in preparation (only its creators enter); it is *opened* to the people it names, and may later be
    made *public*. Both are timestamps, never a state chosen in a list. `form_token` is the token of the form that
    created it: the same form sent twice creates one space. `version` increases with each change in it: a cached page is
    valid for one version. `wide_version` is that of the last change that was more than other words in one page (see
    `touch_page`). `supporters` says who supports it; `partners` are its friends, a line each; `needs_rule` is
    what was agreed about needs; `need_kinds` are the kinds of needs that it chooses among, a line each, "" for those
    that are shipped. An archived space is read as before, and nobody writes in it. One to be deleted has `ended_at`; it
    is then neither open nor public.
    """

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    sentence = models.CharField(max_length=SENTENCE_LENGTH, blank=True, default="")
    licence = models.CharField(max_length=80, default="CC BY-SA 4.0")
    supporters = models.CharField(max_length=SENTENCE_LENGTH, blank=True, default="")
    partners = models.TextField(max_length=PARTNERS_LENGTH, blank=True, default="")
    needs_rule = models.CharField(max_length=SENTENCE_LENGTH, blank=True, default="")
    need_kinds = models.TextField(max_length=NEED_KINDS_LENGTH, blank=True, default="")
    is_demonstration = models.BooleanField(default=False)
    form_token = models.CharField(max_length=40, unique=True, null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    public_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveBigIntegerField(default=0)
    wide_version = models.PositiveBigIntegerField(default=0)

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
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def is_ended(self) -> bool:
        return self.ended_at is not None

    def open(self, at: datetime.datetime | None) -> None:
        """End its preparation; None: start it again."""
        save_fields(self, opened_at=at)
        self.touch(self.pk)

    def be_licensed(self, licence: str) -> None:
        self.licence = licence
        self.save(update_fields=["licence"])

    def choose_need_kinds(self, lines: str) -> None:
        self.need_kinds = lines
        self.save(update_fields=["need_kinds"])

    def publish(self, at: datetime.datetime) -> None:
        save_fields(self, public_at=at)
        self.touch(self.pk)

    def close(self) -> None:
        """Make it no longer public."""
        save_fields(self, public_at=None)
        self.touch(self.pk)

    def archive(self, at: datetime.datetime | None) -> None:
        """Keep it for reading alone; None: open it to writing again."""
        self.archived_at = at
        self.save(update_fields=["archived_at"])
        self.touch(self.pk)

    def end(self, at: datetime.datetime) -> None:
        """Close it to all before its deletion; see people.ending."""
        save_fields(self, opened_at=None, public_at=None, ended_at=at)
        self.touch(self.pk)

    def go_on(self, *, opened: datetime.datetime | None, public: datetime.datetime | None) -> None:
        """Restore the state that it had before `end`."""
        save_fields(self, opened_at=opened, public_at=public, ended_at=None)
        self.touch(self.pk)

    @classmethod
    def touch(cls, number: int) -> None:
        """Increment both versions of the space with this id, in the transaction that changes something in it."""
        raise_both_versions(number=number)

    @classmethod
    def touch_page(cls, number: int) -> None:
        """Increment `version` alone: one page of the space has other words, and another revision.

        What changes besides, a link or a line that something was read in, touches the space by itself.
        """
        raise_version_alone(number=number)

    @classmethod
    def hold(cls, number: int) -> None:
        """Lock the space with this id until the end of the transaction: one act in it at a time.

        An act locks it before any other row, so that two acts cannot deadlock. Raise a Refusal if the visitor, who
        waited for it, was put out meanwhile.
        """
        for version in held_space(number=number):
            Visit.ask_again(number, version)

    @classmethod
    def free_slug(cls, name: str) -> str:
        """Return a slug for `name` that no other space has."""
        base = slug(name) or "espace"
        taken = set(cls.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | RESERVED_SLUGS
        number, candidate = 2, base
        while candidate in taken:
            candidate, number = f"{base}-{number}", number + 1
        return candidate


@prepared_update(number=models.BigIntegerField())
def raise_both_versions(number: Any) -> tuple[models.QuerySet[Space], dict[str, Any]]:
    return Space.objects.filter(pk=number), {"version": F("version") + 1, "wide_version": F("version") + 1}


@prepared_update(number=models.BigIntegerField())
def raise_version_alone(number: Any) -> tuple[models.QuerySet[Space], dict[str, Any]]:
    return Space.objects.filter(pk=number), {"version": F("version") + 1}


@prepared(number=models.BigIntegerField())
def held_space(number: Any) -> models.QuerySet[Space, Any]:
    return Space.objects.select_for_update(no_key=True).filter(pk=number).values_list("version", flat=True)


@dataclasses.dataclass(slots=True)
class Visit:
    """The visit of the person who acts in a space by this request: they may be put out while it waits for the lock.

    `version` is that of the space when they were loaded: only an act that finds another one pays for the question.
    `refuse_put_out` raises a Refusal if they may no longer act there.
    """

    space: int
    version: int
    refuse_put_out: Callable[[], None]

    @staticmethod
    def ask_again(space: int, version: int) -> None:
        """Ask whether the visitor may still act in this space, which is now locked, at this version."""
        visit = VISIT.get()
        if visit is not None and visit.space == space and visit.version != version:
            visit.refuse_put_out()
            visit.version = version


VISIT: ContextVar[Visit | None] = ContextVar("visit", default=None)


class Deletion(models.Model):
    """A deleted space: its id and creation time, so that restoring an older backup closes it again."""

    number = models.BigIntegerField(unique=True)
    made_at = models.DateTimeField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"space {self.number}"
