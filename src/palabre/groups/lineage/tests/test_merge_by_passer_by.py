"""A passer-by who carries a group by a typed name decides nothing for the group of a member, nor speaks for it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.group_access import may_decide
from palabre.groups.lineage.affinity import set_apart, suggest_again
from palabre.groups.lineage.merge import merge_groups
from palabre.groups.lineage.merge_proposals import agree_aloud, may_decide_between, propose_merge
from palabre.groups.models import Group, Role
from palabre.groups.roles.spokespersons import speaks_for, those_who_speak_for
from palabre.people.models import Person
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_need, a_person, a_question, a_space

pytestmark = pytest.mark.django_db
SAME = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def ines():
    return a_member(a_space(public=True), "Inès Carvalho")


@pytest.fixture
def hers(ines):
    return a_group(ines.space, "Le four", convened_by=(ines,))


@pytest.fixture
def odile(ines):
    return a_member(ines.space, "Odile Tanneguy")


def group_taken_by(device, space):
    """The group of a free question that a visitor took with a typed name, and who that is."""
    free = a_question(space, "Qui a la clé ?")
    address = reverse("groups:carrying", args=[space.slug, free.pk])
    device.post(address, {"who": "Malo Riou", "form_token": "x" * 24})
    return free.groups.get(), Person.objects.get(name="Malo Riou")


@pytest.mark.parametrize("is_absorbed", [True, False])
def test_a_typed_name_does_not_say_that_a_member_s_group_agreed_aloud(hers, odile, is_absorbed):
    device = Client(headers=SAME)
    his, _guest = group_taken_by(device, odile.space)
    source, target = (hers, his) if is_absorbed else (his, hers)
    proposal = propose_merge(source, into=target, by=odile, at=timezone.now())

    answer = device.post(reverse("groups:merging_agreement", args=[odile.space.slug, proposal.pk]))

    assert answer.status_code == 404  # it is for members
    assert not Group.objects.filter(lives_in__isnull=False).exists()


@pytest.mark.parametrize("gesture", ["merging_aside", "merging_return"])
def test_nor_does_it_set_the_proposal_aside_or_take_it_up(hers, odile, gesture):
    device = Client(headers=SAME)
    his, _guest = group_taken_by(device, odile.space)
    proposal = propose_merge(hers, into=his, by=odile, at=timezone.now())
    proposal.settle(timezone.now() if gesture == "merging_return" else None)
    before = proposal.settled_at

    device.post(reverse(f"groups:{gesture}", args=[odile.space.slug, proposal.pk]))

    proposal.refresh_from_db()
    assert proposal.settled_at == before


def test_nor_does_it_part_them_or_say_that_they_are_not_close(hers, odile):
    device = Client(headers=SAME)
    his, guest = group_taken_by(device, odile.space)
    edge = merge_groups(hers, into=his, by=odile, at=timezone.now())

    device.post(reverse("groups:parting", args=[odile.space.slug, edge.pk]))

    edge.refresh_from_db()
    assert edge.undone_at is None
    with pytest.raises(Refusal):
        suggest_again(his, hers, by=guest)
    assert not set_apart(his.pk, odile.space)


def test_nor_for_a_group_of_somebody_named_who_has_not_come_yet(odile):
    his, guest = group_taken_by(Client(headers=SAME), odile.space)
    theirs = a_group(odile.space, "Le four", convened_by=(a_person(odile.space, "Bastien Lorrimer"),))
    proposal = propose_merge(theirs, into=his, by=odile, at=timezone.now())

    with pytest.raises(Refusal):
        agree_aloud(proposal, by=guest, at=timezone.now())

    assert may_decide_between(odile, [theirs, his])


def test_between_two_groups_that_nobody_else_carries_they_decide(odile):
    his, guest = group_taken_by(Client(headers=SAME), odile.space)
    proposal = propose_merge(a_group(odile.space, "Le four"), into=his, by=odile, at=timezone.now())

    assert agree_aloud(proposal, by=guest, at=timezone.now()) is not None


def test_beside_a_member_a_typed_name_gives_no_consent_for_their_group(hers, odile):
    device = Client(headers=SAME)
    his, _guest = group_taken_by(device, odile.space)
    his.welcome(odile, role=Role.CO_CONVENER)
    proposal = propose_merge(hers, into=his, by=odile, at=timezone.now())

    device.post(reverse("groups:merging_agreement", args=[odile.space.slug, proposal.pk]), {"side": his.pk})

    assert not proposal.consents.exists()


def test_a_typed_name_does_not_say_that_a_need_of_a_member_s_group_is_met_once_it_joined_theirs(hers, odile):
    device = Client(headers=SAME)
    his, guest = group_taken_by(device, odile.space)
    need = a_need(odile.space, "Un maçon", group=hers)
    merge_groups(hers, into=his, by=odile, at=timezone.now())

    device.post(reverse("groups:need_satisfaction", args=[odile.space.slug, need.pk]))

    need.refresh_from_db()
    assert need.satisfied_at is None
    assert guest.pk not in those_who_speak_for([his.pk])[his.pk]


def test_it_speaks_for_its_group_until_a_member_carries_it_too(odile):
    his, guest = group_taken_by(Client(headers=SAME), odile.space)
    before = speaks_for(guest, his)

    his.welcome(odile, role=Role.CO_CONVENER)

    assert (before, speaks_for(guest, his), speaks_for(odile, his)) == (True, False, True)


@pytest.mark.parametrize("is_nested", [True, False])
def test_nor_does_it_decide_any_longer_for_its_group_once_that_of_a_member_has_joined_it(hers, odile, is_nested):
    his, guest = group_taken_by(Client(headers=SAME), odile.space)
    into = a_group(odile.space, "Entre les deux") if is_nested else his
    before = may_decide(guest, his)
    merge_groups(hers, into=into, by=odile, at=timezone.now())
    if is_nested:
        merge_groups(into, into=his, by=odile, at=timezone.now())

    assert (before, may_decide(guest, his), may_decide(odile, his)) == (True, False, True)
