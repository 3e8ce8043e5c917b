"""Registration: a name and a mail address on a roll, deleted a month after the day."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models

from palabre.people.models import NAME_LENGTH, Person
from palabre.registrations.models.roll import Roll
from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields


class RegistrationNews(models.TextChoices):
    """The reason for the letter that is due to the registered person."""

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

    def give_places(self, at: datetime.datetime) -> int:
        return self.update(is_waiting=False, promoted_at=at)


class Registration(models.Model):
    """A mail address, registered once on a roll: it has a place, or waits for one in order of `at`.

    Data is minimal: no account and no person are created, only a name and an address are kept. `person` is set for
    someone of the space who registered in their own name. The row is deleted from `forget_on` on. `why` is the reason
    for the letter that is due, "" without one; post sends it, and it is composed when it leaves. `told` identifies the
    content of the last letter sent.
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
    told = models.CharField(max_length=64, blank=True, default="")

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roll", "email_key"], name="one_registration_of_each_address"),
            models.UniqueConstraint(fields=["roll", "form_token"], name="one_registration_of_each_form"),
        ]
        indexes = [models.Index(fields=["forget_on"], name="registration_to_forget")]

    def __str__(self) -> str:
        return self.name

    @property
    def space(self) -> Space:
        """The space of this registration, for its links."""
        return self.roll.space

    @property
    def space_id(self) -> int:
        return self.roll.space_id

    def come_again(self, name: str, at: datetime.datetime, *, is_waiting: bool) -> None:
        """Register again after a cancellation, at the end of the waiting order."""
        self.name, self.at, self.is_waiting = name, at, is_waiting
        self.cancelled_at = self.promoted_at = None
        self.save(update_fields=["name", "at", "is_waiting", "cancelled_at", "promoted_at"])

    def leave(self, at: datetime.datetime) -> None:
        save_fields(self, cancelled_at=at)

    def expect_letter(self, why: str) -> None:
        """Record the reason for the letter that is due; "" when none is due any longer."""
        save_fields(self, why=RegistrationNews(why) if why else "")

    def was_told(self, what: str) -> None:
        """Record the content of the last letter sent."""
        save_fields(self, told=what)
