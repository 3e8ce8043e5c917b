"""Any member publishes a call for a group, and closes it; only who decides for the group gives a role by it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from palabre.groups.group_access import may_decide
from palabre.groups.models import Level, Membership, Pledge, Role, RoleCall, RoleOffer
from palabre.groups.roles.filled_calls import fill
from palabre.groups.roles.pledges import How, come_along
from tests.builders import a_group, a_member, a_role_call, a_space, entered

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Carvalho")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Riou")


def door(name, *arguments):
    return reverse(f"groups:{name}", args=arguments)


def close(client, call, pledge):
    return client.post(door("call_filling", call.space.slug, call.pk), {"pledge": pledge.pk if pledge else ""})


def test_a_member_calls_for_the_group_of_another_and_gets_no_role_by_his_own_pledge(client, space, ines, malo):
    group, his = a_group(space, "Le four", convened_by=(ines,)), entered(client, malo)
    his.post(
        door("group_calling", space.slug, group.pk),
        {"words": "On cherche", "role": "convener", "form_token": "y" * 24},
    )
    call = RoleCall.objects.get(by=malo)
    his.post(door("call_coming", space.slug, call.pk), {"level": "carry", "form_token": "z" * 24})

    answer = close(his, call, Pledge.objects.get(call=call, person=malo))

    assert "aux personnes qui portent cette question" in answer.content.decode()
    assert (may_decide(malo, group), Membership.objects.filter(person=malo).exists()) == (False, False)
    assert RoleCall.objects.get(pk=call.pk).is_open


@pytest.mark.parametrize(("role", "level"), [(Role.CONVENER, ""), (Role.METHODOLOGIST, "carry"), ("", "")])
def test_nor_does_he_offer_one_to_a_friend(client, space, ines, malo, role, level):
    group, zoe = a_group(space, convened_by=(ines,)), a_member(space, "Zoé Petit")
    call = a_role_call(space, role=role, group=group, by=malo)
    pledge = come_along(call, by=zoe, at=NOW, how=How(level))

    close(entered(client, malo), call, pledge)

    assert not RoleOffer.objects.exists()


def test_he_closes_his_call_and_is_not_asked_who_it_is(client, space, ines, malo):
    group = a_group(space, convened_by=(ines,))
    call = a_role_call(space, role=Role.CONVENER, group=group, by=malo)
    come_along(call, by=a_member(space, "Zoé Petit"), at=NOW)
    asked = [
        entered(client, one).get(door("call_filling", space.slug, call.pk)).content.decode() for one in (ines, malo)
    ]

    close(entered(client, malo), call, None)

    assert ['name="pledge"' in page for page in asked] == [True, False]
    assert not RoleCall.objects.get(pk=call.pk).is_open


def test_where_nobody_carries_the_group_any_member_who_called_gives_the_role(client, space, malo):
    call = a_role_call(space, role=Role.CONVENER, group=a_group(space), by=malo)
    offered = come_along(call, by=a_member(space, "Zoé Petit"), at=NOW)

    close(entered(client, malo), call, offered)

    assert RoleOffer.objects.get().person == offered.person


def test_nor_does_its_author_take_back_the_role_of_who_was_found(client, space, ines, malo):
    group, zoe = a_group(space, convened_by=(ines,)), a_member(space, "Zoé Petit")
    call = a_role_call(space, role=Role.CO_CONVENER, group=group, by=malo)
    pledge = come_along(call, by=zoe, at=NOW, how=How(Level.CO_CARRY))
    fill(call, by=ines, at=NOW, found=pledge)

    answer = entered(client, malo).post(door("call_opening", space.slug, call.pk))

    assert answer.status_code == 409
    assert group.memberships.held().filter(person=zoe).exists()
