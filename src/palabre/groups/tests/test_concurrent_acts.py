"""What people do in groups at the same instant: roles taken and left, a merge in the midst of it, two consents."""

import pytest
from django.db.models import Count
from django.utils import timezone

from palabre.groups.lineage.group_family import family
from palabre.groups.lineage.merge_proposals import agree_aloud, consent, propose_merge
from palabre.groups.lineage.tests.test_concurrent_merges import is_whole
from palabre.groups.models import Group, GroupLineage, Membership, Need, Pledge, Role, RoleCall, RoleOffer
from palabre.groups.needs.new_need import say_need
from palabre.groups.roles import convener_answers, filled_calls, role_offers
from palabre.groups.roles.group_audience import GROUP_CIRCLES, own_audience, readers_of
from palabre.groups.roles.pledges import come_along, stay_away
from palabre.journal.models import Entry
from palabre.refusal import Refusal
from palabre.wiki.models import Page
from palabre.wiki.readers.page_audience import show_to
from tests.at_once import at_once
from tests.builders import a_group, a_member, a_page, a_pledge, a_role_call, a_role_offer, a_space

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Quintric")


def seats_are_in_step():
    """Say whether who sits with each group is who is of it and was greeted."""
    groups = Group.objects.filter(own_audience__isnull=False)
    people = readers_of(groups)
    return all(set(one.own_audience.seats.values_list("person_id", flat=True)) == people[one.pk] for one in groups)


def told_twice():
    """Return what the journal tells twice of one thing by one person."""
    same = Entry.objects.values("verb", "subject_kind", "subject_id", "by").annotate(times=Count("pk"))
    return list(same.filter(times__gt=1).values_list("verb", flat=True))


def offered(group, person, role=Role.CO_CONVENER, **facts):
    offer = a_role_offer(group, person, role=role)
    for name, value in facts.items():
        setattr(offer, name, value)
    offer.save()
    return offer


def test_roles_taken_left_and_given_at_once_leave_each_group_carried_or_looking(space, ines, malo):  # long: one instant
    double, handed, deserted, given, wanted = groups = [
        a_group(space, f"Groupe {number}", convened_by=(ines,)) for number in range(5)
    ]
    for one in (double, handed, wanted):
        own_audience(one)
    hers = {one.pk: one.memberships.get(person=ines) for one in groups}
    his = deserted.welcome(malo, role=Role.CO_CONVENER)
    twice, carry, asked = (offered(one, malo, by=ines) for one in (double, handed, given))
    call = a_role_call(space, group=wanted, role=Role.METHODOLOGIST)
    answers = [offered(wanted, one, Role.METHODOLOGIST, call=call, by=ines) for one in (ines, malo)]
    now = {"at": timezone.now()}

    faults = at_once(
        *[lambda: role_offers.take(twice, by=malo, **now)] * 2,  # one click that leaves twice
        lambda: role_offers.take(carry, by=malo, **now),  # she who carries leaves while he is made one
        lambda: convener_answers.leave_role(hers[handed.pk], by=ines, **now),
        lambda: convener_answers.leave_role(hers[deserted.pk], by=ines, **now),  # both who carry leave
        lambda: convener_answers.leave_role(his, by=malo, **now),
        lambda: role_offers.take(asked, by=malo, **now),  # what he is asked is taken back as he says yes
        lambda: role_offers.withdraw_role_offer(asked, by=ines, **now),
        *[lambda offer=offer: role_offers.take(offer, by=offer.person, **now) for offer in answers],  # one call
        lambda: filled_calls.fill(call, by=ines, **now),
    )

    took = given.memberships.held().filter(person=malo).exists()
    assert [type(fault) for fault in faults] == ([] if took else [Refusal])
    carried = set(Membership.objects.held().carrying().values_list("group", flat=True))
    looking = RoleCall.objects.open().filter(role=Role.CONVENER).values_list("group", flat=True)
    assert (carried, list(looking)) == ({one.pk for one in groups if one != deserted}, [deserted.pk])
    assert (RoleOffer.objects.filter(closed_at=None).count(), RoleCall.objects.get(pk=call.pk).is_open) == (0, False)
    assert (seats_are_in_step(), told_twice()) == (True, [])


def test_a_merge_loses_nothing_of_what_is_said_and_kept_at_the_same_instant(space, ines, malo):
    source, target = [
        a_group(space, title, convened_by=(one,)) for title, one in (("Covoiturage", ines), ("Trajets", malo))
    ]
    page, (ewen, anouk, zoe) = a_page(space), [a_member(space, name) for name in ("Ewen", "Anouk", "Zoé")]
    role, _pledge = source.welcome(ewen, role=Role.CONTRIBUTOR), a_pledge(source, zoe)
    own_audience(target)
    proposal, now = propose_merge(source, into=target, by=ines, at=timezone.now()), {"at": timezone.now()}

    faults = at_once(
        lambda: consent(proposal, side=source, by=ines, **now),  # both sides, and somebody who heard them agree
        lambda: consent(proposal, side=target, by=malo, **now),
        lambda: agree_aloud(proposal, by=malo, **now),
        lambda: come_along(source, by=anouk, **now),
        lambda: stay_away(source, by=zoe, **now),
        lambda: convener_answers.leave_role(role, by=ewen, **now),
        lambda: say_need(source, "Un minibus", by=ewen, **now),
        # what is kept to its people for the first time
        lambda: show_to(page, f"groups.group:{source.pk}", GROUP_CIRCLES, by=ines),
    )

    came = Pledge.objects.filter(group=source).count()  # once it lives elsewhere, she is told so, and goes there
    kept = Page.objects.exclude(audience=page.audience).count()  # and they are asked anew who may read
    assert [type(fault) for fault in faults] == [Refusal] * (2 - came - kept)
    assert (GroupLineage.objects.get().target, told_twice()) == (target, [])
    assert Need.objects.get().group_id in family(Group.objects.get(pk=target.pk))
    assert not source.memberships.held().filter(person=ewen).exists()
    assert (is_whole(), seats_are_in_step()) == (True, True)
