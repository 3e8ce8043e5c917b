"""« Ma journée » of those who had said « J’y vais » : the meeting moved, or will not take place."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.home.you.my_day import first_awaited
from palabre.meetings.attendance.attendance import attend
from palabre.meetings.dates import meeting_changes
from palabre.meetings.dates.meeting_schedule import Planned
from palabre.meetings.models import Meeting
from palabre.people.models import Audience
from palabre.people.reader import Reader
from tests.builders import a_group, a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def in_days(count):
    return TODAY + datetime.timedelta(days=count)


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture
def hugo(ines):
    return a_member(ines.space, "Hugo Ferreira")


@pytest.fixture
def meeting(ines, hugo):
    """A meeting of a group of Hugo's, to which Inès said that she comes."""
    meeting = a_meeting(ines.space, "Le four", group=a_group(ines.space, "Le four", convened_by=(hugo,)), on=in_days(2))
    for person in (ines, hugo):
        attend(meeting, by=person, at=timezone.now())
    return meeting


def moved(meeting, by, on=None):
    meeting_changes.change_meeting(meeting, Planned(on or in_days(5)), by=by, at=timezone.now())


def answer_to(client, person):
    return entered(client, person).get(reverse("you:day", args=[person.space.slug]))


def test_a_meeting_that_moved_awaits_her_word_until_she_gives_it(client, ines, hugo, meeting):
    moved(meeting, hugo)

    answer = answer_to(client, ines)
    assert answer.context["page"].awaited == [("moved", meeting)]
    assert "Le jour ou l’heure a changé" in answer.content.decode()
    assert meeting.get_absolute_url() in answer.content.decode()
    assert first_awaited(Reader(ines.space, ines, TODAY), ines) == ("moved", meeting)
    attend(meeting, by=ines, at=timezone.now())
    assert answer_to(client, ines).context["page"].awaited == []


def test_who_moved_it_is_asked_nothing(client, hugo, meeting):
    moved(meeting, hugo)

    assert answer_to(client, hugo).context["page"].awaited == []


@pytest.mark.parametrize("what", ["over", "undone", "off", "kept from her"])
def test_nothing_is_asked_any_more(client, ines, hugo, meeting, what):
    moved(meeting, hugo)
    if what == "over":
        Meeting.objects.update(on=in_days(-1))
    elif what == "undone":
        entry = meeting_changes.changes_of(meeting).get()
        meeting_changes.undo_meeting_change(meeting, entry.pk, by=hugo)
    elif what == "off":
        meeting_changes.cancel(meeting, by=hugo, at=timezone.now())
    else:
        Meeting.objects.update(audience=Audience.of_persons(hugo))

    answer = answer_to(client, ines)
    assert answer.context["page"].awaited == []
    assert ("Le four" in answer.content.decode()) == (what in ("undone", "off"))


@pytest.mark.parametrize("first", ["moved", ""])
@pytest.mark.parametrize("on", [0, 2, 40])
def test_off_she_reads_that_it_does_not_take_place_until_its_day_has_passed(client, ines, hugo, meeting, on, first):
    if first:
        moved(meeting, hugo)
    meeting_changes.cancel(meeting, by=hugo, at=timezone.now())
    Meeting.objects.update(on=in_days(on))

    answer = answer_to(client, ines)
    assert [*answer.context["page"].today, *answer.context["page"].coming] == [meeting]
    assert "Elle n’aura pas lieu" in answer.content.decode()
    Meeting.objects.update(on=in_days(-1))
    assert answer_to(client, ines).context["page"].is_free


def test_off_it_is_said_to_nobody_else(client, ines, hugo, meeting):
    hers = a_meeting(ines.space, "De tous", on=in_days(3))
    meeting_changes.cancel(hers, by=hugo, at=timezone.now())

    assert answer_to(client, hugo).context["page"].coming == [meeting]


@pytest.mark.parametrize("count", [1, 5])
def test_moved_meetings_cost_the_same_with_one_and_with_five(client, ines, hugo, count, django_assert_num_queries):
    for number in range(count):
        meeting = a_meeting(ines.space, f"Réunion {number}", on=in_days(2))
        attend(meeting, by=ines, at=timezone.now())
        moved(meeting, hugo)
    visitor = entered(client, ines)

    with django_assert_num_queries(18):
        assert visitor.get(reverse("you:day", args=[ines.space.slug])).status_code == 200


def test_the_page_of_a_meeting_that_is_off_does_not_say_that_she_comes(client, ines, hugo, meeting):
    before = entered(client, ines).get(meeting.get_absolute_url()).content.decode()
    meeting_changes.cancel(meeting, by=hugo, at=timezone.now())

    page = entered(client, ines).get(meeting.get_absolute_url()).content.decode()
    assert "C’est noté" in before
    assert "C’est noté" not in page
    assert "Qui vient" not in page
    assert "Avaient dit" in page
