"""Following one's group into another makes nobody carry it without the yes of another, nor after they are parted."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.group_access import may_decide
from palabre.groups.lineage.followers import came_over, go_on
from palabre.groups.lineage.merge_proposals import agree_aloud, consent, propose_merge
from palabre.groups.lineage.merge_undo import undo_merge
from palabre.groups.models import Group, GroupLineage, MergeProposal, Role, RoleCall
from palabre.groups.questions.question_access import looks_after
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_question, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Carvalho")


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Riou")


@pytest.fixture
def hers(space, ines):
    return a_group(space, "Le four", convened_by=(ines,), carrying=(a_question(space),))


@pytest.fixture
def his(space, malo):
    return a_group(space, "Les clés", convened_by=(malo,))


def proposed(group, into, by):
    return propose_merge(group, into=into, by=by, at=timezone.now())


def aloud(group, into, by):
    return agree_aloud(proposed(group, into, by), by=by, at=timezone.now())


def agreed(group, into, by, other):
    """Both consent, each for their own."""
    proposal = proposed(group, into, by)
    consent(proposal, side=group, by=by, at=timezone.now())
    return consent(proposal, side=into, by=other, at=timezone.now())


def goes_on(group, by, role=Role.CO_CONVENER):
    try:
        return go_on(Group.objects.get(pk=group.pk), role, by=by, at=timezone.now())
    except Refusal:
        return None


def test_who_merged_alone_goes_on_and_parts_decides_nothing_of_the_other(space, hers, his, ines, malo):
    his_own = entered(Client(headers={"sec-fetch-site": "same-origin"}), malo)

    def sent(name, number, typed):
        return his_own.post(reverse(f"groups:{name}", args=[space.slug, number]), typed).status_code

    sent("new_merging", his.pk, {"other": hers.pk, "way": "there", "words": "", "form_token": "q" * 24})
    sent("merging_agreement", MergeProposal.objects.get().pk, {"side": ""})
    refused = sent("going_on", hers.pk, {"role": "co_convener"})
    together = may_decide(malo, hers)
    sent("parting", GroupLineage.objects.get().pk, {})

    assert (refused, together, may_decide(malo, hers)) == (409, False, False)
    assert not looks_after(malo, hers.carryings.get().question)
    assert Group.objects.get(pk=his.pk).lives_in is None


def test_nor_does_his_accomplice_write_it_down_for_him(space, hers, his, malo):
    zoe = a_member(space, "Zoé Petit")
    his.welcome(zoe, role=Role.CONVENER)
    aloud(his, hers, zoe)

    assert [goes_on(hers, one) for one in (malo, zoe)] == [None, None]
    assert goes_on(hers, malo, Role.CONTRIBUTOR) is not None


def test_nor_does_he_come_by_a_group_that_he_joined_alone(space, hers, his, malo, ines):
    odile = a_member(space, "Odile Tanneguy")
    between = a_group(space, "Le fournil", convened_by=(odile,))
    aloud(his, between, malo)
    agreed(between, hers, odile, ines)

    assert [came_over(one, hers).carried for one in (malo, odile)] == [False, True]


@pytest.mark.parametrize("how", ["consent", "aloud"])
def test_with_the_yes_of_the_other_he_carries_it_until_they_part(hers, his, ines, malo, how):
    edge = aloud(his, hers, ines) if how == "aloud" else agreed(his, hers, malo, ines)
    goes_on(hers, malo)
    goes_on(hers, malo, Role.CONTRIBUTOR)
    together = may_decide(malo, hers)

    undo_merge(edge, by=malo, at=timezone.now())

    assert (together, may_decide(malo, hers), may_decide(ines, hers), may_decide(malo, his)) == (
        True,
        False,
        True,
        True,
    )
    assert hers.memberships.held().filter(person=malo, role=Role.CONTRIBUTOR).exists()  # by her click, it stays


def test_a_role_that_he_had_there_before_is_his_after(hers, his, ines, malo):
    hers.welcome(malo, role=Role.CO_CONVENER)
    edge = agreed(his, hers, malo, ines)
    goes_on(hers, malo)

    undo_merge(edge, by=ines, at=timezone.now())

    assert may_decide(malo, hers)


def test_the_group_that_is_left_without_anybody_looks_for_somebody(hers, his, ines, malo):
    edge = agreed(his, hers, malo, ines)
    goes_on(hers, malo)
    hers.memberships.get(person=ines).end(timezone.localdate())

    undo_merge(edge, by=malo, at=timezone.now())

    assert RoleCall.objects.open().filter(group=hers, role=Role.CONVENER).exists()
