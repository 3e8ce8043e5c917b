"""Journal: entries and their deliveries, for the history page, the feed and the outbox."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from django.db import models
from django.utils import timezone

from palabre.people.access.gesture_bounds import refuse_repetition
from palabre.people.models import Audience, AudienceBoundQuerySet, AudienceKind, Person
from palabre.spaces.models import Space
from palabre.web.saved_fields import insert, save_fields


class Entry(models.Model):
    """One event: a verb of the glossary, its subject, its author, and facts of the time.

    `subject_kind` is a model's label in lower case ("groups.group"): the journal is below the slices that it records,
    so it references things by kind and id; `journal.hooks` turns them into titles and URLs. An entry has its subject's
    audience, so that narrowing a thing narrows its history.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="entries")
    audience = models.ForeignKey(Audience, models.CASCADE, related_name="+")
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    facts = models.JSONField(default=dict)
    leased_until = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)

    objects = AudienceBoundQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["space", "-at"], name="entry_by_space"),
            models.Index(fields=["subject_kind", "subject_id"], name="entry_by_subject"),
            models.Index(fields=["id"], condition=models.Q(announced_at__isnull=True), name="entry_to_announce"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind}:{self.subject_id}"


class Delivery(models.Model):
    """One message to one person by one channel, retried until it is sent. `message_id` never changes."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="deliveries")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    channel = models.CharField(max_length=20)
    message_id = models.CharField(max_length=120, unique=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "person", "channel"], name="one_message_per_entry_and_channel")
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(sent_at__isnull=True), name="delivery_to_send"),
        ]

    def __str__(self) -> str:
        return self.message_id


class Digest(models.Model):
    """The last entry in a person's digest, and its time."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="digest")
    told_until = models.BigIntegerField(default=0)
    at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} was told until {self.told_until}"

    def tell(self, until: int, at: datetime.datetime) -> None:
        save_fields(self, told_until=until, at=at)


class Tick(models.Model):
    """Next due time of a clock, kept across restarts and shared by several workers."""

    name = models.CharField(max_length=60, unique=True)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    def next_at(self, instant: datetime.datetime) -> None:
        """Mark it done: it is due again at `instant`."""
        save_fields(self, due_at=instant, leased_until=None)

    def be_no_later_than(self, latest: datetime.datetime, *, leased: datetime.datetime) -> None:
        """Bring back times later than these limits: they were written while the clock was wrong."""
        is_late = self.due_at > latest
        is_held = self.leased_until is not None and self.leased_until > leased
        if is_late or is_held:
            facts = ({"due_at": latest} if is_late else {}) | ({"leased_until": None} if is_held else {})
            Tick.objects.filter(pk=self.pk, due_at=self.due_at, leased_until=self.leased_until).update(**facts)


def kind_of(thing: models.Model | type[models.Model]) -> str:
    """Return the kind by which the journal and passages reference `thing`: "groups.group"."""
    return thing._meta.label_lower


def record(verb: str, subject: Any, *, by: Person | None, **facts: Any) -> Entry:
    """Record an entry, in the transaction of the act.

    `subject` has a `space` and an `audience`; `facts` are JSON values (numbers, strings, lists), never private text:
    everybody who reads the subject reads them. Raise a Refusal when `by` does too much.
    """
    return _recorded(Space.touch, verb, subject, by=by, facts=facts)


def record_words(verb: str, page: Any, *, by: Person | None, **facts: Any) -> Entry:
    """Record, as `record` does, an act that only gives one page other words: see `Space.touch_page`."""
    return _recorded(Space.touch_page, verb, page, by=by, facts=facts)


def _recorded(
    touch: Callable[[int], None], verb: str, subject: Any, *, by: Person | None, facts: dict[str, Any]
) -> Entry:
    same = {"verb": verb, "subject_kind": kind_of(subject), "subject_id": subject.pk}
    if by is not None:
        refuse_repetition(Entry.objects.all(), by=by, at=timezone.now(), **same)
    touch(subject.space_id)
    return insert(Entry(space_id=subject.space_id, audience_id=readers_of(subject), by=by, facts=facts, **same))


def readers_of(subject: Any, space: Space | None = None) -> int:
    """Return the id of the audience of what is told of a subject: members, in a space that is not public."""
    space = space or subject.space
    if space.is_public or subject.audience.kind != AudienceKind.PUBLIC:
        return int(subject.audience_id)
    return Audience.of_space(space).pk


def record_each(
    verb: str,
    subjects: Sequence[Any],
    *,
    by: Person | Sequence[Person],
    of_each: Sequence[dict[str, Any]] = (),
    **facts: Any,
) -> None:
    """Record an entry about each subject, all of one space and one model, as `record` does: few queries.

    `by` is who acts, or for each subject the person of whom another's act tells. `of_each`: more facts of each subject.
    """
    if not subjects:
        return
    first, kind = subjects[0], kind_of(subjects[0])
    told_of = [by] * len(subjects) if isinstance(by, Person) else by
    if isinstance(by, Person):
        same = {"verb": verb, "subject_kind": kind, "subject_id": first.pk}
        refuse_repetition(Entry.objects.all(), by=by, at=timezone.now(), **same)
    Space.touch(first.space_id)
    of_all = {"space_id": first.space_id, "verb": verb, "subject_kind": kind}
    Entry.objects.bulk_create(
        Entry(audience_id=readers_of(one, first.space), subject_id=one.pk, by=person, facts=facts | more, **of_all)
        for one, person, more in zip(subjects, told_of, of_each or [{}] * len(subjects), strict=True)
    )
