"""The facts that a screen of a day shows, by who looks at it."""

from __future__ import annotations

import dataclasses
import datetime
from enum import StrEnum
from typing import Any

from django.urls import reverse

from palabre.forums.ballots.day_dots import vote_of
from palabre.forums.day.forum_codes import day_key, is_open
from palabre.forums.kit.kit_words import law, principles
from palabre.forums.models import ForumDay, SheetPledge
from palabre.forums.wall.wall_facts import Moment, ShownSheet, minutes_until, moment_of, wall_of
from palabre.forums.wall.wall_photos import shown_photo
from palabre.people.reader import Reader


class ScreenKind(StrEnum):
    PHONE = "phone"  # where to go now
    WALL = "wall"  # every hour
    GRID = "grid"  # hours in rows, places in columns
    PROJECTOR = "projector"


@dataclasses.dataclass(frozen=True, slots=True)
class Onlooker:
    """A screen. `is_inside`: a member looks, who reads what the space reads. `origin` is the address of this server."""

    kind: ScreenKind
    is_inside: bool
    origin: str = ""

    @property
    def page(self) -> str:
        """Return the address of this server without its scheme, before that of a page."""
        return self.origin.partition("://")[2]

    @property
    def door(self) -> str:
        """Return the address of the door as people type it."""
        return f"{self.page}/forum"


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """A sheet that somebody carries, held up at the end of the day."""

    shown: ShownSheet
    names: list[str]


def screen_of(day: ForumDay, reader: Reader, *, now: datetime.datetime) -> dict[str, Any]:
    """Return the context of the living templates: nine queries at most.

    `photo` is that of the wall; `photo_first`, that the screens which lead to places show it instead.
    """
    moment, slot = moment_of(day, now=now)
    wall = wall_of(day, reader, at=now)
    photo = shown_photo(day, [slot.pk for slot, _cells in wall.rows])
    is_today = day.forum.held_on == now.date()
    letters, vote = day.code or "", vote_of(day)
    return {
        "space": day.forum.space,
        "forum": day.forum,
        "day": day,
        "moment": moment.name.lower(),
        "dots": vote if vote is not None and vote.opened_at is not None else None,
        "slot": slot,
        "minutes": minutes_until(slot, now) if slot and is_today else None,
        "now": now.time(),
        "wall": wall,
        "photo": photo,
        "photo_first": photo is not None and photo.is_first and moment in (Moment.TO_COME, Moment.WALL),
        "cells": next((cells for one, cells in wall.rows if slot and one.pk == slot.pk), []),
        "letters": f"{letters[:4]} {letters[4:]}" if is_open(day) else "",
        "square": reverse("forum_code:square", args=[letters, day_key(day)]) if is_open(day) else "",
        "principles": [*principles(), law()] if moment is Moment.CIRCLE else [],
        "standing": standing_of(day, wall.in_order, reader) if moment is Moment.CONTINUING else [],
    }


def standing_of(day: ForumDay, sheets: list[ShownSheet], reader: Reader) -> list[Standing]:
    """Return the sheets that somebody carries, in the order of the wall: one query."""
    rows = SheetPledge.objects.filter(sheet__day=day, carries=True, person__put_out_at=None).select_related("person")
    carriers: dict[int, list[Any]] = {}
    for one in rows.order_by("pk"):
        carriers.setdefault(one.sheet_id, []).append(one.person)
    found = [(one, carriers[one.sheet.pk]) for one in sheets if one.sheet.pk in carriers]
    return [Standing(one, reader.names_of(persons)) for one, persons in found]
