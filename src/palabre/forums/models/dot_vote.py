"""DotVote: the dots of a day, where its hosts want them, and the ballots of a vote while it is open."""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.db import models

from palabre.forums.models.forum_day import ForumDay


class DotVote(models.Model):
    """The dots of a day: each person has `each` of them, one at most on a question.

    `key` names the file of the key while it is open, and `until` is the hour that its hosts announced. It began anew at
    `anew_at`, since its key was not found. Once closed, `counts` has the dots of each question, by its id: those of
    phones, and those of cards. `phones` and `cards` are how many ballots bear some. They are None, and their counts are
    not kept, where these are fewer than five.
    """

    day = models.OneToOneField(ForumDay, models.CASCADE, related_name="dot_vote")
    each = models.PositiveSmallIntegerField()
    until = models.TimeField(null=True, blank=True)
    key = models.CharField(max_length=32, blank=True, default="")
    opened_at = models.DateTimeField(null=True, blank=True)
    anew_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    phones = models.PositiveSmallIntegerField(null=True, blank=True)
    cards = models.PositiveSmallIntegerField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.each} dots on {self.day_id}"

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def is_counted(self) -> bool:
        """Return whether it is closed with a result: it does not open again."""
        return self.phones is not None or self.cards is not None

    def begin(self, key: str, until: datetime.time | None, at: datetime.datetime) -> None:
        self.key, self.until, self.opened_at = key, until, at
        self.closed_at = self.anew_at = None
        self.save()

    def begin_anew(self, key: str, at: datetime.datetime) -> None:
        self.key, self.anew_at = key, at
        self.save(update_fields=["key", "anew_at"])

    def be_until(self, until: datetime.time | None) -> None:
        self.until = until
        self.save(update_fields=["until"])

    def end(self, at: datetime.datetime, **result: Any) -> None:
        """Close it with this result, and without its key."""
        self.closed_at, self.key = at, ""
        for name, value in result.items():
            setattr(self, name, value)
        self.save()


def random_key() -> int:
    """Return an id that tells no order."""
    return secrets.randbelow(2**52) + 1


class Ballot(models.Model):
    """The dots of one holder while the vote is open: no instant, and nothing that can be read without its key.

    `holder` is an HMAC of the person, of the device that told no name, or of the form by which a card was typed.
    """

    id = models.BigIntegerField(primary_key=True, default=random_key)
    vote = models.ForeignKey(DotVote, models.CASCADE, related_name="ballots")
    holder = models.CharField(max_length=64)
    sealed = models.CharField(max_length=200)
    is_card = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "holder"], name="one_ballot_of_a_holder")]

    def __str__(self) -> str:
        return self.holder

    def be_sealed(self, sealed: str) -> None:
        self.sealed = sealed
        self.save(update_fields=["sealed"])

    def be_held_by(self, holder: str) -> None:
        self.holder = holder
        self.save(update_fields=["holder"])
