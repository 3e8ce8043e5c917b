"""Who agreed, then set the merger aside, has agreed to nothing: whoever takes it up again asks anew."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.lineage.merge_proposals import propose_merge
from palabre.groups.models import Group
from palabre.groups.roles.convener_answers import leave_role
from palabre.groups.roles.group_audience import own_audience
from palabre.people.agreements.exclusion import put_out
from palabre.wiki.models import Page
from tests.builders import a_group, a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db


def post(person, name, number, **typed):
    return entered(Client(), person).post(reverse(f"groups:{name}", args=[person.space.slug, number]), typed)


def test_a_yes_that_its_author_set_aside_does_not_open_their_pages_to_who_takes_it_up():
    ines = a_member(a_space(), "Inès Courtois")
    malo = a_member(ines.space, "Malo Quintric")
    hers, his = (
        a_group(ines.space, "Covoiturage", convened_by=(ines,)),
        a_group(ines.space, "Le four", convened_by=(malo,)),
    )
    kept = a_page(ines.space, "Entre nous", audience=own_audience(hers))
    proposal = propose_merge(hers, into=his, by=malo, at=timezone.now())
    post(ines, "merging_agreement", proposal.pk, side=hers.pk)
    post(ines, "merging_aside", proposal.pk)

    post(malo, "merging_return", proposal.pk)
    post(malo, "merging_agreement", proposal.pk, side=his.pk)

    assert not Page.objects.visible_to(malo).filter(pk=kept.pk).exists()
    assert Group.objects.get(pk=hers.pk).lives_in is None


@pytest.mark.parametrize("how", ["put out", "left"])
def test_the_yes_of_who_carries_no_longer_merges_nothing(how):
    ines = a_member(a_space(), "Inès Courtois")
    malo, anouk = a_member(ines.space, "Malo Quintric"), a_member(ines.space, "Anouk Le Bris")
    hers = a_group(ines.space, "Covoiturage", convened_by=(ines, anouk))
    his = a_group(ines.space, "Le four", convened_by=(malo,))
    proposal = propose_merge(hers, into=his, by=malo, at=timezone.now())
    post(ines, "merging_agreement", proposal.pk, side=hers.pk)
    if how == "put out":
        put_out(ines, by=anouk, at=timezone.now())
    else:
        leave_role(hers.memberships.get(person=ines), by=ines, at=timezone.now())

    post(malo, "merging_agreement", proposal.pk, side=his.pk)

    assert Group.objects.get(pk=hers.pk).lives_in is None
