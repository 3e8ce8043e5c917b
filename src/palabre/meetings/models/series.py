"""Series: a rhythm and its schedule. CalendarFeed: the secret addresses to which calendars subscribe."""

from __future__ import annotations

import datetime

from django.db import models

from palabre.groups.models import Group
from palabre.people.models import AudienceBound, Person
from palabre.people.models.link import new_nonce
from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields

ZONE = "Europe/Paris"


class Series(AudienceBound):
    """A rhythm: « tous les 15 jours » is every 14 days. `rrule` is an RFC 5545 rule without its prefix.

    `starts_on` is null for a rhythm only mentioned in minutes, that creates no meetings. `lasts` is in minutes, `at` a
    time in `zone`. A pause or an end is stored as a time, not as a state.
    """

    words = models.TextField()
    rrule = models.CharField(max_length=200)
    title = models.CharField(max_length=300, blank=True, default="")
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="series")
    starts_on = models.DateField(null=True, blank=True)
    at = models.TimeField(null=True, blank=True)
    lasts = models.PositiveSmallIntegerField(null=True, blank=True)
    zone = models.CharField(max_length=60, default=ZONE)
    place = models.CharField(max_length=300, blank=True, default="")
    video_url = models.URLField(max_length=500, blank=True, default="")
    skips_august = models.BooleanField(default=False)
    template_key = models.CharField(max_length=40, blank=True, default="")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    paused_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return self.in_space("meetings:series")

    @property
    def is_kept(self) -> bool:
        """Return whether it creates meetings."""
        return self.starts_on is not None and self.paused_at is None and self.ended_at is None

    def begin(
        self,
        on: datetime.date,
        *,
        at: datetime.time | None,
        lasts: int | None,
        zone: str,
        place: str,
        video_url: str,
        by: Person,
    ) -> None:
        """Start the schedule on this day."""
        self.starts_on, self.at, self.lasts, self.zone = on, at, lasts, zone
        self.place, self.video_url = place, video_url
        self.by, self.paused_at, self.ended_at = by, None, None
        self.save()

    def follow(self, words: str, rrule: str, *, title: str, template_key: str, skips_august: bool) -> None:
        """Replace the rhythm and its words."""
        self.words, self.rrule, self.title = words, rrule, title
        self.template_key, self.skips_august = template_key, skips_august
        self.save()

    def pause(self, at: datetime.datetime) -> None:
        save_fields(self, paused_at=at)

    def resume(self) -> None:
        save_fields(self, paused_at=None)

    def end(self, at: datetime.datetime) -> None:
        save_fields(self, ended_at=at)

    def go_on(self) -> None:
        save_fields(self, ended_at=None)


class CalendarFeed(models.Model):
    """A secret address to which one person's calendar subscribes, for one object.

    `thing_kind` and `thing_id` identify it: the space, a group, or the person (their own meetings). As with a link, the
    database holds no token: it is derived from the id, `nonce` and the instance's secret.
    """

    space = models.ForeignKey(Space, models.CASCADE, related_name="calendar_feeds")
    person = models.ForeignKey(Person, models.CASCADE, related_name="calendar_feeds")
    thing_kind = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    nonce = models.CharField(max_length=40, default=new_nonce)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "thing_kind", "thing_id"], name="one_feed_each_of_a_thing")
        ]

    def __str__(self) -> str:
        return f"feed {self.pk} of {self.thing_kind}:{self.thing_id}"

    def renew(self) -> None:
        """Revoke the address and make another one."""
        save_fields(self, nonce=new_nonce())
