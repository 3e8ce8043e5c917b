"""Roles in groups, calls for a role, role offers, greetings and pledges."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from palabre.groups.models.group import Group
from palabre.groups.models.old_minutes import MayBePast
from palabre.people.models import AudienceBound, AudienceBoundQuerySet, Person
from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields


class Role(models.TextChoices):
    CONVENER = "convener"
    CO_CONVENER = "co_convener"
    COMPANION = "companion"
    CONTRIBUTOR = "contributor"
    OBSERVER = "observer"
    LIAISON = "liaison"
    METHODOLOGIST = "methodologist"


CARRYING = (Role.CONVENER, Role.CO_CONVENER)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def held(self) -> Self:
        """Leave out the roles that ended."""
        return self.filter(until__isnull=True)

    def carrying(self) -> Self:
        return self.filter(role__in=CARRYING)


class Membership(models.Model):
    """A person in a group, in one role. `confirmed_at` is when they confirmed it themselves.

    `taken_at` is when they held again what had ended; who came before did not come for them. `asks_on` is the day from
    which they are asked “On continue ?”; silence changes nothing.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    words = models.CharField(max_length=400, blank=True, default="")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    asks_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person", "role"], name="each_role_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.role}"

    def confirm(self, at: datetime.datetime) -> None:
        """Record that the person confirms the role; it is resumed if it had ended, and its term restarts."""
        save_fields(self, until=None, confirmed_at=at, asks_on=None, taken_at=self.taken_again(at))

    def end(self, on: datetime.date) -> None:
        save_fields(self, until=on)

    def resume(self, at: datetime.datetime) -> None:
        save_fields(self, until=None, taken_at=self.taken_again(at))

    def taken_again(self, at: datetime.datetime) -> datetime.datetime | None:
        """Return `taken_at` of who holds it from now on: `at` for a carrying role that had ended."""
        return at if self.until is not None and self.role in CARRYING else self.taken_at

    def say(self, words: str) -> None:
        """Change the words on the role; they may be empty."""
        save_fields(self, words=words)

    def go_on(self, until: datetime.date | None) -> None:
        """Set the day on which the person is asked again (None: never)."""
        save_fields(self, asks_on=until)


class RoleCallQuerySet(AudienceBoundQuerySet["RoleCall"]):
    def open(self) -> Self:
        """Leave out filled and withdrawn calls, and those of old minutes that nobody confirmed."""
        return self.filter(filled_at__isnull=True, withdrawn_at__isnull=True, validity="")


class RoleCall(MayBePast, AudienceBound):
    """“On recherche”: a call for somebody in a role, in one group or in the whole space (group null).

    `role` is empty if the words do not say which. `by` is set if it was published by hand; it is over once somebody was
    found (`filled_at`) or it was withdrawn (`withdrawn_at`).
    """

    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="role_calls")
    role = models.CharField(max_length=20, choices=[*Role.choices, ("steward", "steward")], blank=True, default="")
    words = models.TextField()
    opened_on = models.DateField(null=True, blank=True)
    filled_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RoleCallQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return self.in_space("groups:role_call")

    @property
    def is_open(self) -> bool:
        return self.filled_at is None and self.withdrawn_at is None

    def withdraw(self, at: datetime.datetime) -> None:
        save_fields(self, withdrawn_at=at)

    def fill(self, at: datetime.datetime) -> None:
        """Mark the call as filled."""
        save_fields(self, filled_at=at)

    def reopen(self, at: datetime.datetime) -> None:
        """Open the call again, dated this day."""
        save_fields(self, withdrawn_at=None, filled_at=None, opened_on=timezone.localdate(at))


class RoleOffer(AudienceBound):
    """A role offered to a person, who takes or declines it by their own click.

    `call` is the call that it answers. `closed_at` is when the offer was taken, declined or withdrawn; the row
    does not say which. A role that was taken is a Membership.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="role_offers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="role_offers")
    role = models.CharField(max_length=20, choices=Role)
    words = models.CharField(max_length=400, blank=True, default="")
    call = models.ForeignKey(RoleCall, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person", "role"],
                condition=Q(closed_at__isnull=True),
                name="each_role_is_offered_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return self.in_space("groups:role_offer")

    def close(self, at: datetime.datetime | None) -> None:
        """Close the offer; None: reopen it."""
        save_fields(self, closed_at=at)


class Greeting(models.Model):
    """A person was greeted by somebody of the group: they read its reserved pages while they are of it.

    `by` is null for people of the group from before greetings, and for those there when its first page was reserved. A
    greeting is a right: it never moves to another person (see people.duplicates.person_merge).
    """

    is_a_right = True

    group = models.ForeignKey(Group, models.CASCADE, related_name="greetings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="greetings")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="each_person_greeted_once")]

    def __str__(self) -> str:
        return f"{self.person_id} greeted in {self.group_id}"


class Level(models.TextChoices):
    """The extent of a pledge."""

    INFORMED = "informed"
    HELP = "help"
    CONTRIBUTE = "contribute"
    CO_CARRY = "co_carry"
    CARRY = "carry"


class Energy(models.TextChoices):
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Pledge(AudienceBound):
    """“J’y vais”: what a person offers to a group or to a call; it binds nobody.

    `level` and `energy` are "" if not given. `reply_to` is the mail address that the person gave to the conveners for a
    reply. `typed_by` typed it for the person; `own_word_at` is when they first said it of this group themselves, by an
    act of theirs alone (see `Membership`). `welcomed_at` is when somebody of the group replied.
    """

    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="pledges")
    call = models.ForeignKey(RoleCall, models.CASCADE, null=True, blank=True, related_name="pledges")
    person = models.ForeignKey(Person, models.CASCADE, related_name="pledges")
    level = models.CharField(max_length=10, choices=Level, blank=True, default="")
    energy = models.CharField(max_length=10, choices=Energy, blank=True, default="")
    words = models.CharField(max_length=400, blank=True, default="")
    reply_to = models.EmailField(blank=True, default="")
    at = models.DateTimeField()
    typed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    own_word_at = models.DateTimeField(null=True, blank=True)
    welcomed_at = models.DateTimeField(null=True, blank=True)
    welcomed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False) | Q(call__isnull=False), name="a_pledge_is_to_a_group_or_a_call"
            ),
            models.UniqueConstraint(
                fields=["group", "person"], condition=Q(call__isnull=True), name="one_pledge_per_group"
            ),
            models.UniqueConstraint(fields=["call", "person"], name="one_pledge_per_call"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.group_id or self.call_id}"

    def say(self, words: str) -> None:
        """Change the words; they may be empty."""
        if words != self.words:
            save_fields(self, words=words)
            Space.touch(self.space_id)

    def offer(self, level: str, energy: str) -> None:
        """Set the level and the energy; "" for one that is not given."""
        if (level, energy) != (self.level, self.energy):
            save_fields(self, level=level, energy=energy)
            Space.touch(self.space_id)

    def may_be_answered_at(self, address: str) -> None:
        """Keep the mail address given to the conveners; "" removes it."""
        save_fields(self, reply_to=address)
        Space.touch(self.space_id)

    def be_typed_by(self, person: Person | None, *, own_word_at: datetime.datetime | None) -> None:
        """Set who typed the pledge for the person; None: the person confirms it themselves, alone at `own_word_at`."""
        if person != self.typed_by or (own_word_at and not self.own_word_at):
            save_fields(self, typed_by=person, own_word_at=self.own_word_at or own_word_at)
            Space.touch(self.space_id)

    def welcome(self, at: datetime.datetime | None, *, by: Person | None) -> None:
        save_fields(self, welcomed_at=at, welcomed_by=by)
