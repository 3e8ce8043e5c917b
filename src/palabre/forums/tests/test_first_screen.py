"""The first screen of a phone follows the hour, asks for no name, and shows what moved."""

import dataclasses
import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.forums.tests.scene import AT, PLAN, as_, day_now, prepared, typed, written
from palabre.forums.wall.wall_facts import Moment, minutes_until, moment_of, wall_of
from palabre.forums.wall.wall_lines import read_hours
from palabre.people.reader import Reader
from palabre.spaces.models import Space

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(AT)
OF_TODAY = dataclasses.replace(PLAN, held_on=TODAY, at=datetime.time(9, 30))


def at_hour(hour, minute=0):
    return timezone.localtime(AT).replace(hour=hour, minute=minute, second=0, microsecond=0)


@pytest.mark.parametrize(
    ("hour", "moment", "slot"),
    [
        ((8, 0), Moment.WALL, 1),
        ((9, 40), Moment.CIRCLE, 1),
        ((10, 5), Moment.WALL, 1),
        ((11, 14), Moment.WALL, 1),
        ((11, 15), Moment.WALL, 2),
        ((12, 15), Moment.CONTINUING, None),
    ],
)
def test_it_follows_the_hour(hour, moment, slot):
    day, _sabine = prepared(plan=OF_TODAY)

    found = moment_of(day, now=at_hour(*hour))

    assert (found[0], found[1] and found[1].position) == (moment, slot)


def test_the_circle_is_over_once_a_question_is_written():
    day, sabine = prepared(plan=OF_TODAY)
    written(day, sabine, 12)

    assert moment_of(day, now=at_hour(9, 40))[0] is Moment.WALL


@pytest.mark.parametrize(
    ("days", "moment"),
    [(1, Moment.TO_COME), (-1, Moment.PAST), (None, Moment.PAST)],
    ids=["before", "after", "unknown"],
)
def test_another_day_has_no_clock(days, moment):
    held_on = None if days is None else TODAY + datetime.timedelta(days=days)
    day, _sabine = prepared(plan=dataclasses.replace(OF_TODAY, held_on=held_on))

    assert moment_of(day, now=at_hour(10, 40))[0] is moment


def test_the_time_that_is_left_is_said_until_it_begins():
    day, _sabine = prepared(plan=OF_TODAY)
    first = day.slots.get(position=1)

    assert [minutes_until(first, at_hour(*hour)) for hour in ((10, 24), (10, 30))] == [7, None]


def test_no_name_is_asked_to_read_it_and_nobody_is_counted():
    day, sabine = prepared(public=True, plan=dataclasses.replace(OF_TODAY, held_on=TODAY + datetime.timedelta(days=1)))
    written(day, sabine, 12)
    typed(day, sabine, "12 1 B")

    page = Client().get(day.forum.get_absolute_url()).content.decode()

    assert 'name="who"' not in page
    for words in (
        "Où aller d’abord",
        "Table 1",
        "de plain-pied",
        "Proposer une question",
        "Le papier compte autant",
    ):
        assert words in page
    assert "Copier le mur" not in page
    assert "Copier le mur" in as_(sabine).get(day.forum.get_absolute_url()).content.decode()


def test_a_move_leaves_its_trace_a_quarter_of_an_hour_on_both_places():
    day, sabine = prepared(plan=OF_TODAY)
    written(day, sabine, 12)
    typed(day, sabine, "12 1 A")
    typed(day, sabine, "12 1 C")
    reader = Reader(day.forum.space, sabine, TODAY)

    (_slot, cells), _second = wall_of(day_now(day.forum), reader, at=timezone.now()).rows
    (_slot, later), _second = wall_of(
        day_now(day.forum), reader, at=timezone.now() + datetime.timedelta(minutes=16)
    ).rows

    assert (cells[0].gone.number, cells[0].gone_to.name, cells[2].came_from.name) == (12, "Jardin", "Table 1")
    assert (later[0].gone, later[2].came_from) == (None, None)


def test_on_the_day_it_says_where_to_go_now_or_who_goes_on():
    day, sabine = prepared(plan=dataclasses.replace(OF_TODAY, hours=tuple(read_hours("0 h - 23 h 59"))))
    written(day, sabine, 12)
    now = as_(sabine).get(day.forum.get_absolute_url()).content.decode()
    day.slots.update(starts=datetime.time(0, 0), ends=datetime.time(0, 0, 1))
    Space.touch(day.forum.space_id)

    over = as_(sabine).get(day.forum.get_absolute_url()).content.decode()

    assert ("Où aller maintenant" in now, "Dire le numéro d’une feuille" in now) == (True, False)
    assert ("Où aller maintenant" in over, "Dire le numéro d’une feuille" in over) == (False, True)
