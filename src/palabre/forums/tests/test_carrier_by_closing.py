"""“Je porte”, said at a forum, opens no letters of others when a host closes the day, until somebody comes."""

import datetime

import pytest

from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.reports import join_sheet
from palabre.forums.outcome.sheet_pledges import pledge_to_sheet
from palabre.forums.tests.scene import AT, prepared
from palabre.forums.wall.sheets import propose
from palabre.meetings.permissions import can_read_letters
from tests.builders import a_member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("has_come", [False, True])
def test_it_opens_letters_once_who_founded_the_space_said_that_they_come(has_come):
    day, sabine = prepared()
    malo = a_member(day.forum.space, "Malo Riou")
    sheet = propose(day, "Ma question ?", by=malo, at=AT)
    pledge_to_sheet(sheet, by=malo, at=AT, carries=True)
    if has_come:
        pledge_to_sheet(sheet, by=sabine, at=AT, carries=False)

    close_day(day, {}, by=sabine, at=AT)

    assert malo.memberships.get().role == "convener"
    assert can_read_letters(malo) == has_come


def minutes_later(number):
    return AT + datetime.timedelta(minutes=number)


@pytest.mark.parametrize("said_first", [False, True])
def test_who_said_so_before_did_not_come_for_them(said_first):
    """Nor does who says “Je porte” in the place of an older “J’y vais”."""
    day, sabine = prepared()
    malo, zoe = a_member(day.forum.space, "Malo Riou"), a_member(day.forum.space, "Zoé Petit")
    sheet = propose(day, "Sa question ?", by=zoe, at=AT)
    if said_first:
        pledge_to_sheet(sheet, by=malo, at=AT, carries=False)
    pledge_to_sheet(sheet, by=sabine, at=minutes_later(1), carries=False)
    pledge_to_sheet(sheet, by=malo, at=minutes_later(2), carries=True)

    close_day(day, {}, by=sabine, at=minutes_later(9))

    assert malo.memberships.get().role == "convener"
    assert not can_read_letters(malo)


def test_nor_who_said_so_of_a_sheet_to_which_they_join_theirs():
    day, sabine = prepared()
    malo, zoe = a_member(day.forum.space, "Malo Riou"), a_member(day.forum.space, "Zoé Petit")
    his = propose(day, "Ma question ?", by=malo, at=AT)
    hers = propose(day, "Sa question ?", by=zoe, at=AT)
    pledge_to_sheet(his, by=malo, at=AT, carries=True)
    pledge_to_sheet(hers, by=sabine, at=minutes_later(1), carries=False)
    join_sheet(his, hers, by=malo, at=minutes_later(2))

    close_day(day, {}, by=sabine, at=minutes_later(9))

    assert malo.memberships.get().group.pledges.get().person == sabine
    assert not can_read_letters(malo)
