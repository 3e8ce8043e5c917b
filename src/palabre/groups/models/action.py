"""Action: something to do."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models

from palabre.groups.models.group import WORDS_LENGTH, Group
from palabre.groups.models.old_minutes import MayBePast
from palabre.people.models import AudienceBound, AudienceBoundQuerySet, Person
from palabre.web.saved_fields import save_fields


class ActionQuerySet(AudienceBoundQuerySet["Action"]):
    def open(self) -> Self:
        """Leave out the actions that are done or dropped, and those of old minutes that nobody confirmed."""
        return self.filter(is_done=False, dropped_at__isnull=True, validity="")


class Action(MayBePast, AudienceBound):
    """Something to do. Without an owner it is “à prendre”; only the owner can accept it.

    `due_words` are the original words of the date; `owner_words` name in a text an owner who has not accepted yet;
    `offered_to` is the person who was asked. `parts` are the smaller items written below it. `by` said it by hand;
    `done_by` said that it is done. A dropped action is neither done nor to be done: `dropped_words` may say why.
    """

    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="actions")
    text = models.TextField()
    heading = models.CharField(max_length=400, blank=True, default="")
    parts = models.JSONField(default=list, blank=True)
    owner = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="actions")
    owner_words = models.CharField(max_length=400, blank=True, default="")
    offered_to = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="offered_actions")
    offered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    due_words = models.CharField(max_length=200, blank=True, default="")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    is_done = models.BooleanField(default=False)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_words = models.CharField(max_length=WORDS_LENGTH, blank=True, default="")

    objects = ActionQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return self.in_space("groups:action")

    @property
    def is_open(self) -> bool:
        return not self.is_done and self.dropped_at is None

    @property
    def is_free(self) -> bool:
        """Return whether somebody may take it, though old minutes alone may say it."""
        return self.owner_id is None and self.is_open

    @property
    def is_to_take(self) -> bool:
        return self.is_free and not self.validity

    def take(self, person: Person) -> None:
        save_fields(self, owner=person)
        self.hold_true()

    def leave(self) -> None:
        save_fields(self, owner=None)

    def offer(self, to: Person | None, by: Person | None) -> None:
        """Offer the action to a person, who alone can accept it; None cancels the offer."""
        save_fields(self, offered_to=to, offered_by=by)
        if to is not None:
            self.hold_true()

    def say_who_helps(self, words: str) -> None:
        save_fields(self, owner_words=words)

    def be_due(self, words: str, on: datetime.date | None) -> None:
        save_fields(self, due_words=words, due_on=on)

    def finish(self, on: datetime.date | None, *, by: Person | None = None) -> None:
        """Mark the action as done on this day; None: as not done."""
        save_fields(self, is_done=on is not None, done_on=on, done_by=by)

    def drop(self, at: datetime.datetime | None, *, words: str = "") -> None:
        """Mark the action as dropped, for this reason; None: as not dropped."""
        save_fields(self, dropped_at=at, dropped_words=words)
