"""« C’est trouvé », a role that is proposed, and what nobody is made without her own click."""

import pytest
from django.utils import timezone

from palabre.groups.models import Membership, Role, RoleCall, RoleOffer
from palabre.groups.roles import filled_calls, role_offers
from palabre.groups.roles.newcomer_replies import waiting
from palabre.groups.roles.pledges import How, come_along
from palabre.journal.models import Entry
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_person, a_role_call, a_space

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def nadia(space):
    return a_person(space, "Nadia Ferhat")


@pytest.fixture
def group(space, ines):
    return a_group(space, convened_by=(ines,))


def held(person):
    return set(Membership.objects.held().filter(person=person).values_list("role", flat=True))


def found(group, person, role, **how):
    call = a_role_call(group.space, role=role, group=group)
    pledge = come_along(call, by=person, at=NOW, how=How(**how))
    return call, pledge


@pytest.mark.parametrize(("level", "role"), [("carry", Role.CONVENER), ("co_carry", Role.CO_CONVENER)])
def test_who_offered_to_carry_takes_the_role_by_her_word(group, ines, nadia, level, role):
    call, pledge = found(group, nadia, Role.CO_CONVENER, level=level)

    filled_calls.fill(call, by=ines, at=NOW, found=pledge)

    assert (held(nadia), RoleOffer.objects.count(), waiting(group.pk)) == ({role}, 0, [])
    assert RoleCall.objects.get(pk=call.pk).filled_at == NOW


@pytest.mark.parametrize(
    ("role", "level", "typed"),
    [(Role.CO_CONVENER, "", False), (Role.CO_CONVENER, "carry", True), (Role.METHODOLOGIST, "carry", False)],
)
def test_nobody_else_is_made_anything_without_her_click(group, ines, nadia, role, level, typed):
    call = a_role_call(group.space, role=role, group=group)
    pledge = come_along(call, by=nadia, at=NOW, how=How(level), typed_by=ines if typed else None)

    filled_calls.fill(call, by=ines, at=NOW, found=pledge)

    assert (held(nadia), RoleCall.objects.get(pk=call.pk).is_open) == (set(), True)
    offer = RoleOffer.objects.get()
    assert (offer.person, offer.role) == (nadia, role)
    role_offers.take(offer, by=nadia, at=NOW)
    assert (held(nadia), RoleCall.objects.get(pk=call.pk).is_open) == ({role}, False)


@pytest.mark.parametrize(
    ("level", "role"),
    [("carry", Role.CONVENER), ("co_carry", Role.CO_CONVENER), ("informed", Role.OBSERVER), ("", Role.CONTRIBUTOR)],
)
def test_for_a_call_that_names_no_role_she_is_asked_what_she_said(group, ines, nadia, level, role):
    call, pledge = found(group, nadia, "", level=level)

    offer = filled_calls.fill(call, by=ines, at=NOW, found=pledge)

    assert (offer.role, held(nadia)) == (role, set())


def test_it_is_undone_whole_and_twice_is_once(group, ines, nadia):
    call, pledge = found(group, nadia, Role.CO_CONVENER, level="co_carry")

    for act in (filled_calls.fill, filled_calls.fill):
        act(call, by=ines, at=NOW, found=pledge)
    for _twice in range(2):
        filled_calls.unfill(call, by=ines, at=timezone.now())

    assert (held(nadia), RoleCall.objects.get(pk=call.pk).is_open) == (set(), True)
    assert Entry.objects.filter(verb="call.filled").count() == 1


def test_she_takes_the_role_that_she_was_asked_to_and_joins(group, ines, nadia):
    offer = role_offers.propose_role(group, Role.LIAISON, to=nadia, by=ines, at=NOW)

    for _twice in range(2):
        role_offers.take(offer, by=nadia, at=NOW)

    nadia.refresh_from_db()
    assert (held(nadia), nadia.is_member) == ({Role.LIAISON}, True)
    assert Entry.objects.filter(verb="role.taken").count() == 1


def test_she_says_no_without_a_reason_and_nothing_is_made(group, ines, nadia):
    offer = role_offers.propose_role(group, Role.LIAISON, to=nadia, by=ines, at=NOW)

    role_offers.decline_role(offer, by=nadia, at=NOW)
    role_offers.take(role_offers.propose_role(group, Role.OBSERVER, to=nadia, by=ines, at=NOW), by=nadia, at=NOW)

    assert held(nadia) == {Role.OBSERVER}


def test_a_yes_to_what_is_no_longer_proposed_is_refused_in_a_sentence(group, ines, nadia):
    offer = role_offers.propose_role(group, Role.LIAISON, to=nadia, by=ines, at=NOW)
    role_offers.withdraw_role_offer(offer, by=ines, at=NOW)

    with pytest.raises(Refusal, match="plus proposé"):
        role_offers.take(offer, by=nadia, at=NOW)

    assert held(nadia) == set()


@pytest.mark.parametrize("act", [role_offers.take, role_offers.decline_role])
def test_nobody_answers_for_another(group, ines, nadia, act):
    offer = role_offers.propose_role(group, Role.LIAISON, to=nadia, by=ines, at=NOW)

    with pytest.raises(Refusal):
        act(offer, by=ines, at=NOW)

    assert RoleOffer.objects.get().closed_at is None


def test_only_she_and_who_asked_know_of_it(group, ines, nadia):
    hugo = a_member(group.space, "Hugo Ferreira")

    role_offers.propose_role(group, Role.LIAISON, to=nadia, by=ines, at=NOW)

    readers = [list(RoleOffer.objects.visible_to(one)) != [] for one in (ines, nadia, hugo, None)]
    assert readers == [True, True, False, False]
    assert list(Entry.objects.visible_to(hugo)) == []


def test_who_has_it_or_is_of_elsewhere_is_not_asked(group, ines):
    stranger = a_member(a_space("Ailleurs"))

    for role, to in ((Role.CONVENER, ines), ("boss", ines), (Role.OBSERVER, stranger)):
        with pytest.raises(Refusal):
            role_offers.propose_role(group, role, to=to, by=ines, at=NOW)

    assert RoleOffer.objects.count() == 0
