"""Decision, and the objections that make it better."""

from __future__ import annotations

import datetime

from django.db import models

from palabre.groups.models import Action, Group
from palabre.meetings.models.meeting import Meeting
from palabre.people.models import AudienceBound, Person


class Decision(AudienceBound):
    """What was decided, in the words of the minutes; or, once `proposed_at`, what is still a proposal.

    A proposal is `adopted_at` when no objection with a reason is left, or `set_aside_at`, with why. One that was read
    in minutes was never proposed here: it is decided. `review_on` is when it is looked at again.
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
        """Adopted here, or read in minutes as decided."""
        return self.adopted_at is not None or (self.proposed_at is None and self.set_aside_at is None)

    @property
    def was_proposed_here(self) -> bool:
        return self.proposed_at is not None

    def say(self, text: str) -> None:
        self.text = text
        self.save(update_fields=["text"])

    def adopt(self, at: datetime.datetime) -> None:
        self.adopted_at, self.set_aside_at, self.why_set_aside = at, None, ""
        self.save(update_fields=["adopted_at", "set_aside_at", "why_set_aside"])

    def set_aside(self, at: datetime.datetime, why: str) -> None:
        self.set_aside_at, self.adopted_at, self.why_set_aside = at, None, why
        self.save(update_fields=["set_aside_at", "adopted_at", "why_set_aside"])

    def propose_again(self) -> None:
        self.adopted_at, self.set_aside_at, self.why_set_aside = None, None, ""
        self.save(update_fields=["adopted_at", "set_aside_at", "why_set_aside"])

    def review(self, on: datetime.date | None) -> None:
        self.review_on = on
        self.save(update_fields=["review_on"])


class Objection(models.Model):
    """A reason why a proposal would do harm. Without a reason there is none. `lifted_at`: the proposal took it in."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="objections")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.reason

    def lift(self, at: datetime.datetime) -> None:
        self.lifted_at = at
        self.save(update_fields=["lifted_at"])

    def stand(self) -> None:
        self.lifted_at = None
        self.save(update_fields=["lifted_at"])


class CarriedOver(models.Model):
    """An action that was still open when a meeting ended, and came back at the next: it stays the same action."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="carried_over")
    action = models.ForeignKey(Action, models.CASCADE, related_name="carried_over")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "action"], name="carried_over_once")]

    def __str__(self) -> str:
        return f"{self.action_id} came back at {self.meeting_id}"
