"""“Je porte”, said at a forum, opens no letters of others when a host closes the day, until somebody comes."""

import pytest

from palabre.forums.outcome.closure import close_day
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
