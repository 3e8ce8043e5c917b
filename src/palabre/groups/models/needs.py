"""Needs of groups, the answers to them, and help offered before anybody asks."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models

from palabre.groups.models.group import Group
from palabre.groups.models.old_minutes import MayBePast
from palabre.people.models import AudienceBound, AudienceBoundQuerySet, Person
from palabre.web.saved_fields import save_fields

KIND_LENGTH = 60  # characters of a kind in the words of a space


class NeedKind(models.TextChoices):
    PEOPLE = "people"
    ROLE = "role"
    METHOD = "method"
    PROVIDER = "provider"
    MONEY = "money"
    ROOM = "room"
    DECISION = "decision"
    OTHER = "other"


class Addressee(models.TextChoices):
    """The addressee of a need."""

    INSTITUTION = "institution"
    COMMUNITY = "community"
    GROUP = "group"


class NeedQuerySet(AudienceBoundQuerySet["Need"]):
    def open(self) -> Self:
        """Leave out satisfied and withdrawn needs, and those of old minutes that nobody confirmed."""
        return self.filter(satisfied_at__isnull=True, withdrawn_at__isnull=True, validity="")

    def with_last_answer(self) -> Self:
        """Annotate each need with `answered_at`, the time of its last answer, from which its state is computed."""
        last = Answer.objects.filter(need=models.OuterRef("pk")).order_by("-at").values("at")
        return self.annotate(answered_at=models.Subquery(last[:1]))


class Need(MayBePast, AudienceBound):
    """A need of a group, or of the whole community (group null).

    `kind_words` is a kind of the space’s own words, with `kind` "other"; "" for a shipped kind.
    `to` is "" if the addressee is not known; `to_group` is the group addressed. The state of a need is computed from
    events: seen (`acknowledged_at`), taken in hand (`in_hand_at`, with the day it was `promised_on`), declined with a
    `reason`, answered (rows of Answer). It is over when the group says so (`satisfied_at`), or withdraws it
    (`withdrawn_at`).
    """

    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="needs")
    kind = models.CharField(max_length=10, choices=NeedKind, default=NeedKind.OTHER)
    kind_words = models.CharField(max_length=KIND_LENGTH, blank=True, default="")
    text = models.TextField()
    said_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    to = models.CharField(max_length=12, choices=Addressee, blank=True, default="")
    to_group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="needs_said_to_it")
    wanted_for = models.DateField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    in_hand_at = models.DateTimeField(null=True, blank=True)
    in_hand_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    promised_on = models.DateField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=400, blank=True, default="")
    reopened_at = models.DateTimeField(null=True, blank=True)
    missing = models.CharField(max_length=400, blank=True, default="")
    satisfied_at = models.DateTimeField(null=True, blank=True)
    satisfied_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    form_token = models.CharField(max_length=60, null=True, blank=True, unique=True)

    objects = NeedQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.in_space("groups:need")

    @property
    def is_open(self) -> bool:
        return self.satisfied_at is None and self.withdrawn_at is None

    @property
    def is_in_hand(self) -> bool:
        """Return whether somebody sees to it, and the group has not said “pas encore” since."""
        return self.in_hand_at is not None and (self.reopened_at is None or self.reopened_at < self.in_hand_at)

    @property
    def is_declined(self) -> bool:
        """Return whether somebody declined it, and the group has not said “pas encore” since."""
        return self.declined_at is not None and (self.reopened_at is None or self.reopened_at < self.declined_at)

    def be_seen(self, at: datetime.datetime | None, *, by: Person | None) -> None:
        """Mark the need as seen; None: as not seen."""
        save_fields(self, acknowledged_at=at, acknowledged_by=by)

    def be_in_hand(
        self, at: datetime.datetime | None, *, by: Person | None, promised_on: datetime.date | None = None
    ) -> None:
        """Mark the need as taken in hand, with a promised day if there is one; None: as not taken."""
        save_fields(self, in_hand_at=at, in_hand_by=by, promised_on=promised_on)
        if at is not None:
            self.hold_true()

    def be_declined(self, at: datetime.datetime | None, *, by: Person | None, reason: str = "") -> None:
        """Mark the need as declined for this reason; None: as not declined."""
        save_fields(self, declined_at=at, declined_by=by, reason=reason)

    def be_satisfied(self, at: datetime.datetime | None, *, by: Person | None) -> None:
        save_fields(self, satisfied_at=at, satisfied_by=by)

    def reopen(self, at: datetime.datetime | None, *, missing: str = "") -> None:
        """Reopen the need at this instant, discarding what was done before; None undoes that."""
        save_fields(self, reopened_at=at, missing=missing, satisfied_at=None, satisfied_by=None)

    def withdraw(self, at: datetime.datetime | None) -> None:
        save_fields(self, withdrawn_at=at)


class Answer(AudienceBound):
    """An answer to a need. Only the group says whether it is enough.

    `given_by` names, in words, who gave an answer that `by` only reports; "" otherwise.
    """

    need = models.ForeignKey(Need, models.CASCADE, related_name="answers")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    given_by = models.CharField(max_length=120, blank=True, default="")
    text = models.TextField()
    at = models.DateTimeField()
    form_token = models.CharField(max_length=60, null=True, blank=True, unique=True)

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{self.need.get_absolute_url()}#reponse-{self.pk}"


class HelpOffer(AudienceBound):
    """“Je peux aider”: help offered to all groups, before anybody asks. It binds nobody."""

    by = models.ForeignKey(Person, models.CASCADE, related_name="help_offers")
    kind = models.CharField(max_length=10, choices=NeedKind, default=NeedKind.OTHER)
    text = models.CharField(max_length=400)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    form_token = models.CharField(max_length=60, null=True, blank=True, unique=True)

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.in_space("groups:help_offer")

    def withdraw(self, at: datetime.datetime | None) -> None:
        """Withdraw the offer; None: offer it again."""
        save_fields(self, withdrawn_at=at)


class HelpWanted(models.Model):
    """A group says of an offer “cela nous aiderait”: its author is told, and is free to answer."""

    offer = models.ForeignKey(HelpOffer, models.CASCADE, related_name="wanted")
    group = models.ForeignKey(Group, models.CASCADE, related_name="help_wanted")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "group"], name="each_offer_wanted_once_by_a_group")]

    def __str__(self) -> str:
        return f"{self.offer_id} wanted by {self.group_id}"
