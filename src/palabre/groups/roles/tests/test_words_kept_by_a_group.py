"""A group that keeps what somebody wrote does not put them out: nobody takes their page by greeting them first."""

import pytest
from django.utils import timezone

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
from tests.builders import a_group, a_member, a_page, a_space

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
