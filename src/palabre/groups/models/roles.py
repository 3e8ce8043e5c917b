"""Who is in a group and in which role, what it looks for, and who offers to come."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from palabre.groups.models.group import Group
from palabre.people.models import AudienceBound, AudienceBoundQuerySet, Person
from palabre.spaces.models import Space


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
        """Leave out the roles that somebody left."""
        return self.filter(until__isnull=True)

    def carrying(self) -> Self:
        return self.filter(role__in=CARRYING)


class Membership(models.Model):
    """A person in a group, in one role. `confirmed_at`: when she said herself that this is so.

    `asks_on` is the day from which she is asked « On continue ? » ; silence changes nothing.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    words = models.CharField(max_length=400, blank=True, default="")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    asks_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person", "role"], name="each_role_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.role}"

    def confirm(self, at: datetime.datetime) -> None:
        """She says herself that she holds this role; she holds it again if she had left it. Its term begins anew."""
        self.until, self.confirmed_at, self.asks_on = None, at, None
        self.save(update_fields=["until", "confirmed_at", "asks_on"])

    def end(self, on: datetime.date) -> None:
        self.until = on
        self.save(update_fields=["until"])

    def resume(self) -> None:
        self.until = None
        self.save(update_fields=["until"])

    def say(self, words: str) -> None:
        """Say of her role other words, or none."""
        self.words = words
        self.save(update_fields=["words"])

    def go_on(self, until: datetime.date | None) -> None:
        """She goes on; on this day she is asked again (None: never)."""
        self.asks_on = until
        self.save(update_fields=["asks_on"])


class RoleCallQuerySet(AudienceBoundQuerySet["RoleCall"]):
    def open(self) -> Self:
        return self.filter(filled_at__isnull=True, withdrawn_at__isnull=True)


class RoleCall(AudienceBound):
    """« On recherche » : a role that waits for somebody, for one group or for the whole space (group null).

    `role` stays empty while the words do not say which one it is. `by` is who published it by a gesture; it is
    over once somebody was found (`filled_at`) or it was taken back (`withdrawn_at`).
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
        self.withdrawn_at = at
        self.save(update_fields=["withdrawn_at"])

    def fill(self, at: datetime.datetime) -> None:
        """Somebody was found."""
        self.filled_at = at
        self.save(update_fields=["filled_at"])

    def reopen(self, at: datetime.datetime) -> None:
        """Look for somebody again, from this day on."""
        self.withdrawn_at, self.filled_at, self.opened_on = None, None, timezone.localdate(at)
        self.save(update_fields=["withdrawn_at", "filled_at", "opened_on"])


class RoleOffer(AudienceBound):
    """A role that somebody proposes to somebody else, who takes it or not by her own click.

    `call` is the one that it answers. `closed_at`: when she took it, declined it, or it was taken back; nobody is told
    which, and a role that she took is a Membership.
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
        """It waits for her no longer; None: it does again."""
        self.closed_at = at
        self.save(update_fields=["closed_at"])


class Greeting(models.Model):
    """Somebody of the group greeted a person: what is kept to the group's people is open to her while she is of it.

    `by` is null for those who were of the group before greetings, and for those there when its first page was kept.
    A greeting is a right: it never moves to another person (see people.merging).
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
    """How far somebody comes along."""

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
    """« J’y vais » : what somebody offers of herself to a group, or to a call; it binds nobody.

    `level` and `energy` are "" where she did not say. `reply_to` is her address, where she gave it to those who carry
    for them to answer. `typed_by` typed it for her. `welcomed_at`: when somebody of the group answered her.
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
        """Say it in other words, or in none."""
        if words != self.words:
            self.words = words
            self.save(update_fields=["words"])
            Space.touch(self.space_id)

    def offer(self, level: str, energy: str) -> None:
        """Say how far she comes along, and with what energy; "" for what she does not say."""
        if (level, energy) != (self.level, self.energy):
            self.level, self.energy = level, energy
            self.save(update_fields=["level", "energy"])
            Space.touch(self.space_id)

    def may_be_answered_at(self, address: str) -> None:
        """Keep the address that she gives to those who carry; "" takes it back."""
        self.reply_to = address
        self.save(update_fields=["reply_to"])

    def be_typed_by(self, person: Person | None) -> None:
        """Somebody typed it for her; None: she says it herself."""
        if person != self.typed_by:
            self.typed_by = person
            self.save(update_fields=["typed_by"])
            Space.touch(self.space_id)

    def welcome(self, at: datetime.datetime | None, *, by: Person | None) -> None:
        self.welcomed_at, self.welcomed_by = at, by
        self.save(update_fields=["welcomed_at", "welcomed_by"])
