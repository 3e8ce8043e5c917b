"""Two scribes who give the same minutes at the same instant, and two persons who order one agenda."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from palabre.journal.models import Entry
from palabre.meetings.agenda import item_order
from palabre.meetings.agenda.agenda_preparation import prepare
from palabre.meetings.models import Edition
from palabre.meetings.written import minutes_publication
from palabre.meetings.written.tests.meeting_held import NOW, ORIGIN, a_meeting_held
from palabre.wiki.models import Page
from tests.at_once import at_once
from tests.builders import a_meeting, a_member, a_space

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time"),
]


def test_two_scribes_who_give_at_once_give_one_version_and_lose_no_word():
    space = a_space(public=True)
    ines, hugo = a_member(space, "Inès Courtois"), a_member(space, "Hugo Ferreira")
    meeting = a_meeting_held(space, by=ines)

    faults = at_once(
        *[
            lambda by=by: minutes_publication.publish_minutes(meeting, by=by, at=NOW, origin=ORIGIN)
            for by in (ines, hugo)
        ]
    )

    text = Page.objects.select_related("note").get(pk=meeting.minutes_id).note.body_md
    assert faults == []
    assert (Edition.objects.get().revision.body_md, Entry.objects.filter(verb="minutes.given").count()) == (text, 1)
    assert [text.count(words) for words in ("On garde le samedi", "Le minibus est promis", "porte pas seul")] == [1] * 3


def test_those_who_order_one_agenda_at_once_leave_it_whole_and_each_move_counts():
    space = a_space()
    ines, hugo = a_member(space, "Inès Courtois"), a_member(space, "Hugo Ferreira")
    meeting = a_meeting(space, on=timezone.localdate() + datetime.timedelta(7))
    prepare(meeting, by=ines, at=timezone.now())
    points = list(meeting.agenda.order_by("position"))
    moves = [(points[0], ines), (points[2], hugo), (points[4], ines)]

    faults = at_once(*[lambda item=item, by=by: item_order.move(item, "down", seen=None, by=by) for item, by in moves])

    left = list(meeting.agenda.order_by("position").values_list("position", "pk"))
    expected = [points[place] for place in (1, 0, 3, 2, 5, 4, *range(6, len(points)))]
    assert faults == []
    assert left == [(position, one.pk) for position, one in enumerate(expected, start=1)]
