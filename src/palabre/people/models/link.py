"""Link: opens one thing, for one person or for any holder. Key: lets a person in again. Merging: doubles made one."""

from __future__ import annotations

import datetime
import secrets

from django.db import models

from palabre.people.models.person import Person
from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields


def new_nonce() -> str:
    return secrets.token_urlsafe(16)


class Link(models.Model):
    """Opens one thing (`thing_kind`, `thing_id`), for one person, or for any holder when `person` is null.

    It never signs anybody in. Its token is made of its number and of the instance's secret (see links.py): the
    database holds no token, and a changed `nonce` makes the former token worthless. `made_by` is the only other person
    to whom its address was shown, at `shown_at`; null: Palabre alone gave it, by mail or on the person's own device.
    `noted_by` is the member who noted the address to which it was mailed, null if that is known to be the person's own
    (see account_vouchers). `used_at` is when something was first done by it, `removal_asked_at` when it last asked for
    the name to be removed (see slow_removal).
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="links")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="links")
    thing_kind = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    nonce = models.CharField(max_length=40, default=new_nonce)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    noted_by = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    removal_asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["space", "thing_kind", "thing_id"], name="link_by_thing")]

    def __str__(self) -> str:
        return f"link {self.pk} to {self.thing_kind}:{self.thing_id}"

    def has_expired(self, at: datetime.datetime) -> bool:
        return self.expires_at <= at

    def is_open(self, at: datetime.datetime) -> bool:
        return self.revoked_at is None and not self.has_expired(at)

    def show(self, at: datetime.datetime) -> None:
        """Record that its maker saw its address."""
        if self.shown_at is None:
            save_fields(self, shown_at=at)

    def revoke(self, at: datetime.datetime | None) -> None:
        """Set since when it opens nothing: one that closed with its person stays so once they are let back."""
        save_fields(self, revoked_at=at)
        Space.touch(self.space_id)

    def ask_for_removal(self, at: datetime.datetime) -> None:
        save_fields(self, removal_asked_at=at)


class Key(models.Model):
    """Lets `person` back in, once, on one device: a member who knows them shows it as a square (see keys)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="keys")
    made_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=40, default=new_nonce)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    is_a_right = True

    def __str__(self) -> str:
        return f"key {self.pk} for {self.person_id}"


class MergeRequest(models.Model):
    """Somebody (`by`) says that two persons who both came are one: both must agree, in either order.

    Once one of the two said yes, they are `by`, and the other one alone is asked.
    """

    kept = models.ForeignKey(Person, models.CASCADE, related_name="+")
    absorbed = models.ForeignKey(Person, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    is_a_right = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kept", "absorbed"], name="asked_once_of_two_names")]

    def __str__(self) -> str:
        return f"{self.absorbed_id} into {self.kept_id}?"

    def say_yes(self, by: Person) -> None:
        save_fields(self, by=by)


class Merging(models.Model):
    """Two persons, or two spellings of an organisation, merged into one: `moved` tells what to give back.

    `kept_id` and `absorbed_id` are of the kind `thing_kind`; `moved` is a list of [kind, id, field]. One that was
    undone says that they are two, and so does one that never moved anything and was undone at once.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="mergings")
    thing_kind = models.CharField(max_length=60)
    kept_id = models.BigIntegerField()
    absorbed_id = models.BigIntegerField()
    moved = models.JSONField(default=list)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.thing_kind}:{self.absorbed_id} into {self.kept_id}"

    @property
    def is_own_word(self) -> bool:
        """Return whether the absorbed person came, and said that they are the other: only they part the two."""
        return self.thing_kind == Person._meta.label_lower and self.by_id == self.absorbed_id

    @property
    def both(self) -> tuple[int, int]:
        return self.kept_id, self.absorbed_id

    def undo(self, at: datetime.datetime) -> None:
        save_fields(self, undone_at=at)
