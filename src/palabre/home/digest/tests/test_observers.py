"""Observers hear what contributors hear; and what one role asks is told once, to her alone."""

import datetime

import pytest
from django.utils import timezone

from palabre.groups.models import Role
from palabre.groups.roles.pledges import come_along
from palabre.groups.roles.renewal import TERM, ask_some
from palabre.home.digest.digest_content import what_is_new
from palabre.journal import hooks
from palabre.journal.models import Entry
from palabre.people.reader import Reader
from tests.builders import a_group, a_member, a_space

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def group(space):
    return a_group(space, convened_by=(a_member(space, "Inès Courtois"),))


def in_role(group, role, name):
    person = a_member(group.space, name)
    group.welcome(person, role=role)
    return person


def told_to(person, *, since=0):
    brief = what_is_new(Reader(person.space, person, timezone.localdate()), since=since, until=10**9, to=person)
    return [line.sentence for part in brief.parts for line in part.lines]


def test_invariant_19_observers_receive_the_same_news_as_contributors(group):
    observer, contributor = (
        in_role(group, role, name) for role, name in ((Role.OBSERVER, "Obé"), (Role.CONTRIBUTOR, "Cléo"))
    )

    come_along(group, by=a_member(group.space, "Malo Riou"), at=NOW)

    assert told_to(observer) == told_to(contributor) != []
    at_once = {
        verb: {one.pk for one in who(Entry.objects.latest("pk"))}
        for verb, who in hooks.notices.items()
        if verb == "pledge.made"
    }
    assert {observer.pk in some for some in at_once.values()} == {contributor.pk in some for some in at_once.values()}


def test_that_a_role_asks_is_told_once_to_her_who_holds_it(group):
    her = in_role(group, Role.LIAISON, "Léa Marchand")
    her.memberships.get().confirm(NOW - TERM - datetime.timedelta(days=1))

    for _twice in range(2):
        ask_some(NOW)

    (sentence,) = told_to(her)
    assert "On continue" in sentence
    assert f"/you/#continue-{her.memberships.get().pk}" in sentence
    assert told_to(her, since=Entry.objects.latest("pk").pk) == []
    assert told_to(a_member(group.space, "Malo Riou")) == []
