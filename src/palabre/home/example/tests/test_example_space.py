"""The demonstration is whole, public, and made once; its texts read as a reader expects on any day of the year."""

import datetime

import pytest
from django.db.models import F
from django.test import override_settings
from django.utils import timezone

from palabre.groups.needs.need_state import NeedState, stand_of
from palabre.home.example.example_space import make_demonstration, text
from palabre.people.models import Person
from palabre.post.models import Letter
from palabre.pure.minutes import read_minutes
from palabre.spaces.models import Space
from tests.made_once import made_once

DAYS = [datetime.date(2026, 1, 1) + datetime.timedelta(19 * step) for step in range(20)]


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    with made_once(django_db_blocker):
        with override_settings(DATA=tmp_path_factory.mktemp("data")):
            made = make_demonstration(at=timezone.now())
        yield made


@pytest.fixture
def space(db, demonstration):
    return Space.objects.get(pk=demonstration.pk)


def open_to_all(rows):
    return rows.visible_to(None)


def test_everything_that_a_group_can_live_is_lived_there_and_everybody_sees_it(space):
    groups, needs = open_to_all(space.group_set), open_to_all(space.need_set).with_last_answer()
    shown, made = (open_to_all(space.deliverable_set).filter(shown_at__isnull=not one) for one in (True, False))

    assert groups.filter(lives_in__isnull=False).get().lives_in.title.startswith("La gare")
    assert groups.get(asleep_at__isnull=False).wakes_on > timezone.localdate()
    assert "Merci" in groups.get(ended_at__isnull=False).endings.get().thanks
    assert {stand_of(need, answered_at=need.answered_at) for need in needs} == set(NeedState) - {NeedState.WITHDRAWN}
    assert (shown.get().reused_at is not None, made.count()) == (True, 2)
    assert [one.number for one in open_to_all(space.intention_set).filter(group__title__startswith="Un café")] == [1, 2]
    assert open_to_all(space.pledge_set).exclude(level="").count() == 6
    assert open_to_all(space.helpoffer_set).get().wanted.count() == 1


def test_the_groups_open_up_on_a_day_to_come_and_one_waits_for_a_place(space):
    gathering = open_to_all(space.gathering_set).get()

    assert gathering.is_announced
    assert gathering.on > timezone.localdate()
    assert gathering.cards.exclude(validated_at=None).count() == 2
    assert (gathering.roll.registrations.placed().count(), gathering.roll.registrations.waiting().count()) == (6, 1)
    assert not Letter.objects.filter(to=None).exists()


def test_everybody_reads_the_demonstration(space, client):
    answer = client.get(space.get_absolute_url())

    assert answer.status_code == 200
    assert space.is_demonstration


def test_made_again_it_is_the_same(space, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        again = make_demonstration(at=timezone.now())

    assert again == space
    assert Space.objects.count() == 1


def test_there_is_something_of_each_kind(space):
    today = timezone.localdate()
    meetings, actions = open_to_all(space.meeting_set), open_to_all(space.action_set)

    assert open_to_all(space.group_set).awake().count() == 8
    assert (meetings.filter(on__lt=today).count(), meetings.filter(on__gt=today).count()) == (5, 4)
    assert open_to_all(space.series_set).get().is_kept
    assert open_to_all(space.need_set).count() == 7
    assert open_to_all(space.rolecall_set).count() == 6
    assert open_to_all(space.decision_set).count() == 5
    assert open_to_all(space.inquiry_set).count() == 6
    assert open_to_all(space.mergeproposal_set).filter(settled_at=None).count() == 1
    assert actions.filter(owner__isnull=False).count() == 4
    assert actions.filter(is_done=True).count() == 2
    assert actions.filter(owner=None, is_done=False).count() == 8


def test_a_question_waits_for_someone_and_two_became_one(space):
    questions = open_to_all(space.question_set)

    assert questions.filter(carryings=None, leads_to=None).get().text == "Et les vitrines, qui les éteint ?"
    assert questions.filter(comes_from__isnull=False).distinct()[0].comes_from.count() == 2


def test_three_people_wrote_one_page_in_turn(space):
    page = open_to_all(space.page_set).get(title="La clé du samedi")

    assert page.note.revision == 3
    assert page.note.revisions.values("by").distinct().count() == 3


def test_one_page_holds_lists_that_keep_up_by_themselves(space, client):
    page = open_to_all(space.page_set).get(title="Où nous en sommes")

    html = str(client.get(page.get_absolute_url()).context["body"])

    assert html.count('<ul class="living-list"') == 5
    assert "{{" not in html


def test_those_whom_only_a_text_names_have_not_come(space):
    names = Person.objects.filter(space=space, came_at=None).order_by("name").values_list("name", flat=True)

    assert list(names) == ["Odette Marchand", "Rosalie Montbrun"]


def test_everything_read_in_the_minutes_is_open_to_all(space):
    hidden = space.import_set.exclude(audience=F("page__audience"))

    assert list(hidden) == []
    assert space.import_set.visible_to(None).count() == 2


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_its_first_minutes_read_the_same_on_any_day(today):
    found = read_minutes(text("premiere-reunion", today=today), on=today)

    days = [datetime.date.fromisoformat(one.when[:10]) - found.date for one in found.meetings]
    assert [day.days for day in days] == [4, 11, 9]
    assert (found.date - found.forum_on).days == 17
    assert [task.text for task in found.tasks if task.done] == []
    assert [len(found.questions), len(found.needs), len(found.tasks), len(found.merges)] == [9, 8, 6, 1]


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_its_second_minutes_read_the_same_on_any_day(today):
    found = read_minutes(text("seconde-reunion", today=today), on=today)

    days = [datetime.date.fromisoformat(one.when[:10]) - found.date for one in found.meetings]
    assert [day.days for day in days] == [25, 17, 18, 14]
    assert 0 < (found.date + datetime.timedelta(14) - today).days <= 7
    assert [task.done for task in found.tasks] == [True, True] + [False] * 6


def test_the_meetings_of_a_group_that_was_known_bear_its_name(space):
    meetings = space.meeting_set.exclude(group=None).select_related("group")

    assert [meeting.title for meeting in meetings] == [meeting.group.title for meeting in meetings]
