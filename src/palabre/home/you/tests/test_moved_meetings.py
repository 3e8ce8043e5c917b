"""« Ma journée » of those who had said « J’y vais » : the meeting moved, or will not take place."""

import datetime
import re

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
from palabre.web.dates_in_words import near
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


def words(response):
    text = re.sub(r"</?time[^>]*>", "", response.content.decode())
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_the_page_of_a_meeting_that_moved_asks_who_had_said_yes_with_the_day_given_up(client, ines, hugo, meeting):
    Meeting.objects.update(at=datetime.time(18, 30))
    moved(meeting, hugo)
    asked = f"C’était {near(in_days(2), today=TODAY)}, 18 h 30. Venez-vous toujours ?".replace("\u00a0", " ")

    before, other = (
        words(entered(client, one).get(meeting.get_absolute_url())) for one in (ines, a_member(ines.space))
    )
    attend(meeting, by=ines, at=timezone.now())
    after = words(entered(client, ines).get(meeting.get_absolute_url()))

    assert [asked in page for page in (before, other, after)] == [True, False, False]
    assert ["Cela n’engage à rien" in page for page in (before, other)] == [False, True]


@pytest.mark.parametrize("change", ["moved", "off"])
def test_who_reads_that_it_changed_is_not_one_of_those_who_do_not_know(client, ines, hugo, meeting, change):
    moved(meeting, hugo) if change == "moved" else meeting_changes.cancel(meeting, by=hugo, at=timezone.now())

    def reads(person):
        return "Elles ne savent pas encore" in words(entered(client, person).get(meeting.get_absolute_url()))

    alone = (reads(ines), reads(hugo))
    Meeting.objects.update(cancelled_at=None, on=in_days(2))
    zoe = a_member(ines.space, "Zoé Petit")
    for person in (ines, zoe):
        attend(meeting, by=person, at=timezone.now())
    moved(Meeting.objects.get(), hugo, on=in_days(9))

    assert (alone, reads(ines), reads(zoe)) == ((False, True), True, True)


@pytest.mark.parametrize(("answers", "cost"), [(False, 22), (True, 21)])
def test_what_the_page_of_a_meeting_that_moved_costs(
    client, ines, hugo, meeting, answers, cost, django_assert_num_queries
):
    moved(meeting, hugo)
    if answers:
        attend(meeting, by=ines, at=timezone.now())
    visitor = entered(client, ines)
    visitor.get(meeting.get_absolute_url())

    with django_assert_num_queries(cost):
        visitor.get(meeting.get_absolute_url())
