"""A letter that gives minutes is read in the outbox by who reads the page of these minutes."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.written.minutes_publication import publish_minutes
from palabre.meetings.written.tests.meeting_held import a_meeting_held
from palabre.people.models import Audience
from palabre.post.models import Letter, Way
from palabre.wiki.readers.page_audience import move
from tests.builders import a_member, a_space, entered
from tests.stewards import given_care

pytestmark = pytest.mark.django_db


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Morvan")


@pytest.fixture
def fanny(odile):
    """She founded the space, and reads the letters of others there."""
    fanny = a_member(odile.space, "Fanny Toul")
    given_care(fanny)
    return fanny


def shown(reader, letter):
    return entered(Client(), reader).get(reverse("outbox:letter", args=[reader.space.slug, letter.pk])).status_code


@pytest.mark.parametrize("is_sent", [False, True])
def test_minutes_kept_to_some_are_not_shown_to_who_founded_the_space(odile, fanny, is_sent):
    meeting = a_meeting_held(odile.space, by=odile)
    publish_minutes(meeting, by=odile, at=timezone.now(), origin="https://val.example")
    letter = Letter.objects.get(to__name="Karim Oualid")
    if is_sent:
        Letter.objects.update(sent_at=timezone.now(), sent_how=Way.PALABRE)
    assert (shown(fanny, letter), shown(odile, letter)) == (200, 200)
    meeting.refresh_from_db()

    move(meeting.minutes, Audience.of_persons(odile))

    assert (shown(fanny, letter), shown(odile, letter)) == (404, 200)
    listed = entered(Client(), fanny).get(reverse("outbox:outbox", args=[odile.space.slug])).text
    assert "Karim Oualid" not in listed
