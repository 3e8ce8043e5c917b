"""Once minutes were given, a text of the same day that names a member does not say that they were there."""

import datetime

import pytest
from django.utils import timezone

from palabre.home.statements.statements import said_of
from palabre.meetings.models import Attendance, Publication
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import TAIL, sent
from palabre.people.models import Audience
from tests.builders import a_meeting, a_member, a_page

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 4, 28)
TEXT = f"# Rencontre\n\n28 avril 2023\n\n### Participants\n\n- **Malo Kersauze**, *Une question ?*{TAIL}"


def reserved_minutes(space):
    """A meeting of that day, whose page only Inès reads."""
    seats = Audience.of_persons(a_member(space, "Inès Courtois"))
    page = a_page(space, "Entre nous", "# Réunion\n\n- Malo Kersauze est renvoyé en mai.\n", audience=seats)
    return a_meeting(space, on=DAY, minutes=page)


def test_the_text_that_he_brings_shows_him_no_line_of_them(space, malo):
    meeting = reserved_minutes(space)
    Publication.objects.create(meeting=meeting, given_at=timezone.now())

    open_to_space(sent(malo, TEXT), by=malo, at=timezone.now())

    assert not any("renvoyé" in one.words for one in said_of(malo).sentences)
    assert not Attendance.objects.filter(meeting=meeting).exists()


def test_before_they_are_given_it_says_who_was_there(space, malo):
    meeting = reserved_minutes(space)

    open_to_space(sent(malo, TEXT), by=malo, at=timezone.now())

    assert Attendance.objects.get(meeting=meeting).person == malo
