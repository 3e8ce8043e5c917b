"""The agenda: its points, and the templates it begins from."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Self

from django.db import models
from django.db.models import F, Max, Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from palabre.groups.models import Need
from palabre.meetings.models.meeting import Meeting
from palabre.people.models import Person
from palabre.pure.french import shortened
from palabre.pure.reading_lines import ToRead, to_read
from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields

LONGEST = 300  # characters of what is quoted in a point


def quoted_item(text: str) -> str:
    """Return the words of a need, a decision or an action as an agenda and a note quote them."""
    return shortened(text, LONGEST)


class ItemKind(models.TextChoices):
    INFORM = "inform"
    WEATHER = "weather"
    EXCHANGE = "exchange"
    CIRCLE = "circle"
    EXPLORE = "explore"
    DECIDE = "decide"
    ACT = "act"


class AgendaTemplate(models.Model):
    """The agenda template of a space that replaces the one Palabre ships under this `key`.

    `points` is a list of {"text", "kind", "minutes", "parts"}.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="agenda_templates")
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    points = models.JSONField(default=list)
    changed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "key"], name="one_agenda_template_per_key")]

    def __str__(self) -> str:
        return self.title


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def standing(self) -> Self:
        """Leave out the dropped and postponed points."""
        return self.filter(dropped_at=None, postponed_at=None)

    def postponed(self) -> Self:
        return self.filter(dropped_at=None, postponed_at__isnull=False)

    def with_words(self) -> list[AgendaItem]:
        """Load these points with what their `words` and `listed` read: a query more where some bring needs."""
        found = list(self.select_related("about__audience"))
        needs = Prefetch("brought", BroughtNeed.objects.select_related("need__audience"))
        prefetch_related_objects([one for one in found if one.brings], needs)
        return found

    def last_position(self) -> int:
        """Return the highest position of these points, 0 if there are none."""
        return self.aggregate(last=Max("position"))["last"] or 0

    def put_in_order(self, numbers: Sequence[int]) -> None:
        """Give the points of one meeting the positions 1, 2, 3… in this order. `numbers` are the ids of all of them."""
        self.update(position=F("position") + self.last_position() + len(numbers))
        for position, number in enumerate(numbers, start=1):
            self.filter(pk=number).update(position=position)


class AgendaItem(models.Model):
    """A point of the agenda, with its sub-points.

    `text` and `parts` are what people typed, or the template. `words` and `listed` are what the agenda says: the words
    of needs and of decisions are theirs as they are now, and are copied nowhere, for whoever keeps, corrects or removes
    them to be followed. `text` is empty where nobody typed other words than those of the decision.
    `kind` and `minutes` are empty if unknown. `holder` presents it. `treated_at` is set when the room leaves it,
    `dropped_at` when it is dropped, `postponed_at` when it waits for a later meeting: `postponed_to`, whose copy
    `comes_from` it. `brings` "needs": it lists the needs without an answer, updated until it is treated. `about` is the
    decision under discussion or review. `to_read` is what to read before, a line each: see `pure.reading_lines`.
    `reads_about`: whether one reader reads the decision; None: the words are for all who read the meeting.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True, default="")
    parts = models.JSONField(default=list, blank=True)
    kind = models.CharField(max_length=10, choices=ItemKind, blank=True, default="")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    holder = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    proposed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    treated_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    postponed_at = models.DateTimeField(null=True, blank=True)
    postponed_to = models.ForeignKey(Meeting, models.SET_NULL, null=True, blank=True, related_name="postponed_here")
    comes_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    brings = models.CharField(max_length=10, blank=True, default="")
    about = models.ForeignKey("meetings.Decision", models.SET_NULL, null=True, blank=True, related_name="agenda_items")
    to_read = models.TextField(blank=True, default="")

    reads_about: bool | None = None

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="one_point_per_position")]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """Return its text, or else the words of its decision to those who read them."""
        if self.text:
            return self.text
        if self.about is None:
            return _("A decision that is no longer there")
        is_read = self.reads_about
        if is_read is None:
            is_read = self.about.audience.covers(self.meeting.audience)
        return quoted_item(self.about.text) if is_read else _("A decision that members read")

    @property
    def listed(self) -> list[str]:
        """Return its sub-points: those typed, and the needs that all who read the meeting read."""
        rows = sorted(self.brought.all(), key=lambda one: one.position) if self.brings else []
        needs = [one.need for one in rows if one.need.withdrawn_at is None]
        shown = [need for need in needs if need.audience.covers(self.meeting.audience)]
        return [*map(str, self.parts), *(quoted_item(need.text) for need in shown)]

    def say(self, *, text: str, kind: str, minutes: int | None, holder: Person | None, to_read: str) -> None:
        save_fields(self, text=text, kind=kind, minutes=minutes, holder=holder, to_read=to_read)

    @property
    def reading(self) -> list[ToRead]:
        return to_read(self.to_read)

    def bring(self, needs: Sequence[int]) -> None:
        """List exactly the needs with these ids, in this order."""
        if list(self.brought.order_by("position").values_list("need", flat=True)) != list(needs):
            self.brought.all().delete()
            rows = [BroughtNeed(item=self, need_id=need, position=place) for place, need in enumerate(needs, start=1)]
            BroughtNeed.objects.bulk_create(rows)
        if self.parts:
            save_fields(self, parts=[])

    def drop(self, at: datetime.datetime) -> None:
        save_fields(self, dropped_at=at)

    def postpone(self, at: datetime.datetime, *, to: Meeting | None) -> None:
        save_fields(self, postponed_at=at, postponed_to=to)

    def stay_there(self) -> None:
        """Be a point of this meeting alone: the one that it comes from was taken back."""
        save_fields(self, comes_from=None)

    def stand(self) -> None:
        """Restore it to this meeting."""
        save_fields(self, dropped_at=None, postponed_at=None, postponed_to=None)


class BroughtNeed(models.Model):
    """A need that a point of the agenda lists, and that goes with either."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="brought")
    need = models.ForeignKey(Need, models.CASCADE, related_name="brought_by")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "need"], name="brought_once")]

    def __str__(self) -> str:
        return f"{self.need_id} below {self.item_id}"
