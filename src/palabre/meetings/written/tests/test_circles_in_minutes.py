"""A circle leaves to the minutes its length, and the sentences that people chose to leave."""

import datetime

import pytest
from django.db.models import F

from palabre.meetings.models import Circle
from palabre.meetings.written.minutes_composition import compose
from palabre.meetings.written.tests.meeting_held import a_meeting_held
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture
def meeting(ines):
    return a_meeting_held(ines.space, by=ines)


def test_its_length_and_what_people_chose_to_leave(meeting, ines):
    text = compose(meeting, by=ines).note.body_md

    assert "Cercle, 25 minutes" in text
    assert "> On ne porte pas seul. (Inès Courtois)" in text


def test_one_minute_is_said_in_the_singular(meeting, ines):
    Circle.objects.update(closed_at=F("began_at") + datetime.timedelta(seconds=50))

    assert "\nCercle, 1 minute\n" in compose(meeting, by=ines).note.body_md
