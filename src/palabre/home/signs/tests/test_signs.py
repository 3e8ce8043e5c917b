"""The four signs of a group: facts that it entered, shown to its people alone, each with one gesture."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Role, Sign
from palabre.home.signs.signs import signs_of
from palabre.journal.models import record
from palabre.meetings.models import DatePoll
from palabre.people.models import Audience
from tests.builders import (
    a_group,
    a_meeting,
    a_member,
    a_need,
    a_person,
    a_pledge,
    a_role_call,
    a_space,
    an_action,
    an_answer,
    entered,
)

pytestmark = pytest.mark.django_db


def ago(days: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


def day(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


@pytest.fixture
def space():
    space = a_space()
    space.made_at = ago(90)
    space.save()
    return space


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Le Guen")


@pytest.fixture
def group(space, ines, malo):
    """Two carry it, so that it shows no sign by itself."""
    return a_group(space, convened_by=(ines, malo))


def kinds(group, person):
    return [one.kind for one in signs_of(group.space, group.pk, to=person, at=timezone.now())]


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_group_that_met_three_weeks_ago_and_has_no_date_is_told_so(space, group, ines):
    a_meeting(space, group=group, on=day(22))
    assert kinds(group, ines) == ["no_date"]

    a_meeting(space, group=group, on=day(-3))

    assert kinds(group, ines) == []


def test_a_date_that_only_others_read_is_none(space, group, ines):
    a_meeting(space, group=group, on=day(22))
    theirs = Audience.of_persons(a_member(space, "Malo Riou"))
    a_meeting(space, group=group, on=day(-3), audience=theirs)
    DatePoll.objects.create(space=space, audience=theirs, group=group, title="Quand ?")

    assert kinds(group, ines) == ["no_date"]


def test_a_recent_meeting_a_poll_and_no_meeting_at_all_say_nothing(space, group, ines):
    recent, asks = a_group(space, "Récent", convened_by=(ines,)), a_group(space, "Sonde", convened_by=(ines,))
    a_meeting(space, group=recent, on=day(21))
    a_meeting(space, group=asks, on=day(40))
    DatePoll.objects.create(space=space, audience=asks.audience, group=asks, title="Quand ?")

    assert ["no_date" in kinds(one, ines) for one in (group, recent, asks)] == [False] * 3


def test_a_newcomer_and_a_need_wait_for_a_word_after_a_week(space, group, ines):
    fresh, late = (a_pledge(group, a_member(space, name)) for name in ("Karim", "Nadia"))
    type(late).objects.filter(pk=late.pk).update(at=ago(8))
    answered = a_need(space, group=group, said_on=day(9))
    an_answer(answered)
    waiting = a_need(space, "Un minibus", group=group, said_on=day(9))

    signs = signs_of(space, group.pk, to=ines, at=timezone.now())

    assert [one.about for one in signs] == [f"pledge:{late.pk}", f"need:{waiting.pk}"]
    assert fresh.pk != late.pk
    late.welcome(timezone.now(), by=ines)
    assert [one.about for one in signs_of(space, group.pk, to=ines, at=timezone.now())] == [f"need:{waiting.pk}"]


def test_a_day_to_look_again_that_came_is_told_until_it_is_named_anew(group, ines):
    group.look_again(day(0))
    assert kinds(group, ines) == ["review"]

    group.look_again(day(-1))

    assert kinds(group, ines) == []


def test_who_carries_alone_is_told_so_and_nobody_else(space, ines, malo):
    group = a_group(space, convened_by=(ines,))
    group.welcome(malo, role=Role.CONTRIBUTOR)
    assert (kinds(group, ines), kinds(group, malo)) == (["alone"], [])

    record("action.taken", an_action(space, group=group), by=malo)

    assert kinds(group, ines) == []


def test_who_looks_for_somebody_or_has_just_begun_is_not_told_that_she_is_alone(space, ines):
    looks, young = a_group(space, convened_by=(ines,)), a_group(space, convened_by=(ines,), born_on=day(20))
    a_role_call(space, group=looks, role=Role.CO_CONVENER)

    assert (kinds(looks, ines), kinds(young, ines)) == ([], [])


def test_a_group_at_rest_or_ended_shows_no_sign(space, group, ines):
    a_meeting(space, group=group, on=day(30))

    group.sleep(timezone.now())
    asleep = kinds(group, ines)
    group.wake()
    group.end(timezone.now())

    assert (asleep, kinds(group, ines)) == ([], [])


def test_what_lives_in_it_is_looked_at_too(space, group, ines):
    other = a_group(space, "Covoiturage")
    a_meeting(space, group=other, on=day(30))
    other.live_in(group)

    assert kinds(group, ines) == ["no_date"]


def test_its_people_alone_see_it_on_the_page_and_quiet_it_for_that_fact(client, space, group, ines):
    last = a_meeting(space, group=group, on=day(30))
    where = reverse("home:sign", args=[space.slug, group.pk])
    sign = {"kind": "no_date", "about": f"meeting:{last.pk}", "gesture": "quiet"}
    stranger = entered(client, a_member(space, "Hugo"))
    assert where not in words(stranger.get(group.get_absolute_url()))
    assert stranger.post(where, sign).status_code == 403

    hers = entered(client, ines)
    assert where in words(hers.get(group.get_absolute_url()))
    hers.post(where, sign)
    hers.get(group.get_absolute_url())

    assert where not in words(hers.get(group.get_absolute_url()))
    hers.post(f"{where}?kind=no_date&about=meeting:{last.pk}&gesture=loud")
    assert where in words(hers.get(group.get_absolute_url()))


def test_who_looks_after_the_whole_sees_a_sign_once_the_group_says_so(client, space, group, ines):
    gil = a_member(space, "Gil Tanguy")
    gil.steward_since = ago(1)
    gil.save()
    last, where = a_meeting(space, group=group, on=day(30)), reverse("home:told_signs", args=[space.slug])
    assert group.title not in words(entered(client, gil).get(where))

    sign = {"kind": "no_date", "about": f"meeting:{last.pk}", "gesture": "tell"}
    entered(client, ines).post(reverse("home:sign", args=[space.slug, group.pk]), sign)

    assert client.get(where).status_code == 403
    assert group.title in words(entered(client, gil).get(where))


def test_a_made_up_sign_leaves_no_row(client, space, group, ines):
    made_up = {"kind": "alone", "about": "x" * 300, "gesture": "tell"}

    refused = entered(client, ines).post(reverse("home:sign", args=[space.slug, group.pk]), made_up)

    assert (refused.status_code, Sign.objects.count()) == (400, 0)


@pytest.mark.parametrize("count", [1, 5])
def test_signs_cost_the_same_with_one_thing_and_with_five(space, ines, count, django_assert_num_queries):
    group = a_group(space, convened_by=(ines,))
    for number in range(count):
        a_meeting(space, group=group, on=day(30 + number))
        a_need(space, group=group, said_on=day(9))
        a_pledge(group, a_person(space, f"Personne {number}"))

    with django_assert_num_queries(13):
        assert len(signs_of(space, group.pk, to=ines, at=timezone.now())) == 3


@pytest.mark.parametrize("count", [1, 5])
def test_what_groups_wish_to_talk_about_costs_the_same(client, space, ines, count, django_assert_num_queries):
    for number in range(count):
        told = {"kind": "no_date", "about": "meeting:1", "told_at": ago(1), "by": ines}
        Sign.objects.create(group=a_group(space, f"Groupe {number}"), **told)
    hers = entered(client, ines)

    with django_assert_num_queries(4):
        assert hers.get(reverse("home:told_signs", args=[space.slug])).status_code == 200
