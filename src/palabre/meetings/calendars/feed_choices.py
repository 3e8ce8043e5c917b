"""Calendars that a member can subscribe to: their own meetings, the space, their groups; and their existing feeds."""

from __future__ import annotations

import dataclasses
import re

from django.utils.translation import gettext as _

from palabre.groups.models import Group
from palabre.journal.models import kind_of
from palabre.meetings.calendars.calendar_feeds import Thing, feed_path
from palabre.meetings.models import CalendarFeed
from palabre.people.reader import Reader
from palabre.web.form.form_input import is_number

MOST = 60  # groups


@dataclasses.dataclass(frozen=True, slots=True)
class Followable:
    """One calendar to subscribe to. `of` is its form value; `address` and `webcal` are "" without a feed."""

    title: str
    note: str
    of: str
    number: int = 0
    address: str = ""

    @property
    def webcal(self) -> str:
        """Return the address with the scheme that opens the calendar application."""
        return re.sub(r"^https?:", "webcal:", self.address)


def shown_to(reader: Reader, *, origin: str, asked: str = "") -> list[Followable]:
    """Return the available calendars, then the feeds that the reader may no longer read. `asked` is a group's id."""
    person = reader.person
    assert person is not None
    followed = {(one.thing_kind, one.thing_id): one for one in person.calendar_feeds.order_by("pk")}
    found = [
        feed_choice(
            person, _("My meetings"), _("those of my groups, those I am going to or called to"), "me", followed, origin
        ),
        feed_choice(reader.space, _("Everything planned here"), _("in the whole space"), "space", followed, origin),
    ]
    for group in groups_of(reader, {number for kind, number in followed if kind == kind_of(Group())}, asked):
        found.append(feed_choice(group, group.title, _("group"), f"group:{group.pk}", followed, origin))
    gone = [Followable(_("Something you can no longer read"), "", "", one.pk) for one in followed.values()]
    return found + gone


def feed_choice(
    thing: Thing, title: str, note: str, of: str, followed: dict[tuple[str, int], CalendarFeed], origin: str
) -> Followable:
    feed = followed.pop((kind_of(thing), thing.pk), None)
    if feed is None:
        return Followable(title, note, of)
    return Followable(title, note, of, feed.pk, origin + feed_path(feed))


def groups_of(reader: Reader, followed: set[int], asked: str) -> list[Group]:
    """Return, by title, the readable groups among the reader's own, those with a feed, and the one asked for."""
    hers = reader.person.memberships.filter(until=None).values_list("group", flat=True) if reader.person else []
    wanted = {*hers, *followed, *([int(asked)] if is_number(asked) else [])}
    groups = reader.fetch(reader.may_read(Group).filter(pk__in=wanted).order_by("pk"), most=MOST)
    return sorted(groups, key=lambda group: group.title.casefold())


def thing_said(reader: Reader, of: str) -> Thing | None:
    """Return the object of a form value; None if the reader may not subscribe to it."""
    if of == "me":
        return reader.person
    if of == "space":
        return reader.space
    kind, _colon, number = of.partition(":")
    if kind != "group" or not is_number(number):
        return None
    group: Group | None = reader.may_read(Group).filter(pk=int(number)).first()
    return group
