"""A role that somebody left is shown nowhere any longer; a group that nobody carries says so."""

import datetime

import pytest
from django.urls import reverse

from palabre.groups.models import Membership
from tests.builders import a_group, a_member, a_question, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


def pages(client, space):
    """Return the list of the groups, and the pages of the group and of its question."""
    urls = [one.get_absolute_url() for one in (space.group_set.get(), space.question_set.get())]
    return [client.get(url).content.decode() for url in (reverse("home:groups", args=[space.slug]), *urls)]


def test_a_role_that_was_left_is_shown_nowhere(client, space):
    a_group(space, convened_by=(a_member(space, "Oriane Delmas"),), carrying=(a_question(space),))
    entered(client, a_member(space))
    before = [page.count("Oriane Delmas") for page in pages(client, space)]

    Membership.objects.get().end(datetime.date(2026, 11, 20))

    assert [number > 0 for number in before] == [True, True, True]
    assert [page.count("Oriane Delmas") for page in pages(client, space)] == [0, 0, 0]


def test_a_group_that_nobody_carries_any_longer_says_so(client, space):
    group = a_group(space)
    group.welcome(a_member(space, "Oriane Delmas"), role="companion")

    page = entered(client, a_member(space)).get(group.get_absolute_url()).content.decode()

    assert "Personne ne porte cette question pour l’instant." in page
