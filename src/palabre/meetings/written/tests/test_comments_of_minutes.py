"""Minutes that everybody reads keep to those who wrote them what was said in their margin before."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.meetings.models import Meeting
from palabre.meetings.written import minutes_publication
from palabre.meetings.written.minutes_composition import compose
from palabre.meetings.written.tests.meeting_held import NOW, ORIGIN, a_meeting_held
from palabre.pure.quotes import Quote
from palabre.wiki.comments import comment_thread
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db
LATER = NOW + datetime.timedelta(days=30)


@pytest.mark.parametrize("readers", ["now", "soon"])
def test_comments_of_before_are_no_part_of_what_is_published(readers):
    ines = a_member(a_space(public=True), "Inès Courtois")
    meeting = a_meeting_held(ines.space, by=ines)
    page = compose(meeting, by=ines)
    said = "Ce bus ne viendra jamais."
    comment_thread.comment_on(page, Quote("On ne porte pas seul"), said, by=ines, at=timezone.now())

    again = Meeting.objects.select_related("minutes__note", "minutes__audience", "minutes__space").get(pk=meeting.pk)
    minutes_publication.publish_minutes(again, by=ines, at=NOW, origin=ORIGIN, readers=readers)
    minutes_publication.open_what_is_due(LATER)

    outside, inside = (who.get(page.get_absolute_url()) for who in (Client(), entered(Client(), ines)))
    assert (outside.status_code, said in outside.content.decode(), said in inside.content.decode()) == (
        200,
        False,
        True,
    )
