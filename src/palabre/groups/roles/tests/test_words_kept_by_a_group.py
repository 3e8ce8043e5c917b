"""A group that keeps what somebody wrote does not put them out: nobody takes their page by greeting them first."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.lineage.merge_proposals import agree_aloud, propose_merge
from palabre.groups.lineage.merge_undo import undo_merge
from palabre.groups.lineage.merged_pages import open_by_hand
from palabre.groups.models import Group, Pledge, Role
from palabre.groups.roles import newcomer_replies
from palabre.groups.roles.group_audience import GROUP_CIRCLES
from palabre.groups.roles.pledges import stay_away
from palabre.groups.roles.pledges_for_others import come_for
from palabre.notes.models import Revision
from palabre.people.models import Audience, Person
from palabre.refusal import Refusal
from palabre.wiki.models import Page
from palabre.wiki.readers.page_audience import show_to
from palabre.wiki.removal.page_removal import remove_page, restore_page
from tests.builders import a_group, a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def malo():
    return a_member(a_space(), "Malo Prigent")


@pytest.fixture
def ines(malo):
    return a_member(malo.space, "Inès Courtois")


@pytest.fixture
def group(malo):
    return a_group(malo.space, convened_by=(malo,))


@pytest.fixture
def pledge(group, malo, ines):
    pledge = come_for(group, ines.name, by=malo, at=timezone.now())
    newcomer_replies.welcome(pledge, by=malo, at=timezone.now())
    return pledge


@pytest.fixture
def page(group, pledge, malo, ines):
    page = a_page(malo.space, "Les recettes d’Inès", audience=Audience.of_space(malo.space))
    Revision.objects.filter(note=page.note).update(by=ines)
    show_to(page, f"groups.group:{group.pk}", GROUP_CIRCLES, by=malo)
    return Page.objects.get(pk=page.pk)


def reads(page, person):
    return Page.objects.visible_to(Person.objects.get(pk=person.pk)).filter(pk=page.pk).exists()


def test_who_wrote_a_page_that_a_group_keeps_is_not_put_out_of_it(page, pledge, malo, ines):
    with pytest.raises(Refusal, match="Inès Courtois"):
        newcomer_replies.not_yet(pledge, by=malo)

    assert reads(page, ines)


def test_nor_once_the_page_is_removed(page, pledge, malo, ines):
    remove_page(page, by=malo, at=timezone.now())

    with pytest.raises(Refusal):
        newcomer_replies.not_yet(pledge, by=malo)
    restore_page(page, by=Person.objects.get(pk=ines.pk))

    assert reads(page, ines)


def test_she_leaves_by_herself(page, group, ines):
    stay_away(group, by=ines, at=timezone.now())

    assert not reads(page, ines)


def test_who_wrote_nothing_there_is_put_out(pledge, group, malo, ines):
    page = a_page(malo.space, "Nos comptes", audience=Audience.of_space(malo.space))
    Revision.objects.filter(note=page.note).update(by=malo)
    show_to(page, f"groups.group:{group.pk}", GROUP_CIRCLES, by=malo)

    newcomer_replies.not_yet(pledge, by=malo)

    assert not reads(page, ines)


def test_who_wrote_there_since_it_was_kept_is_put_out(pledge, group, malo, ines):
    page = a_page(malo.space, "Nos comptes", audience=Audience.of_space(malo.space))
    Revision.objects.filter(note=page.note).update(by=malo)
    show_to(page, f"groups.group:{group.pk}", GROUP_CIRCLES, by=malo)
    page.note.revisions.create(number=2, body_md="Bonjour.", by=ines)

    newcomer_replies.not_yet(pledge, by=malo)

    assert not reads(page, ines)


def test_two_groups_that_merged_are_not_parted_where_she_would_lose_what_she_wrote(malo, ines):
    """He carries both; she is in one only; her page is kept to them as one group, in the other."""
    hers, his = (a_group(malo.space, title, convened_by=(malo,)) for title in ("Le four", "Les clés"))
    newcomer_replies.welcome(come_for(hers, ines.name, by=malo, at=timezone.now()), by=malo, at=timezone.now())
    for group in (hers, his):
        kept = a_page(malo.space, f"Notes de {group.title}", audience=Audience.of_space(malo.space))
        show_to(kept, f"groups.group:{group.pk}", GROUP_CIRCLES, by=malo)
    edge = merge(hers, his, by=malo)
    page = a_page(malo.space, "Les recettes d’Inès", audience=Audience.of_space(malo.space))
    Revision.objects.filter(note=page.note).update(by=ines)
    show_to(page, f"groups.group:{his.pk}", GROUP_CIRCLES, by=malo)

    with pytest.raises(Refusal, match="Inès Courtois"):
        undo_merge(edge, by=malo, at=timezone.now())

    assert reads(page, ines)
    assert Group.objects.get(pk=hers.pk).lives_in == his


def test_nor_is_she_put_out_of_one_that_merged_twice(malo, ines):
    """Her page names the group in the middle, she reads it by a seat in the first."""
    first, middle, last = (a_group(malo.space, title, convened_by=(malo,)) for title in ("A", "B", "C"))
    pledge = come_for(first, ines.name, by=malo, at=timezone.now())
    newcomer_replies.welcome(pledge, by=malo, at=timezone.now())
    for group in (first, middle, last):
        kept = a_page(malo.space, f"Notes de {group.title}", audience=Audience.of_space(malo.space))
        show_to(kept, f"groups.group:{group.pk}", GROUP_CIRCLES, by=malo)
    merge(first, middle, by=malo)
    page = a_page(malo.space, "Les recettes d’Inès", audience=Audience.of_space(malo.space))
    Revision.objects.filter(note=page.note).update(by=ines)
    show_to(page, f"groups.group:{middle.pk}", GROUP_CIRCLES, by=malo)
    merge(middle, last, by=malo)

    with pytest.raises(Refusal, match="Inès Courtois"):
        newcomer_replies.not_yet(pledge, by=malo)

    assert reads(page, ines)


def merge(group, into, *, by):
    edge = agree_aloud(propose_merge(group, into=into, by=by, at=timezone.now()), by=by, at=timezone.now())
    if edge.target_opened_at is None or edge.source_opened_at is None:
        open_by_hand(edge, by=by, at=timezone.now())
    return edge


def test_another_reader_does_not_put_out_whom_somebody_greeted(group, pledge, malo, ines):
    page = a_page(malo.space, "Nos comptes", audience=Audience.of_space(malo.space))
    show_to(page, f"groups.group:{group.pk}", GROUP_CIRCLES, by=malo)
    ewen = a_member(malo.space, "Ewen Le Bras")
    newcomer_replies.welcome(
        come_for(group, ewen.name, by=malo, at=timezone.now()), by=malo, at=timezone.now(), greets=True
    )
    address = reverse("groups:reply", args=[malo.space.slug, pledge.pk])

    with pytest.raises(Refusal):
        newcomer_replies.not_yet(pledge, by=Person.objects.get(pk=ewen.pk))

    assert reads(page, ines)
    undoing = reverse("groups:pledge_unwelcoming", args=[malo.space.slug, pledge.pk])
    shown = {one: undoing in entered(Client(), one).get(address).content.decode() for one in (malo, ewen)}
    assert shown == {malo: True, ewen: False}


def test_who_hosts_the_group_does(group, pledge, malo, ines):
    hugo = a_member(malo.space, "Hugo Ferreira")
    group.welcome(hugo, role=Role.CO_CONVENER).confirm(timezone.now())

    newcomer_replies.not_yet(pledge, by=hugo)

    assert Pledge.objects.get(pk=pledge.pk).welcomed_at is None
