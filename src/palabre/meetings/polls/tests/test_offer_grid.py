"""The grid of a poll begins where the week does, and knows the evening and the half hours."""

import datetime

import pytest

from palabre.meetings.polls.offer_grid import OfferGrid, hours

MONDAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize("day", range(7))
def test_two_weeks_begin_on_the_monday_of_this_one_whatever_the_day(day):
    grid = OfferGrid(MONDAY + datetime.timedelta(days=day), week=0)

    assert (grid.monday, grid.sunday) == (MONDAY, MONDAY + datetime.timedelta(days=13))
    assert len(grid.gone) + len(grid.days) == 14


def test_the_parts_of_a_day_the_evening_and_the_half_hours_are_there():
    values = [value for value, _words in hours()]

    assert {"morning", "afternoon", "08:00", "18:30", "19:00", "21:30"} <= set(values)
