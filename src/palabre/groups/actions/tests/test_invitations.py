"""What a meeting proposes to each group is an invitation on their pages: they try, or say « pas maintenant » once."""

import html

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from palabre.groups.actions.invitations import invitation_to
from palabre.groups.models import Validity
from palabre.people.reader import Reader
from tests.builders import a_group, a_member, a_person, a_space, an_action, an_intention, an_output, entered

pytestmark = pytest.mark.django_db
OBJECT = "Chaque groupe essaie de dire quel est son livrable"
TITLE = "Chaque groupe apporte une photo et un nom"


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def group(space, ines):
    return a_group(space, "Le verger", convened_by=(ines,))


@pytest.fixture
def her(ines):
    return entered(Client(), ines)


@pytest.fixture
def proposed(space):
    return an_action(space, OBJECT)


def words(client, group):
    answer = client.get(group.get_absolute_url())
    return " ".join(html.unescape(answer.content.decode()).replace("\u202f", " ").replace("\xa0", " ").split())


def address(group, action):
    return reverse("groups:invitation", args=[group.space.slug, group.pk, action.pk])


def undo_offered(answer):
    return next(one.extra_tags for one in answer.context["messages"] if one.extra_tags)


def test_each_group_is_invited_and_led_to_where_it_is_done(her, space, group, proposed):
    other = a_group(space, "Le four")

    pages = [words(her, one) for one in (group, other)]

    assert all(OBJECT in page for page in pages)
    ways = [reverse("groups:choosing_object", args=[space.slug, one.pk]) for one in (group, other)]
    assert all(way in page.partition('id="invitation"')[2] for way, page in zip(ways, pages, strict=True))


def test_not_now_is_said_once_for_one_group_and_undone(her, space, group, proposed):
    other = a_group(space, "Le four")

    answer = her.post(address(group, proposed), follow=True)
    after = [OBJECT in words(her, one) for one in (group, other)]
    her.post(undo_offered(answer))

    assert after == [False, True]
    assert OBJECT in words(her, group)


def test_who_did_it_already_is_asked_nothing(her, space, group, proposed):
    an_output(group)
    an_action(space, TITLE)

    first = words(her, group)
    an_intention(group)

    assert (OBJECT in first, TITLE in first) == (False, True)


def test_what_is_done_dropped_or_of_old_minutes_invites_nobody(her, group, proposed):
    shown = []
    for facts in ({"is_done": True}, {"dropped_at": timezone.now()}, {"validity": Validity.ASKED}):
        type(proposed).objects.filter(pk=proposed.pk).update(
            **{"is_done": False, "dropped_at": None, "validity": ""} | facts
        )
        group.space.touch(group.space_id)
        shown.append(OBJECT in words(her, group))

    assert shown == [False, False, False]


def test_a_visitor_is_invited_to_nothing_and_sets_nothing_aside(space, group, proposed, her):
    named = entered(Client(), a_person(space, "Lou Marzin"))

    assert OBJECT not in words(Client(), group)
    assert [one.post(address(group, proposed)).status_code for one in (Client(), named)] == [403, 403]
    assert OBJECT in words(her, group)


def test_an_action_of_one_group_is_no_invitation(her, space, group):
    own = an_action(space, OBJECT, group=group)

    assert "La réunion propose" not in words(her, group)
    assert her.post(address(group, own)).status_code == 409


def test_many_invitations_cost_no_more_than_one(space, group, ines, proposed, django_assert_num_queries):
    reader = Reader(space, ines, timezone.localdate())
    with CaptureQueriesContext(connection) as one:
        invitation_to(group, reader, has=())
    for number in range(4):
        an_action(space, f"{TITLE} {number}")

    with django_assert_num_queries(len(one)):
        invitation_to(group, reader, has=())
