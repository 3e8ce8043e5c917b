"""The people of a group read what is kept to it; who comes is let in, who leaves no longer is."""

import pytest
from django.utils import timezone

from palabre.groups.models import Greeting, Role
from palabre.groups.roles import convener_answers, pledges
from palabre.groups.roles.greetings import greet
from palabre.groups.roles.group_audience import circles, keep_in_step, own_audience
from palabre.people.models import Audience
from tests.builders import a_group, a_member, a_person, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture
def group(ines):
    return a_group(ines.space, convened_by=(ines,))


def seated(group):
    return {seat.person.name for seat in group.own_audience.seats.all()}


def with_audience(group):
    own_audience(group)
    group.refresh_from_db()
    return group


def test_who_holds_a_role_holds_a_seat_to_read_and_write(group, ines):
    audience = own_audience(group)

    assert ines.holds_a_writing_seat(audience)
    assert own_audience(group) == audience


def test_who_is_greeted_is_let_in_and_who_stays_away_no_longer_is(group, ines):
    malo = a_member(ines.space, "Malo")

    pledges.come_along(with_audience(group), by=malo, at=timezone.now())
    greet(group, malo, by=ines, at=timezone.now())
    come = seated(group)
    pledges.stay_away(group, by=malo, at=timezone.now())

    assert (come, seated(group)) == ({"Inès Courtois", "Malo"}, {"Inès Courtois"})


def test_who_has_not_joined_the_space_gets_no_seat_by_saying_that_she_comes(group, ines):
    pledges.come_along(with_audience(group), by=a_person(ines.space, "Lou"), at=timezone.now())

    assert seated(group) == {"Inès Courtois"}


def test_who_leaves_her_role_leaves_her_seat_and_takes_both_up_again(group, ines):
    role = with_audience(group).welcome(ines, role=Role.OBSERVER)
    group.memberships.filter(role=Role.CONVENER).delete()

    convener_answers.leave_role(role, by=ines, at=timezone.now())
    left = seated(group)
    convener_answers.take_up(role, by=ines, at=timezone.now())

    assert (left, seated(group)) == (set(), {"Inès Courtois"})


def test_a_step_changes_the_version_of_the_space_once_it_changes_a_seat(group, ines):
    malo = a_member(ines.space, "Malo")
    with_audience(group).welcome(malo, role=Role.COMPANION)
    Greeting.objects.create(group=group, person=malo, by=ines, at=timezone.now())
    ines.space.refresh_from_db()
    before = ines.space.version

    for _twice in range(2):
        keep_in_step(ines.space_id)
    ines.space.refresh_from_db()

    assert ines.space.version == before + 1


def test_a_group_without_an_audience_of_its_own_costs_one_query(group, ines, django_assert_num_queries):
    with django_assert_num_queries(1):
        keep_in_step(ines.space_id)


@pytest.mark.parametrize("more", [0, 4])
def test_her_circles_cost_four_queries_whatever_their_number(group, ines, more, django_assert_num_queries):
    for number in range(more):
        a_group(ines.space, f"Groupe {number}", convened_by=(ines,))

    with django_assert_num_queries(4):
        assert len(circles(ines.space, ines)) == more + 1


def test_a_group_of_others_is_no_circle_of_hers_nor_one_that_she_may_not_know_of(group, ines):
    malo = a_member(ines.space, "Malo")
    a_group(ines.space, "Caché", convened_by=(malo,), audience=Audience.of_persons(ines))

    assert circles(ines.space, malo) == []
