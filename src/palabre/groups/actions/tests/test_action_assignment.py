"""« Je m’en charge » and its undo: who may, once, with a trace."""

import pytest
from django.urls import reverse

from palabre.groups import permissions
from palabre.groups.actions import action_assignment
from palabre.groups.models import Action
from palabre.journal.models import Entry
from palabre.people.models import Person
from palabre.refusal import Refusal
from tests.builders import a_member, a_space, an_action, entered

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
    action_assignment.take(action, by=ines)
    action_assignment.take(action, by=ines)

    assert (owner_of(action), verbs()) == (ines, ["action.taken"])


def test_what_somebody_else_has_is_not_taken_from_her(space, ines, action):
    action_assignment.take(action, by=a_member(space, "Hugo Ferreira"))

    with pytest.raises(Refusal, match="Hugo Ferreira"):
        action_assignment.take(action, by=ines)
    assert owner_of(action).name == "Hugo Ferreira"


def test_a_done_action_is_not_taken(space, ines):
    done = an_action(space, is_done=True)

    with pytest.raises(Refusal, match="déjà fait"):
        action_assignment.take(done, by=ines)


def test_who_took_it_gives_it_back_once(client, ines, action):
    action_assignment.take(action, by=ines)

    post(entered(client, ines), action, "leaving")
    post(client, action, "leaving")

    assert (owner_of(action), verbs()) == (None, ["action.taken", "action.left"])


def test_nobody_gives_back_for_another(space, ines, action):
    action_assignment.take(action, by=ines)

    action_assignment.give_action_back(action, by=a_member(space, "Hugo Ferreira"))

    assert (owner_of(action), verbs()) == (ines, ["action.taken"])


def test_who_passes_by_says_her_name_and_takes_it(client):
    action = an_action(a_space(public=True))
    address = reverse("groups:taking", args=[action.space.slug, action.pk])
    form_token = client.get(address).context["form"]["form_token"].value()

    for _twice in range(2):
        client.post(address, {"who": "Nadia Ferhat", "form_token": form_token})

    owner = owner_of(action)
    assert (owner.name, owner.has_come, owner.is_member, verbs()) == ("Nadia Ferhat", True, False, ["action.taken"])
    post(client, action, "leaving")
    assert owner_of(action) is None


def test_without_a_name_nothing_is_taken(client):
    action = an_action(a_space(public=True))

    answer = post(client, action)

    assert (answer.status_code, owner_of(action)) == (409, None)


def test_who_is_too_late_leaves_no_name_behind(client, ines):
    action = an_action(a_space(public=True), owner=ines)

    client.post(reverse("groups:taking", args=[action.space.slug, action.pk]), {"who": "Nadia", "form_token": "x"})

    assert not Person.objects.filter(name="Nadia").exists()


def test_a_passer_by_gives_back_nothing(client):
    action = an_action(a_space(public=True))

    assert post(client, action, "leaving").status_code == 403


def test_what_another_has_is_not_hers_to_give_back(client, space, ines, action):
    action_assignment.take(action, by=ines)

    assert post(entered(client, a_member(space, "Hugo Ferreira")), action, "leaving").status_code == 403
    assert owner_of(action) == ines


def test_looking_at_the_address_takes_nothing(client, ines, action):
    address = reverse("groups:taking", args=[action.space.slug, action.pk])

    assert entered(client, ines).get(address).status_code == 200
    assert owner_of(action) is None


def test_a_member_of_another_space_may_not_take(action):
    stranger = a_member(a_space("Ailleurs"))

    assert not permissions.can_take(stranger, action)


def test_only_who_has_it_may_leave_it(space, ines, action):
    action.take(ines)
    hugo = a_member(space, "Hugo Ferreira")

    assert [permissions.can_leave(person, action) for person in (ines, hugo, None)] == [True, False, False]
