"""Minutes given to many people: their text is rendered once, and while nobody waits for the space."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from palabre.meetings.models import Presence
from palabre.meetings.written import minutes_letters, minutes_publication
from palabre.post.models import Letter
from tests.builders import a_meeting, a_member, a_space

FOR_EACH = 15  # queries: their link, their letter, and what they may read of the next meeting


@pytest.fixture
def rendered(monkeypatch):
    """For each text that was rendered for letters: was a transaction open?"""
    found, prepare = [], minutes_letters.prepare

    def prepare_noted(text):
        found.append(connection.in_atomic_block)
        return prepare(text)

    monkeypatch.setattr(minutes_letters, "prepare", prepare_noted)
    minutes_letters.html_and_words.cache_clear()
    yield found
    minutes_letters.html_and_words.cache_clear()


def held(by, count):
    meeting = a_meeting(by.space, on=timezone.localdate())
    a_meeting(by.space, on=timezone.localdate() + datetime.timedelta(days=14))
    for number in range(count):
        person = a_member(by.space, f"Malo {meeting.pk} {number}")
        meeting.attendances.create(person=person, presence=Presence.PRESENT)
    return meeting


def give(meeting, by):
    minutes_publication.publish_minutes(meeting, by=by, at=timezone.now(), origin="https://palabre.example")


@pytest.mark.django_db(transaction=True)
def test_the_text_is_rendered_once_for_all_its_letters_and_before_the_space_is_held(rendered):
    odile = a_member(a_space("Val"), "Odile Tanneguy")

    give(held(odile, 4), odile)

    letters = Letter.objects.all()
    assert (len(letters), rendered) == (4, [False])
    assert all("Malo" in letter.html and letter.body for letter in letters)


@pytest.mark.django_db
def test_each_participant_costs_few_queries(rendered):
    odile = a_member(a_space("Val"), "Odile Tanneguy")

    def queries(count):
        meeting = held(odile, count)
        with CaptureQueriesContext(connection) as done:
            give(meeting, odile)
        return len(done)

    few, many = queries(2), queries(7)

    assert (many - few) / 5 <= FOR_EACH
