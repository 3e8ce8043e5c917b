"""The words of a proposed merger are told to nobody who reads one of the two groups only."""

from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from palabre.groups.lineage.merge import merge_groups
from palabre.groups.lineage.merge_proposals import propose_merge
from palabre.groups.models import Group, MergeProposal
from palabre.journal.hooks import entries_in_words
from palabre.journal.mail_channel import news_letter_words
from palabre.journal.models import Delivery, Entry
from palabre.people.models import Audience
from tests.builders import a_group, a_member, a_space, entered

pytestmark = pytest.mark.django_db
WORDS = "Maël est malade"
TOLD = "« Les deuils » a rejoint « Le four »."
TOLD_OF_ONE = "« Les deuils » a rejoint un autre groupe, dont la page parle des deux."


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


def test_one_proposed_without_words_is_called_by_the_group_that_stays():
    space = a_space()
    berthe = a_member(space, "Berthe Loric")
    source, target = a_group(space, "Les deuils", convened_by=(berthe,)), a_group(space, "Le four")
    propose_merge(source, into=target, by=berthe, at=timezone.now())

    (told,) = entries_in_words([Entry.objects.get(verb="merge.proposed")], space=space, person=berthe)

    assert ("Le four" in told.sentence, "fusion proposée" in told.sentence) == (True, False)


@pytest.mark.parametrize("is_read", [True, False])
def test_the_message_names_the_group_that_was_joined_to_who_reads_it(is_read):
    space = a_space()
    berthe, odile = a_member(space, "Berthe Loric"), a_member(space, "Odile Tanneguy")
    source, target = (
        a_group(space, "Les deuils", convened_by=(berthe,)),
        a_group(space, "Le four", convened_by=(berthe,)),
    )
    merge_groups(source, into=target, by=berthe, at=timezone.now())
    if not is_read:
        Group.objects.filter(pk=target.pk).update(audience=Audience.of_persons(berthe))

    entry = Entry.objects.get(verb="group.merged")
    subject, body = news_letter_words(Delivery(entry=entry, person=odile))

    assert ("Le four" in body) == is_read
    assert subject.replace("\xa0", " ") == (TOLD if is_read else TOLD_OF_ONE)
