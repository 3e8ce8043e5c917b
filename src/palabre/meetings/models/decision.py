"""Decision, and the objections to it."""

from __future__ import annotations

import datetime
import hashlib

from django.db import models

from palabre.groups.models import Action, Group
from palabre.meetings.models.meeting import Meeting
from palabre.people.models import Audience, AudienceBound, Person
from palabre.web.saved_fields import save_fields


class Decision(AudienceBound):
    """A decision, in the words of the minutes; or a proposal made here, if `proposed_at` is set.

    A proposal is adopted (`adopted_at`) when no objection stands any more, or set aside (`set_aside_at`) with a reason.
    A decision read in minutes was never proposed here: it is decided. `review_on` is its review date.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="decisions")
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="decisions")
    text = models.TextField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    set_aside_at = models.DateTimeField(null=True, blank=True)
    why_set_aside = models.TextField(blank=True, default="")
    review_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.in_space("meetings:decision")

    @property
    def is_proposed(self) -> bool:
        return self.proposed_at is not None and self.adopted_at is None and self.set_aside_at is None

    @property
    def is_decided(self) -> bool:
        """Return whether it was adopted here, or read in minutes as decided."""
        return self.adopted_at is not None or (self.proposed_at is None and self.set_aside_at is None)

    @property
    def was_proposed_here(self) -> bool:
        return self.proposed_at is not None

    @property
    def words_digest(self) -> str:
        """Return a short hash of its words, by which a page says which ones it shows."""
        return hashlib.blake2b(self.text.encode(), digest_size=9).hexdigest()

    def adopt(self, at: datetime.datetime) -> None:
        save_fields(self, adopted_at=at, set_aside_at=None)

    def set_aside(self, at: datetime.datetime, why: str) -> None:
        save_fields(self, set_aside_at=at, adopted_at=None, why_set_aside=why)

    def propose_again(self) -> None:
        """The reason for which it was set aside stays, for its page alone: somebody wrote it."""
        save_fields(self, adopted_at=None, set_aside_at=None)

    def review(self, on: datetime.date | None) -> None:
        save_fields(self, review_on=on)


class Objection(models.Model):
    """A reason why a proposal would do harm; the reason is required. `lifted_at`: the proposal took it into account.

    It is read by those of its decision's readers who are in its `audience`: fewer where it was said among fewer. Nobody
    reads one that has none: a former version wrote it after this one.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="objections")
    audience = models.ForeignKey(Audience, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.reason

    def lift(self, at: datetime.datetime) -> None:
        save_fields(self, lifted_at=at)

    def stand(self) -> None:
        save_fields(self, lifted_at=None)


class CarriedOver(models.Model):
    """An open action listed at a meeting: it came back from an earlier one, or was said in the room of this one."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="carried_over")
    action = models.ForeignKey(Action, models.CASCADE, related_name="carried_over")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "action"], name="carried_over_once")]

    def __str__(self) -> str:
        return f"{self.action_id} came back at {self.meeting_id}"
