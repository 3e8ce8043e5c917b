"""One reading of a room does for all who asked before it was made; whoever did something after it reads anew."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from palabre.live.topic import Stamp
from palabre.meetings.models import Room
from palabre.meetings.room.broadcast.screen_html import reading_of, stamps_of
from palabre.meetings.room.room_lock import save_room_gesture
from palabre.meetings.room.tests.room_of import a_room
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(settings: Any) -> Room:
    settings.KEEP_SCREENS = True
    return a_room(a_member(a_space(), "Sabine Delorme"))


def test_who_asked_before_the_last_reading_shares_it(
    room: Room, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    before = stamps_of([room.meeting_id])[room.meeting_id]
    save_room_gesture(room, extra=5)
    reading = reading_of(room.meeting_id)
    assert reading is not None

    with django_assert_num_queries(0):
        assert reading_of(room.meeting_id, before) is reading


def test_who_did_something_since_reads_it(room: Room) -> None:
    former = reading_of(room.meeting_id)
    save_room_gesture(room, extra=7)
    reading = reading_of(room.meeting_id)

    assert former is not None
    assert reading is not None
    assert (former.facts.room.extra, reading.facts.room.extra) == (0, 7)


@pytest.mark.parametrize("later", [Stamp(2, 1, 5), Stamp(1, 2, 5), Stamp(1, 1, 6), Stamp(1, 1, 4), Stamp(2, 0, 5)])
def test_no_instant_covers_one_where_something_is_later_or_the_minute_another(later: Stamp) -> None:
    assert (Stamp(1, 1, 5).covers(later), Stamp(1, 1, 5).covers(Stamp(1, 0, 5))) == (False, True)
