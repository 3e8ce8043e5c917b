"""What members say of a thing that was made of a line stays theirs when the minutes with it are opened to all."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Need
from palabre.meetings.models import Meeting
from palabre.meetings.room.open_room import open_room
from palabre.meetings.written.minutes_publication import (
    NOW,
    SOON,
    keep_among_us,
    open_to_all,
    open_what_is_due,
    publish_minutes,
)
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.margin.margin_gestures import recognise
from palabre.minutes.tests.scene import brought
from palabre.people.models import Audience
from tests.builders import a_group, a_meeting, a_member, entered

pytestmark = pytest.mark.django_db


LINE = "Une salle le lundi matin"


@pytest.fixture
def odile(space):
    return a_member(space, "Odile Morvan")


def told(meeting, *, by):
    """The page of this meeting, in which somebody wrote the line."""
    open_room(meeting, by=by, at=timezone.now())
    page = Meeting.objects.get(pk=meeting.pk).minutes
    text = {"text": f"{page.note.body_md}\n\n{LINE}.\n", "base": page.note.revision}
    entered(Client(), by).post(reverse("wiki:text", args=[page.space.slug, page.slug]), text)
    page.refresh_from_db()
    return page


def made(page, *, by):
    recognise(page, LINE, "need", by=by, at=timezone.now())
    return Need.objects.get(text=LINE)


def test_an_answer_that_members_read_is_not_opened_to_everybody_with_the_minutes(space, malo, odile):
    meeting = a_meeting(space, on=timezone.localdate())
    page = told(meeting, by=malo)
    his, hers = entered(Client(), malo), entered(Client(), odile)
    his.post(reverse("minutes:readings", args=[space.slug, page.slug]), {"words": LINE, "kind": "need", "line": "1"})
    need = Need.objects.get()
    hers.post(reverse("groups:answering", args=[space.slug, need.pk]), {"text": "Appelez-moi entre nous au 06 01."})
    assert Client().get(need.get_absolute_url()).status_code == 404

    his.post(reverse("meetings:giving", args=[space.slug, meeting.pk]), {"readers": "now"})

    assert Client().get(page.get_absolute_url()).status_code == 200
    assert "06 01" not in Client().get(need.get_absolute_url()).content.decode()
    assert "06 01" in his.get(need.get_absolute_url()).content.decode()


def test_nor_two_days_after_when_they_open_by_themselves(space, malo):
    meeting = a_meeting(space, on=timezone.localdate())
    page = told(meeting, by=malo)
    need = made(page, by=malo)
    now = timezone.now()
    publish_minutes(meeting, by=malo, at=now, origin="", readers=SOON)

    open_what_is_due(now + datetime.timedelta(days=9))

    assert page in space.page_set.visible_to(None)
    assert need not in space.need_set.visible_to(None)


def test_nor_when_minutes_that_were_public_are_kept_then_opened_again(space, malo):
    meeting = a_meeting(space, on=timezone.localdate())
    page = told(meeting, by=malo)
    publish_minutes(meeting, by=malo, at=timezone.now(), origin="", readers=NOW)
    need = made(page, by=malo)

    keep_among_us(meeting, by=malo, at=timezone.now())
    open_to_all(meeting, by=malo, at=timezone.now())

    assert need not in space.need_set.visible_to(None)


def test_what_is_made_of_minutes_among_few_stays_with_those_few(space, malo, odile):
    group = a_group(space, "Malo seul", convened_by=(malo,), audience=Audience.of_persons(malo))
    meeting = a_meeting(space, on=timezone.localdate(), group=group, audience=group.audience)

    need = made(told(meeting, by=malo), by=malo)

    assert need in space.need_set.visible_to(malo)
    assert need not in space.need_set.visible_to(odile)


def test_imported_minutes_that_are_given_open_their_text_and_nothing_that_was_made_of_it(space, malo):
    reading = brought(malo)
    open_to_space(reading, by=malo, at=timezone.now())

    publish_minutes(reading.meeting, by=malo, at=timezone.now(), origin="", readers=NOW)

    assert list(space.page_set.visible_to(None)) == [reading.page]
    assert not space.group_set.visible_to(None).exists()
