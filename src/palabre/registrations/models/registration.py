"""Registration: who comes, by a name and a mail address, for as long as it is of use."""

from __future__ import annotations

import datetime
import uuid
from typing import Self

from django.db import models

from palabre.people.models import NAME_LENGTH, Person
from palabre.registrations.models.roll import Roll
from palabre.spaces.models import Space


class RegistrationNews(models.TextChoices):
    """What she is to be told, when something is."""

    REGISTERED = "registered"
    PROMOTED = "promoted"
    CHANGED = "changed"
    LEFT = "left"


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def standing(self) -> Self:
        """Leave out those who are not coming after all."""
        return self.filter(cancelled_at__isnull=True)

    def placed(self) -> Self:
        return self.standing().filter(is_waiting=False)

    def waiting(self) -> Self:
        """Those without a place, in the order in which they came."""
        return self.standing().filter(is_waiting=True).order_by("at", "pk")


def new_message_id() -> str:
    return uuid.uuid4().hex


class Registration(models.Model):
    """One mail address is registered once on a roll: it has a place, or it waits for one in order of `at`.

    No account, no person: who comes from outside leaves a name and an address, and nothing else. `person` is who was
    here in her own name when she registered. `forget_on` is the day from which the row is deleted. `why` is what a
    message to her has still to say, from `due_at` on; what it says is read when it leaves. `told` is a mark of what
    she was told last. `message_id` is that of the message to come: one that is sent twice bears the same.
    """

    roll = models.ForeignKey(Roll, models.CASCADE, related_name="registrations")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="registrations")
    name = models.CharField(max_length=NAME_LENGTH)
    email = models.EmailField()
    email_key = models.CharField(max_length=254)
    at = models.DateTimeField()
    is_waiting = models.BooleanField(default=False)
    promoted_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    forget_on = models.DateField()
    form_token = models.CharField(max_length=60, null=True, blank=True)
    origin = models.CharField(max_length=300, blank=True, default="")
    language = models.CharField(max_length=10, blank=True, default="fr")
    why = models.CharField(max_length=12, choices=RegistrationNews, blank=True, default="")
    due_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    message_id = models.CharField(max_length=40, default=new_message_id)
    sent_at = models.DateTimeField(null=True, blank=True)
    told = models.CharField(max_length=64, blank=True, default="")
    refused = models.TextField(blank=True, default="")

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roll", "email_key"], name="one_registration_of_each_address"),
            models.UniqueConstraint(fields=["roll", "form_token"], name="one_registration_of_each_form"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="registration_to_tell"),
            models.Index(fields=["forget_on"], name="registration_to_forget"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def space(self) -> Space:
        """Whose link to this registration is."""
        return self.roll.space

    @property
    def space_id(self) -> int:
        return self.roll.space_id

    @property
    def has_place(self) -> bool:
        return self.cancelled_at is None and not self.is_waiting

    def come_again(self, name: str, at: datetime.datetime, *, is_waiting: bool) -> None:
        """She had left, and registers anew: behind those who came meanwhile."""
        self.name, self.at, self.is_waiting = name, at, is_waiting
        self.cancelled_at = self.promoted_at = None
        self.save(update_fields=["name", "at", "is_waiting", "cancelled_at", "promoted_at"])

    def leave(self, at: datetime.datetime) -> None:
        self.cancelled_at = at
        self.save(update_fields=["cancelled_at"])

    def be_promoted(self, at: datetime.datetime) -> None:
        """A place is hers."""
        self.is_waiting, self.promoted_at = False, at
        self.save(update_fields=["is_waiting", "promoted_at"])

    def be_told(self, why: str, due_at: datetime.datetime) -> None:
        """A message to her is due. What was to be said already stays to be said, unless it is more."""
        if self.why and why == RegistrationNews.CHANGED:
            return
        self.why, self.due_at, self.leased_until, self.attempts = RegistrationNews(why), due_at, None, 0
        self.message_id, self.refused = new_message_id(), ""
        self.save(update_fields=["why", "due_at", "leased_until", "attempts", "message_id", "refused"])

    def was_told(self, what: str, at: datetime.datetime | None) -> None:
        """The message left (`at`), or there was nothing left to say."""
        self.why, self.due_at, self.leased_until = "", None, None
        self.save(update_fields=["why", "due_at", "leased_until"])
        self.heard(what, at)

    def heard(self, what: str, at: datetime.datetime | None) -> None:
        """She knows this; something else may be due already."""
        self.told, self.sent_at = what, at or self.sent_at
        self.save(update_fields=["told", "sent_at"])

    def try_again(self, at: datetime.datetime) -> None:
        self.attempts, self.leased_until = self.attempts + 1, at
        self.save(update_fields=["attempts", "leased_until"])

    def be_refused(self, words: str) -> None:
        """The other side will not take it: nothing is due any longer, and conveners read why."""
        self.why, self.due_at, self.leased_until, self.refused = "", None, None, words
        self.save(update_fields=["why", "due_at", "leased_until", "refused"])
