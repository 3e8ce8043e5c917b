"""A role asks at its term, is left in one click, is handed on; a group that nobody carries looks for somebody."""

import datetime

import pytest
from django.utils import timezone

from palabre.groups.models import Membership, Role, RoleCall, RoleOffer
from palabre.groups.roles import convener_answers, handover, renewal
from palabre.groups.roles.pledges import How, come_along
from palabre.groups.roles.role_calls import call
from palabre.groups.roles.succession import successors
from palabre.journal.models import Entry
from tests.builders import a_group, a_member, a_pledge, a_space

pytestmark = pytest.mark.django_db
NOW = timezone.localtime().replace(hour=12)  # a day of 25 hours in between moves midnight
TODAY = timezone.localdate(NOW)


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def group(space, ines):
    return a_group(space, convened_by=(ines,))


@pytest.fixture
def role(group, ines):
    mine = group.memberships.get()
    mine.confirm(NOW - renewal.TERM)
    return mine


def calls(group):
    return list(RoleCall.objects.open().filter(group=group).values_list("role", flat=True))


def asks(role):
    role.refresh_from_db()
    return renewal.that_ask([role], today=TODAY) != []


def test_invariant_1_a_group_that_nobody_carries_looks_for_somebody_by_itself(group, ines, role):
    convener_answers.leave_role(role, by=ines, at=NOW)

    assert calls(group) == [Role.CONVENER]
    convener_answers.take_up(role, by=ines, at=NOW)
    assert calls(group) == []


def test_a_group_that_others_carry_that_sleeps_or_calls_already_opens_none(space, ines):
    hugo = a_member(space, "Hugo Ferreira")
    carried, asleep = a_group(space, convened_by=(ines, hugo)), a_group(space, convened_by=(ines,), asleep_at=NOW)
    calling = a_group(space, convened_by=(ines,))
    call(calling, "Une personne pour porter avec moi", role=Role.CO_CONVENER, by=ines, at=NOW)

    for group in (carried, asleep, calling):
        convener_answers.leave_role(group.memberships.get(person=ines), by=ines, at=NOW)

    assert [calls(one) for one in (carried, asleep, calling)] == [[], [], [Role.CO_CONVENER]]


def test_her_own_call_takes_the_place_of_the_one_that_opened_by_itself(group, ines, role):
    convener_answers.leave_role(role, by=ines, at=NOW)

    call(group, "Une personne qui aime le four", role=Role.CONVENER, by=ines, at=NOW)

    assert RoleCall.objects.open().get().words == "Une personne qui aime le four"


@pytest.mark.parametrize("role_left", Role.values)
def test_invariant_20_leaving_takes_one_click_and_asks_no_reason(space, ines, role_left):
    mine = a_group(space).welcome(ines, role=role_left)

    convener_answers.leave_role(mine, by=ines, at=NOW)

    assert not Membership.objects.held().filter(person=ines).exists()


def test_invariant_16_at_its_term_a_role_asks_and_silence_changes_nothing(group, ines, role):
    before = Membership.objects.filter(pk=role.pk).values().get()

    for days in (0, 1, 400):
        renewal.ask_some(NOW + datetime.timedelta(days=days))

    assert asks(role)
    assert Membership.objects.filter(pk=role.pk).values().get() == before
    assert Entry.objects.filter(verb=renewal.ASKED).count() == 1


def test_in_an_archived_space_no_role_asks(space, role):
    space.archive(NOW)

    renewal.ask_some(NOW)

    assert not Entry.objects.filter(verb=renewal.ASKED).exists()


def test_only_she_reads_that_her_role_asks(space, ines, role):
    renewal.ask_some(NOW)

    told = Entry.objects.get(verb=renewal.ASKED)
    assert [told in Entry.objects.visible_to(one) for one in (ines, a_member(space, "Hugo"), None)] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(("days", "expected"), [(-1, False), (0, True)])
def test_a_role_asks_six_months_after_she_said_it_and_not_before(group, ines, role, days, expected):
    role.confirm(NOW - renewal.TERM - datetime.timedelta(days=days))

    assert asks(role) is expected


def test_nobody_is_asked_about_what_has_no_beginning_or_sleeps(group, ines, role):
    unknown = group.welcome(ines, role=Role.OBSERVER)
    group.sleep(NOW)

    assert (asks(unknown), asks(Membership.objects.get(pk=role.pk))) == (False, False)


def test_she_goes_on_and_the_term_begins_anew(group, ines, role):
    renewal.go_on(role, by=ines, at=NOW)

    assert not asks(role)
    assert renewal.term_of(role) == TODAY + renewal.TERM


def test_she_hands_it_on_and_holds_it_until_she_leaves(space, group, ines, role):
    hugo = a_member(space, "Hugo Ferreira")

    handover.hand_on(role, to=hugo, by=ines, at=NOW)

    assert (RoleOffer.objects.get().person, RoleOffer.objects.get().role) == (hugo, Role.CONVENER)
    assert Membership.objects.held().get().person == ines
    assert not asks(role)


def test_with_nobody_in_mind_she_looks_for_somebody(group, ines, role):
    handover.hand_on(role, to=None, by=ines, at=NOW)

    assert calls(group) == [Role.CONVENER]


def test_those_who_said_that_they_would_carry_come_first_and_nobody_else(space, group, ines):
    said = {"Ana": "contribute", "Bo": "carry", "Cleo": "help", "Dan": "co_carry"}
    for name, level in said.items():
        come_along(group, by=a_member(space, name), at=NOW, how=How(level))
    a_pledge(group, ines)

    assert [one.person.name for one in successors(group, leaving=ines)] == ["Bo", "Dan", "Ana"]


def test_who_left_once_and_took_the_role_again_leaves_again(group, ines, role):
    convener_answers.leave_role(role, by=ines, at=NOW)
    role.refresh_from_db()
    role.confirm(NOW)

    convener_answers.leave_role(role, by=ines, at=NOW)

    assert not Membership.objects.held().exists()
