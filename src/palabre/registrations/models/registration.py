"""Registration: a name and a mail address on a roll, deleted a month after the day."""

from __future__ import annotations

import datetime
import uuid
from typing import Self

from django.db import models

from palabre.people.models import NAME_LENGTH, Person
from palabre.registrations.models.roll import Roll
from palabre.spaces.models import Space


class RegistrationNews(models.TextChoices):
    """The reason for the mail that is due to the registered person."""

    REGISTERED = "registered"
    PROMOTED = "promoted"
    CHANGED = "changed"
    LEFT = "left"


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def standing(self) -> Self:
        """Leave out cancelled registrations."""
        return self.filter(cancelled_at__isnull=True)

    def placed(self) -> Self:
        return self.standing().filter(is_waiting=False)

    def waiting(self) -> Self:
        """Keep those without a place, in order of registration."""
        return self.standing().filter(is_waiting=True).order_by("at", "pk")


def new_message_id() -> str:
    return uuid.uuid4().hex


class Registration(models.Model):
    """A mail address, registered once on a roll: it has a place, or waits for one in order of `at`.

    Data is minimal: no account and no person are created, only a name and an address are kept. `person` is set for
    someone of the space who registered in their own name. The row is deleted from `forget_on` on. `why` is the reason
    for the next mail, due at `due_at`; its content is composed when it leaves. `told` identifies the content of the
    last mail. `message_id` is that of the next mail: a repeated one bears the same.
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
        """The space of this registration, for its links."""
        return self.roll.space

    @property
    def space_id(self) -> int:
        return self.roll.space_id

    @property
    def has_place(self) -> bool:
        return self.cancelled_at is None and not self.is_waiting

    def come_again(self, name: str, at: datetime.datetime, *, is_waiting: bool) -> None:
        """Register again after a cancellation, at the end of the waiting order."""
        self.name, self.at, self.is_waiting = name, at, is_waiting
        self.cancelled_at = self.promoted_at = None
        self.save(update_fields=["name", "at", "is_waiting", "cancelled_at", "promoted_at"])

    def leave(self, at: datetime.datetime) -> None:
        self.cancelled_at = at
        self.save(update_fields=["cancelled_at"])

    def be_promoted(self, at: datetime.datetime) -> None:
        """Give the registration a place."""
        self.is_waiting, self.promoted_at = False, at
        self.save(update_fields=["is_waiting", "promoted_at"])

    def be_told(self, why: str, due_at: datetime.datetime) -> None:
        """Schedule a mail. A change does not replace a mail that is already due: it will tell the change too."""
        if self.why and why == RegistrationNews.CHANGED:
            return
        self.why, self.due_at, self.leased_until, self.attempts = RegistrationNews(why), due_at, None, 0
        self.message_id, self.refused = new_message_id(), ""
        self.save(update_fields=["why", "due_at", "leased_until", "attempts", "message_id", "refused"])

    def was_told(self, what: str, at: datetime.datetime | None) -> None:
        """Return the day from which registrations are deleted. Raise a Refusal if the day of the roll is not set."""
        self.why, self.due_at, self.leased_until = "", None, None
        self.save(update_fields=["why", "due_at", "leased_until"])
        self.heard(what, at)

    def heard(self, what: str, at: datetime.datetime | None) -> None:
        """Record the last content told, without touching a mail that may be due."""
        self.told, self.sent_at = what, at or self.sent_at
        self.save(update_fields=["told", "sent_at"])

    def try_again(self, at: datetime.datetime) -> None:
        self.attempts, self.leased_until = self.attempts + 1, at
        self.save(update_fields=["attempts", "leased_until"])

    def be_refused(self, words: str) -> None:
        """Record that delivery failed for good: no mail is due any longer, and conveners read the reason."""
        self.why, self.due_at, self.leased_until, self.refused = "", None, None, words
        self.save(update_fields=["why", "due_at", "leased_until", "refused"])
