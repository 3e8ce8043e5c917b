"""News that somebody sent, then took back: nobody else reads them any more, and their author may send them again."""

import datetime
import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.home.archive.tests.test_space_archive import reader, taken
from palabre.meetings.attendance import sent_news
from palabre.meetings.models import Meeting, Room
from palabre.meetings.note import meeting_note
from palabre.meetings.room.room_presence import say_present, undo_presence
from tests.builders import a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db
NEWS = "La presse est en panne."


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Riou")


@pytest.fixture
def meeting(space):
    return a_meeting(space, on=timezone.localdate(), at=datetime.time(23, 50))


def send(meeting, by, door, **said):
    assert entered(Client(), by).post(reverse(door, args=[meeting.space.slug, meeting.pk]), said).status_code == 302


def agenda(meeting, by):
    return entered(Client(), by).get(reverse("meetings:agenda", args=[meeting.space.slug, meeting.pk])).text


def minutes(meeting, malo):
    """Open the room; return what its minutes say so far."""
    entered(Client(), malo).post(reverse("room:room", args=[meeting.space.slug, meeting.pk]))
    return Meeting.objects.get(pk=meeting.pk).minutes.note.body_md


def exported(person):
    return [one["text"] for one in json.loads(taken(reader(person))["meetings.json"])[0]["sent_news"]]


def test_news_that_were_taken_back_are_told_to_nobody(meeting, ines, malo):
    send(meeting, ines, "meetings:news", text=NEWS, answer="news")
    assert NEWS in agenda(meeting, malo)

    send(meeting, ines, "meetings:staying_away")

    assert NEWS not in agenda(meeting, malo)
    assert NEWS not in minutes(meeting, malo)
    assert (exported(malo), exported(ines)) == ([], [NEWS])


def test_who_says_that_all_is_well_instead_tells_no_news_in_the_archive_either(meeting, ines, malo):
    send(meeting, ines, "meetings:news", text=NEWS, answer="news")

    send(meeting, ines, "meetings:news", text="", answer="fine")

    assert (exported(malo), exported(ines)) == ([], [NEWS])


def test_the_same_news_sent_again_are_told(meeting, ines, malo):
    send(meeting, ines, "meetings:news", text=NEWS, answer="news")
    send(meeting, ines, "meetings:staying_away")

    send(meeting, ines, "meetings:news", text=NEWS, answer="news")

    assert NEWS in agenda(meeting, malo)
    assert NEWS in minutes(meeting, malo)


@pytest.mark.parametrize("since", ["fine", "coming"])
def test_news_that_another_answer_replaced_stay_so_once_their_author_is_there(meeting, ines, malo, since):
    send(meeting, ines, "meetings:news", text=NEWS, answer="news")
    send(meeting, ines, "meetings:coming" if since == "coming" else "meetings:news", text="", answer="fine")

    told_before = NEWS in minutes(meeting, malo)
    say_present(Room.objects.get(meeting=meeting), by=ines, at=timezone.now())
    here = meeting.attendances.get(person=ines)
    told = told_before or NEWS in agenda(meeting, malo) or NEWS in minutes(meeting, malo)
    undo_presence(here)

    assert (here.presence, told, exported(malo)) == (since, False, [])


def in_passing(meeting, count):
    """Have so many made-up names send news by the form; return the statuses."""
    door = reverse("meetings:news", args=[meeting.space.slug, meeting.pk])
    said = [
        {"text": f"{number} {'x' * 3000}", "answer": "news", "who": f"Loïc Riou {number}"} for number in range(count)
    ]
    return [Client().post(door, one).status_code for one in said]


def test_names_typed_in_passing_do_not_fill_a_meeting_with_news(meeting, ines, malo, monkeypatch):
    monkeypatch.setattr(sent_news, "MOST_IN_PASSING", 2)

    assert in_passing(meeting, 3) == [302, 302, 429]
    send(meeting, ines, "meetings:news", text=NEWS, answer="news")

    assert NEWS in agenda(meeting, malo)


def test_news_that_names_typed_in_passing_took_back_keep_nobody_out(meeting, ines, monkeypatch):
    monkeypatch.setattr(sent_news, "MOST_IN_PASSING", 1)
    first, door = Client(), reverse("meetings:news", args=[meeting.space.slug, meeting.pk])
    first.post(door, {"text": NEWS, "answer": "news", "who": "Loïc Riou"})
    first.post(door, {"text": "", "answer": "fine"})

    assert in_passing(meeting, 2) == [302, 429]
    assert first.post(door, {"text": NEWS, "answer": "news"}).status_code == 429


def test_a_note_begins_however_many_news_there_are_first_those_of_members(meeting, ines, malo, monkeypatch):
    monkeypatch.setattr(meeting_note, "MOST_OF_NEWS", 4000)
    in_passing(meeting, 3)
    send(meeting, ines, "meetings:news", text=NEWS, answer="news")

    said = minutes(meeting, malo)

    assert (NEWS in said, said.count("x" * 3000)) == (True, 1)
