"""An answer is read in the shapes that calendars really send: parts within parts, folded lines, zones of their own."""

import pytest

from palabre.meetings.calendars.answer_mailbox import is_taken
from palabre.meetings.calendars.tests.real_replies import as_apple, as_google, as_outlook
from palabre.meetings.calendars.tests.test_calendar_replies import NOW, invited, presence_of
from palabre.meetings.models import Presence

pytestmark = pytest.mark.django_db
SHAPES = [as_google, as_outlook, as_apple]
__all__ = ["invited"]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_yes_then_a_perhaps_then_a_no_are_what_the_person_says(invited, shape):
    meeting, person, to = invited
    said = {"to": to, "uid": meeting.uid, "sequence": 0}

    yes = is_taken(shape(answer="ACCEPTED", **said), NOW), presence_of(person)
    perhaps = is_taken(shape(answer="TENTATIVE", **said), NOW), presence_of(person)
    no = is_taken(shape(answer="DECLINED", **said), NOW), presence_of(person)

    assert (yes, perhaps, no) == ((True, Presence.COMING), (False, Presence.COMING), (True, None))


@pytest.mark.parametrize("shape", SHAPES)
def test_the_answer_to_a_day_that_moved_is_no_answer(invited, shape):
    meeting, person, to = invited
    meeting.sequence = 1
    meeting.save()

    taken = [is_taken(shape(answer="ACCEPTED", to=to, uid=meeting.uid, sequence=one), NOW) for one in (0, 1)]

    assert (taken, presence_of(person)) == ([False, True], Presence.COMING)
