"""The words of a proposed merger are told to nobody who reads one of the two groups only."""

from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from palabre.groups.lineage.merge_proposals import propose_merge
from palabre.groups.models import MergeProposal
from palabre.journal.models import Entry
from palabre.people.models import Audience
from tests.builders import a_group, a_member, a_space, entered

pytestmark = pytest.mark.django_db
WORDS = "Maël est malade"


@pytest.fixture(params=["space", "public"])
def proposal(request):
    """Between a group that members alone read, or everybody, and one that everybody does, in a public space."""
    space = a_space(public=True)
    berthe = a_member(space, "Berthe Loric")
    readers = Audience.objects.create(space=space, kind=request.param)
    source = a_group(space, "Les deuils", convened_by=(berthe,), audience=readers)
    target = a_group(space, "Le four", convened_by=(a_member(space, "Hugo Ferreira"),))
    return propose_merge(source, into=target, by=berthe, at=timezone.now(), words=WORDS)


def is_told(proposal, client):
    pages = [proposal.space, proposal.target]
    return any(WORDS in client.get(one.get_absolute_url()).text for one in pages)


def test_a_stranger_is_not_told_of_it_and_its_members_are(proposal):
    assert not is_told(proposal, Client())
    assert is_told(proposal, entered(Client(), proposal.by))


def test_so_it_is_for_one_proposed_before(proposal):
    for model in (MergeProposal, Entry):
        model.objects.filter(space=proposal.space).update(audience=proposal.target.audience)
    migration = import_module("palabre.groups.migrations.0012_readers_of_mergers")
    before = is_told(proposal, Client())

    migration.read_by_members(apps, None)

    assert (before, is_told(proposal, Client())) == (True, False)
