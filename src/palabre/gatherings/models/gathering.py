"""Gathering: a day when groups open up to others."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.meetings.models import ZONE, DatePoll
from palabre.people.models import AudienceBound, AudienceBoundQuerySet, AudienceKind, Person
from palabre.registrations.models import Day, Roll
from palabre.web import dates_in_words
from palabre.web.saved_fields import save_fields

MINUTES_OF_A_DAY = 24 * 60


class GatheringQuerySet(AudienceBoundQuerySet["Gathering"]):
    def announced(self) -> Self:
        return self.filter(announced_at__isnull=False)

    def open_to_all(self) -> Self:
        """Keep the gatherings open to the public; their space may itself be restricted to members."""
        return self.announced().filter(audience__kind=AudienceKind.PUBLIC, space__ended_at=None)


class Gathering(AudienceBound):
    """A day when groups open up: their cards, a place or a video address, registrations.

    `intention` is Markdown; `body_html` is the same as sanitised HTML, cached at save. Without a day, `poll` may seek
    one: when the poll is closed on a date, the gathering takes that date. `formats` are the proposed formats, in words;
    `chosen_format` is one of them, or empty. Members prepare the gathering; others see it from `announced_at` on.
    People register on its `roll` until the day, while it is announced and not cancelled. `form_token` is the token of
    the form that created it.
    """

    roll = models.OneToOneField(Roll, models.PROTECT, related_name="gathering")
    title = models.CharField(max_length=200)
    intention = models.TextField(blank=True, default="")
    body_html = models.TextField(blank=True, default="")
    on = models.DateField(null=True, blank=True)
    at = models.TimeField(null=True, blank=True)
    until = models.TimeField(null=True, blank=True)
    zone = models.CharField(max_length=60, default=ZONE)
    poll = models.ForeignKey(DatePoll, models.SET_NULL, null=True, blank=True, related_name="gatherings")
    place = models.CharField(max_length=300, blank=True, default="")
    video_url = models.URLField(max_length=500, blank=True, default="")
    formats = models.JSONField(default=list, blank=True)
    chosen_format = models.CharField(max_length=80, blank=True, default="")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    form_token = models.CharField(max_length=60, unique=True, null=True, blank=True)

    objects = GatheringQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(announced_at__isnull=True) | Q(on__isnull=False), name="what_is_announced_has_a_day"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.in_space("gatherings:gathering")

    @property
    def open_address(self) -> str:
        """The public path of the gathering, outside the space."""
        return reverse("open_gathering:gathering", args=[self.pk])

    @property
    def is_announced(self) -> bool:
        return self.announced_at is not None

    @property
    def is_off(self) -> bool:
        return self.cancelled_at is not None

    @property
    def when(self) -> str:
        """The day and its hours in words; "" without a day."""
        return dates_in_words.span(self.on, self.at, self.until)

    @property
    def lasts(self) -> int | None:
        """The duration in minutes, across midnight too."""
        if self.at is None or self.until is None:
            return None
        gone = (self.until.hour - self.at.hour) * 60 + self.until.minute - self.at.minute
        return gone % MINUTES_OF_A_DAY or None

    def registration_day(self) -> Day:
        """Return the day as the pages and letters of its roll show it. `space`, `audience` and `roll` are loaded."""
        return Day(
            word=_("gathering"),
            title=self.title,
            address=self.get_absolute_url(),
            open_address=self.open_address,
            on=self.on,
            at=self.at,
            until=self.until,
            lasts=self.lasts,
            zone=self.zone,
            place=self.place,
            video_url=self.video_url,
            words=self.intention,
            sequence=self.roll.sequence,
            is_for_all=self.is_announced and self.audience.kind == AudienceKind.PUBLIC,
            is_off=self.is_off,
        )

    def be_on(self, on: datetime.date | None, at: datetime.time | None, until: datetime.time | None) -> None:
        save_fields(self, on=on, at=at, until=until)
        self.open_roll()

    def seek_a_day(self, poll: DatePoll | None) -> None:
        save_fields(self, poll=poll)

    def take_form(self, words: str) -> None:
        """Choose one of the formats; "" leaves the choice open again."""
        save_fields(self, chosen_format=words)

    def announce(self, at: datetime.datetime | None) -> None:
        """Announce the gathering from `at` on; None: only members see it again."""
        save_fields(self, announced_at=at)
        self.open_roll()

    def cancel(self, at: datetime.datetime | None) -> None:
        """Cancel the gathering; None: it takes place after all."""
        save_fields(self, cancelled_at=at)
        self.open_roll()

    def open_roll(self) -> None:
        """Open registration until the day if the gathering is announced and not cancelled; close it otherwise."""
        self.roll.close_on(self.on if self.is_announced and not self.is_off else None)
