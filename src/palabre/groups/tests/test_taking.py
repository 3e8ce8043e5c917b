"""« Je m’en charge » and its undo: who may, once, with a trace."""

import pytest
from django.urls import reverse

from palabre.groups import permissions, taking
from palabre.groups.models import Action
from palabre.journal.models import Entry
from palabre.people.models import Audience
from palabre.refusal import Refusal
from tests.builders import a_member, a_person, a_space, an_action, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def action(space):
    return an_action(space)


def owner_of(action):
    return Action.objects.get(pk=action.pk).owner


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def post(client, action, name="taking"):
    return client.post(reverse(f"groups:{name}", args=[action.space.slug, action.pk]))


def test_a_member_takes_an_action_that_nobody_has(client, ines, action):
    response = post(entered(client, ines), action)

    assert (response.status_code, response.url) == (302, action.get_absolute_url())
    assert (owner_of(action), verbs()) == (ines, ["action.taken"])


def test_taking_twice_leaves_one_trace(ines, action):
    taking.take(action, by=ines)
    taking.take(action, by=ines)

    assert (owner_of(action), verbs()) == (ines, ["action.taken"])


def test_what_somebody_else_has_is_not_taken_from_her(space, ines, action):
    taking.take(action, by=a_member(space, "Hugo Ferreira"))

    with pytest.raises(Refusal, match="Hugo Ferreira"):
        taking.take(action, by=ines)
    assert owner_of(action).name == "Hugo Ferreira"


def test_a_done_action_is_not_taken(space, ines):
    done = an_action(space, is_done=True)

    with pytest.raises(Refusal, match="déjà fait"):
        taking.take(done, by=ines)


def test_who_took_it_gives_it_back_once(client, ines, action):
    taking.take(action, by=ines)

    post(entered(client, ines), action, "leaving")
    post(client, action, "leaving")

    assert (owner_of(action), verbs()) == (None, ["action.taken", "action.left"])


def test_nobody_gives_back_for_another(space, ines, action):
    taking.take(action, by=ines)

    taking.leave(action, by=a_member(space, "Hugo Ferreira"))

    assert (owner_of(action), verbs()) == (ines, ["action.taken"])


def test_who_never_joined_takes_nothing(client):
    space = a_space(public=True)
    named = a_person(space)
    hers = an_action(space, audience=Audience.of_persons(named))

    assert post(entered(client, named), hers).status_code == 403
    assert owner_of(hers) is None


@pytest.mark.parametrize("name", ["taking", "leaving"])
def test_a_passer_by_takes_and_leaves_nothing(client, name):
    action = an_action(a_space(public=True))

    assert post(client, action, name).status_code == 403


def test_looking_at_the_address_takes_nothing(client, ines, action):
    address = reverse("groups:taking", args=[action.space.slug, action.pk])

    assert entered(client, ines).get(address).status_code == 405


def test_a_member_of_another_space_may_not_take(action):
    stranger = a_member(a_space("Ailleurs"))

    assert not permissions.can_take(stranger, action)


def test_only_who_has_it_may_leave_it(space, ines, action):
    action.take(ines)
    hugo = a_member(space, "Hugo Ferreira")

    assert [permissions.can_leave(person, action) for person in (ines, hugo, None)] == [True, False, False]
