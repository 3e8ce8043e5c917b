"""A role that others ended is not taken up again, nor handed on; nor is one that its author may no longer offer."""

import contextlib
import datetime

import pytest
from django.utils import timezone

from palabre.groups.models import Group, Level, Membership, Role, RoleCall, RoleOffer
from palabre.groups.roles import filled_calls
from palabre.groups.roles.convener_answers import answer_as_convener, leave_role, take_up
from palabre.groups.roles.handover import hand_on
from palabre.groups.roles.pledges import How, come_along
from palabre.groups.roles.role_offers import propose_role, take
from palabre.journal.models import Entry
from palabre.people.access.departure import come_back, leave_space
from palabre.people.agreements.exclusion import let_back, put_out
from palabre.people.models import Person
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_role_call, a_space

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Carvalho")


@pytest.fixture
def malo(ines):
    return a_member(ines.space, "Malo Riou")


@pytest.fixture
def zoe(ines):
    return a_member(ines.space, "Zoé Petit")


@pytest.fixture
def group(ines):
    return a_group(ines.space, "Le four", convened_by=(ines,))


def found(group, person, by):
    """Have the person carry the group by a call; return it, filled."""
    call = a_role_call(group.space, role=Role.CO_CONVENER, group=group, by=by)
    pledge = come_along(call, by=person, at=NOW, how=How(Level.CO_CARRY))
    filled_calls.fill(call, by=by, at=NOW, found=pledge)
    return RoleCall.objects.get(pk=call.pk)


def carries(person, group):
    return group.memberships.held().carrying().filter(person=person).exists()


def role_of(person, group) -> Membership:
    return group.memberships.get(person=person)


@pytest.mark.parametrize("leaves_first", [True, False])
@pytest.mark.parametrize("said", ["yes", "share"])
def test_who_lost_a_role_does_not_take_it_up_by_saying_yes_once_the_call_was_reopened(
    group, ines, malo, said, leaves_first
):
    call = found(group, malo, ines)
    if leaves_first:
        answer_as_convener(group, "no", by=malo, at=NOW)
    filled_calls.unfill(call, by=ines, at=NOW)

    with pytest.raises(Refusal, match="proposer"):
        answer_as_convener(group, said, by=malo, at=NOW)

    assert not carries(malo, group)


def test_nor_does_he_hand_it_on(group, ines, malo, zoe):
    call = found(group, malo, ines)
    filled_calls.unfill(call, by=ines, at=NOW)

    with pytest.raises(Refusal, match="proposer"):
        hand_on(role_of(malo, group), to=zoe, by=malo, at=NOW)

    assert not RoleOffer.objects.exists()


def test_nor_take_up_another_role_that_others_ended(group, ines, malo):
    take(propose_role(group, Role.LIAISON, to=malo, by=ines, at=NOW), by=malo, at=NOW)
    role_of(malo, group).end(timezone.localdate())

    with pytest.raises(Refusal, match="proposer"):
        take_up(role_of(malo, group), by=malo, at=NOW)


@pytest.mark.parametrize(("days", "comes_back"), [(30, True), (31, False)])
def test_who_left_carrying_to_others_comes_back_alone_within_thirty_days(group, ines, malo, days, comes_back):
    found(group, malo, ines)
    leave_role(role_of(malo, group), by=malo, at=NOW)
    later = NOW + datetime.timedelta(days=days)

    with contextlib.suppress(Refusal):
        take_up(role_of(malo, group), by=malo, at=later)

    assert carries(malo, group) is comes_back


def test_where_nobody_else_carries_they_come_back_whenever_they_like(group, ines):
    leave_role(role_of(ines, group), by=ines, at=NOW)

    take_up(role_of(ines, group), by=ines, at=NOW + datetime.timedelta(days=400))

    assert carries(ines, group)


def left(person, how):
    """Have the person leave the space, or be put out; return what undoes it."""
    if how == "leaves":
        leave_space(person, at=NOW)
        facts = Entry.objects.get(verb="person.left").facts
        return lambda: come_back(Person.objects.get(pk=person.pk), facts, at=NOW)
    facts = put_out(person, by=None, at=NOW)
    return lambda: let_back(Person.objects.get(pk=person.pk), facts, by=person, at=NOW)


@pytest.mark.parametrize("how", ["leaves", "is put out"])
def test_an_offer_ends_with_the_stay_of_who_made_it_and_comes_back_with_them(group, ines, malo, zoe, how):
    found(group, malo, ines)
    offer = propose_role(group, Role.CONVENER, to=zoe, by=malo, at=NOW)
    undo = left(malo, how)

    with pytest.raises(Refusal, match="plus proposé"):
        take(offer, by=zoe, at=NOW)
    was_closed = RoleOffer.objects.get().closed_at is not None
    undo()
    take(RoleOffer.objects.get(), by=zoe, at=NOW)

    assert (was_closed, carries(zoe, group)) == (True, True)


def test_an_offer_of_who_no_longer_decides_for_the_group_gives_nothing(group, ines, malo, zoe):
    call = found(group, malo, ines)
    offer = propose_role(group, Role.CONVENER, to=zoe, by=malo, at=NOW)
    filled_calls.unfill(call, by=ines, at=NOW)

    with pytest.raises(Refusal, match="plus proposé"):
        take(offer, by=zoe, at=NOW)

    assert not carries(zoe, group)


def test_who_handed_a_role_on_and_left_it_still_gives_it(group, ines, malo, zoe):
    found(group, malo, ines)
    offer = hand_on(role_of(malo, group), to=zoe, by=malo, at=NOW)
    leave_role(role_of(malo, group), by=malo, at=NOW)

    take(offer, by=zoe, at=NOW)

    assert carries(zoe, Group.objects.get())
