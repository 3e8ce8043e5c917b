"""Whoever carries a group hears of who comes along and of what is answered; nobody else does."""

import pytest
from django.utils import timezone

from palabre.groups.group_recipients import conveners
from palabre.groups.needs.need_answers import answer_need
from palabre.groups.roles.pledges import come_along
from palabre.journal.models import Entry
from tests.builders import a_group, a_member, a_need, a_role_call, a_space

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def group(space, ines):
    a_member(space, "Qui ne porte rien")
    return a_group(space, convened_by=(ines,))


def hearing():
    return list(conveners(Entry.objects.latest("pk")))


def test_who_carries_hears_of_who_comes_along(group, ines):
    come_along(group, by=a_member(group.space, "Hugo Ferreira"), at=NOW)

    assert hearing() == [ines]


def test_who_carries_hears_of_who_answers_a_call(group, ines):
    come_along(a_role_call(group.space, group=group), by=a_member(group.space, "Hugo Ferreira"), at=NOW)

    assert hearing() == [ines]


def test_who_carries_hears_of_an_answer_to_a_need(group, ines):
    answer_need(a_need(group.space, group=group), "La salle bleue.", by=a_member(group.space, "Hugo Ferreira"), at=NOW)

    assert hearing() == [ines]


def test_a_call_of_the_whole_community_is_nobodys_own(space, ines):
    come_along(a_role_call(space), by=a_member(space, "Hugo Ferreira"), at=NOW)

    assert hearing() == []


def test_who_left_the_role_hears_no_more(group, ines):
    group.memberships.get().end(timezone.localdate())
    come_along(group, by=a_member(group.space, "Hugo Ferreira"), at=NOW)

    assert hearing() == []
