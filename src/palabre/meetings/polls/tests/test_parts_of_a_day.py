"""« Mardi matin » stays so from the words to the meeting: no hour is made up, and none of it is lost."""

import datetime
import re

import pytest
from django.urls import reverse

from palabre.meetings.models import DatePoll, Meeting
from palabre.meetings.polls import poll_closure
from palabre.meetings.polls.tests.asked_dates import AT, asked, options_of
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


def shown(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_two_parts_of_one_day_are_two_dates_each_in_its_words(client, ines):
    poll = asked(ines, "mercredi 9 décembre matin ou après-midi, jeudi 10 décembre")

    page = shown(entered(client, ines).get(poll.get_absolute_url()))

    assert [one.part for one in options_of(poll)] == ["morning", "afternoon", ""]
    assert "9 décembre, le matin" in page.replace("2026", "").replace("\xa0", " ").replace(" ,", ",")


def test_the_hour_that_is_said_on_closing_is_that_of_the_meeting(client, ines):
    poll = asked(ines, "mercredi 9 décembre matin")
    form = {"option": options_of(poll)[0].pk, "hour": "09:30"}

    entered(client, ines).post(reverse("meetings:poll_closing", args=[ines.space.slug, poll.pk]), form)

    assert Meeting.objects.get().at == datetime.time(9, 30)


def test_without_an_hour_the_meeting_keeps_the_words(ines):
    poll = asked(ines, "mercredi 9 décembre matin")

    meeting = poll_closure.close_poll(poll, options_of(poll)[0], by=ines, at=AT)

    assert (meeting.at, meeting.title) == (None, "Réunion des porteurs, le matin")
    assert poll_closure.close_poll(poll, options_of(poll)[0], by=ines, at=AT) == meeting


def test_no_hour_is_asked_where_each_date_has_its_own(client, ines):
    page = entered(client, ines).get(reverse("meetings:poll_closing", args=[ines.space.slug, asked(ines).pk]))

    assert 'name="hour"' not in page.content.decode()


def test_words_in_which_nothing_is_read_are_said_on_the_form(client, ines):
    form = {"dates": "jeudi à 14 h, chez Anouk, tous les mardis", "go": "read"}

    page = entered(client, ines).post(reverse("meetings:new_poll", args=[ines.space.slug]), form)

    assert "<q>chez Anouk</q>, <q>tous les mardis</q>" in re.sub(r"\s+", " ", page.content.decode())
    assert not DatePoll.objects.exists()
