"""A group agrees to join, or to receive, one other group: no answer, and no correction, puts another in its place."""

from contextlib import suppress

import pytest
from django.utils import timezone

from palabre.groups.lineage.merge_proposals import consent, name_source
from palabre.groups.models import Group, GroupLineage, Membership, MergeProposal
from palabre.minutes.doubts.doubt_answers import reopen, settle_doubt
from palabre.minutes.doubts.tests.answers import doubt_of
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import TWIN, brought
from palabre.people.models import Person
from palabre.refusal import Refusal
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def hugo():
    return a_member(a_space(), "Hugo Ferreira")


@pytest.fixture
def doubt(hugo):
    reading = brought(hugo)
    open_to_space(reading, by=hugo, at=timezone.now())
    return doubt_of(reading, "merge_who")


def come(person):
    person.join(timezone.now())
    return person


def agreed_by_target(doubt, hugo):
    """Return the proposal, its first group named by Hugo, once who carries the other group agreed to it."""
    (first, _name), _second = doubt.facts["choices"]
    settle_doubt(doubt, first, by=hugo, at=timezone.now())
    proposal = MergeProposal.objects.get()
    carrier = Membership.objects.filter(group=proposal.target).earliest("pk").person
    consent(proposal, side=proposal.target, by=come(carrier), at=timezone.now())
    return proposal


def test_who_agreed_to_one_group_receives_no_other(doubt, hugo):
    proposal = agreed_by_target(doubt, hugo)
    _first, (second, name) = doubt.facts["choices"]

    with suppress(Refusal):
        settle_doubt(doubt, second, by=hugo, at=timezone.now())
        other = Group.objects.get(title="Les cantines")
        consent(proposal, side=other, by=come(Person.objects.get(name=name)), at=timezone.now())

    assert not GroupLineage.objects.filter(target=proposal.target).exists()


def test_and_the_answer_that_they_agreed_to_is_not_taken_back(doubt, hugo):
    proposal = agreed_by_target(doubt, hugo)

    with pytest.raises(Refusal):
        reopen(doubt, by=hugo, at=timezone.now())

    assert MergeProposal.objects.get().source == proposal.source


def test_no_first_answer_replaces_the_group_that_was_named_on_the_page_of_the_merger(doubt, hugo):
    proposal, (_first, (second, _name)) = MergeProposal.objects.get(), doubt.facts["choices"]
    carrier = come(Membership.objects.filter(group=proposal.target).earliest("pk").person)
    source = Group.objects.exclude(pk=proposal.target_id).earliest("pk")
    name_source(proposal, source, by=carrier)
    consent(proposal, side=proposal.target, by=carrier, at=timezone.now())

    with pytest.raises(Refusal):
        settle_doubt(doubt, second, by=hugo, at=timezone.now())

    assert MergeProposal.objects.get().source == source


def test_who_agreed_to_join_one_group_joins_no_other_by_a_correction(doubt, hugo):
    (first, _name), _second = doubt.facts["choices"]
    settle_doubt(doubt, first, by=hugo, at=timezone.now())
    proposal = MergeProposal.objects.get()
    carrier = Membership.objects.filter(group=proposal.source).earliest("pk").person
    consent(proposal, side=proposal.source, by=come(carrier), at=timezone.now())
    elsewhere = TWIN.replace("fusion avec le groupe de Maëlle", "fusion avec le groupe de Rémi")

    brought(a_member(hugo.space, "Malo Riou"), elsewhere)

    assert MergeProposal.objects.get(pk=proposal.pk).target == proposal.target
