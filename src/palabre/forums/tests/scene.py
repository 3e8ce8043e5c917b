"""A forum of invented people, for the tests of its day."""

import datetime

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.forums.day.forum_preparation import Plan, prepare_forum
from palabre.forums.models import ForumDay
from palabre.forums.wall.sheets import write_sheet
from palabre.forums.wall.wall_copy import copy_line
from palabre.forums.wall.wall_lines import read_hours, read_spots, read_wall_line
from tests.builders import a_member, a_space, entered

AT = timezone.now()
YESTERDAY = timezone.localdate(AT) - datetime.timedelta(days=1)
HOURS = tuple(read_hours("10 h 30\n11 h 30"))
SPOTS = tuple(read_spots("Table 1, de plain-pied\nTable 2\nJardin, allée de gravier"))
PLAN = Plan("Comment rester bien servis loin du bourg ?", YESTERDAY, None, "Salle de Brennes", HOURS, SPOTS)


def prepared(*, public=False, plan=PLAN):
    """Return the day of a forum and the member who prepared it."""
    space = a_space(public=public)
    sabine = a_member(space, "Sabine Le Goff")
    return day_now(prepare_forum(space, plan, by=sabine)), sabine


def day_now(forum):
    return ForumDay.objects.select_related("forum__space", "forum__audience").get(forum=forum)


def typed(day, by, line, **more):
    """Copy one line of the wall."""
    return copy_line(day, read_wall_line(line), by=by, at=timezone.now(), **more)


def written(day, by, number, text="Qui conduit le mercredi ?", asked_by=""):
    return write_sheet(day, text, by=by, at=AT, number=number, asked_by=asked_by)


def at(day, name, *args):
    return reverse(f"forums:{name}", args=[day.forum.space.slug, day.forum_id, *args])


def as_(person):
    return entered(Client(), person)


def standing(day):
    """Return where each sheet stands, as people type it."""
    rows = [sheet.sessions.standing().first() for sheet in day.sheets.order_by("number")]
    return [f"{one.sheet.number} {one.slot.position} {one.place.letter}" for one in rows if one]
