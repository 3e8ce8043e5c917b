"""A day and the hours and places of its wall as one types them, and as they stand in the fields of a form."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from palabre.forums.models import ForumDay
from palabre.forums.wall.wall_lines import Hours, Spot
from palabre.web import dates_in_words


def day_in_words(held_on: datetime.date | None, at: datetime.time | None) -> str:
    if held_on is None:
        return ""
    return dates_in_words.in_full(held_on) + (f", {dates_in_words.hour(at)}" if at is not None else "")


def hours_in_words(hours: Iterable[Hours]) -> str:
    return "\n".join(f"{dates_in_words.hour(one.starts)} - {dates_in_words.hour(one.ends)}" for one in hours)


def spots_in_words(spots: Iterable[Spot]) -> str:
    return "\n".join(", ".join(filter(None, (one.name, one.access))) for one in spots)


def texts_of_day(day: ForumDay) -> dict[str, str]:
    """Return what people type of a day, by the name of its field."""
    hours = [Hours(one.starts, one.ends) for one in day.slots.order_by("position")]
    spots = [Spot(one.name, one.access) for one in day.places.order_by("position")]
    said = {"day": day_in_words(day.forum.held_on, day.at), "venue": day.venue}
    return said | {"hours": hours_in_words(hours), "places": spots_in_words(spots)}
