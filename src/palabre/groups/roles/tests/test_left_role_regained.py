"""Undoing that one left a group gives back what was left, once: not what others ended since."""

import datetime

import pytest
from django.utils import timezone

from palabre.groups.models import Level, Role, RoleCall
from palabre.groups.roles import filled_calls, member_departures, role_offers
from palabre.groups.roles.pledges import How, come_along
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_role_call, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Carvalho")


@pytest.fixture
def malo(ines):
    return a_member(ines.space, "Malo Riou")


@pytest.fixture
def group(ines):
    return a_group(ines.space, "Le four", convened_by=(ines,))


def carries(person, group):
    return group.memberships.held().carrying().filter(person=person).exists()


def found(group, person, by):
    """Have the person carry the group by a call; return it, filled."""
    call = a_role_call(group.space, role=Role.CO_CONVENER, group=group, by=by)
    pledge = come_along(call, by=person, at=timezone.now(), how=How(Level.CO_CARRY))
    filled_calls.fill(call, by=by, at=timezone.now(), found=pledge)
    return RoleCall.objects.get(pk=call.pk)


def leave(group, by):
    return member_departures.leave_group(group, by=by, at=timezone.now())


def undo(group, entry, by, *, days=0):
    member_departures.undo_leaving(group, entry.pk, by=by, at=timezone.now() + datetime.timedelta(days=days))


def test_an_undo_sent_again_gives_back_no_role_that_others_ended(group, ines, malo):
    call = found(group, malo, ines)
    entry = leave(group, malo)
    undo(group, entry, malo)
    back = carries(malo, group)
    filled_calls.unfill(call, by=ines, at=timezone.now())

    undo(group, entry, malo)

    assert (back, carries(malo, group)) == (True, False)


def test_nor_a_role_that_was_given_anew_and_ended_since(group, ines, malo):
    found(group, malo, ines)
    entry = leave(group, malo)
    call = found(group, malo, ines)
    back = carries(malo, group)
    filled_calls.unfill(call, by=ines, at=timezone.now())

    undo(group, entry, malo)

    assert (back, carries(malo, group)) == (True, False)


def test_who_left_once_more_undoes_it_once_more(group, ines, malo):
    found(group, malo, ines)
    for _twice in range(2):
        entry = leave(group, malo)
        undo(group, entry, malo)

    assert carries(malo, group)


def test_it_is_undone_for_thirty_days(group, ines, malo):
    offer = role_offers.propose_role(group, Role.CO_CONVENER, to=malo, by=ines, at=timezone.now())
    role_offers.take(offer, by=malo, at=timezone.now())
    entry = leave(group, malo)

    with pytest.raises(Refusal, match="plus de trente jours"):
        undo(group, entry, malo, days=31)
    late = carries(malo, group)
    undo(group, entry, malo, days=29)

    assert (late, carries(malo, group)) == (False, True)
