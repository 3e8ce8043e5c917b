"""« J’y vais » and « On recherche » on the pages of a group and of a call."""

import pytest
from django.urls import reverse

from palabre.groups.models import Pledge, RoleCall
from palabre.people.models import Person
from tests.builders import a_group, a_member, a_pledge, a_role_call, a_space, entered

pytestmark = pytest.mark.django_db

NAMES = {"group": ("groups:coming", "groups:staying_away"), "call": ("groups:call_coming", "groups:call_staying_away")}


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def group(space):
    return a_group(space)


@pytest.fixture(params=["group", "call"])
def thing(request, space, group):
    return group if request.param == "group" else a_role_call(space, group=group)


def address(thing, undo=False):
    name = NAMES["call" if isinstance(thing, RoleCall) else "group"][undo]
    return reverse(name, args=[thing.space.slug, thing.pk])


def words(response):
    return " ".join(response.content.decode().split())


def test_a_member_says_that_she_comes_and_undoes_it_where_it_is_said(client, thing, ines):
    entered(client, ines).post(address(thing))
    said = words(client.get(thing.get_absolute_url()))
    assert f'action="{address(thing, undo=True)}"' in said
    assert "C’est noté : vous y allez." in said

    client.post(address(thing, undo=True))

    said = words(client.get(thing.get_absolute_url()))
    assert ("vous y allez" in said, f'action="{address(thing)}"' in said) == (False, True)


def test_who_passes_by_says_her_name_and_comes_once(client, thing):
    form_token = client.get(address(thing)).context["form"]["form_token"].value()

    for _twice in range(2):
        client.post(address(thing), {"who": " Nadia  Ferhat ", "form_token": form_token, "words": "le mardi"})

    guest = Person.objects.get(name="Nadia Ferhat")
    assert (Pledge.objects.get().person, guest.is_member) == (guest, False)
    assert "<q>le mardi</q>" in words(client.get(thing.get_absolute_url()))


def test_what_a_passer_by_typed_is_shown_again_when_it_is_refused(client, thing):
    refused = client.post(address(thing), {"who": "", "words": "le mardi"})

    assert (refused.status_code, "le mardi" in words(refused)) == (409, True)


def test_another_reader_of_the_page_is_not_told_that_she_comes(client, space, thing, ines):
    a_pledge(thing, ines)

    assert "vous y allez" not in words(entered(client, a_member(space, "Hugo")).get(thing.get_absolute_url()))
    assert "vous y allez" not in words(client.get(thing.get_absolute_url()))


def test_a_passer_by_stays_away_from_nothing(client, thing):
    assert client.post(address(thing, undo=True)).status_code == 403


def test_a_group_tells_who_comes_and_a_call_tells_it_to_members(client, space, group, ines):
    nadia = Person.objects.create(space=space, name="Nadia Ferhat")
    a_pledge(group, nadia, "le mardi")
    a_pledge(a_role_call(space, group=group), a_member(space, "Karim Oualid"))

    outside, inside = (
        words(client.get(group.get_absolute_url())),
        words(entered(client, ines).get(group.get_absolute_url())),
    )

    assert "Nadia a dit « j’y vais »" in outside
    assert ("Ferhat" in outside, "Karim Oualid" in outside) == (False, False)
    assert ("Nadia Ferhat" in inside, "Karim Oualid" in inside) == (True, True)


def test_who_holds_a_role_is_not_asked_whether_she_comes(client, group, ines):
    group.welcome(ines, role="convener")

    assert f'action="{address(group)}"' not in words(entered(client, ines).get(group.get_absolute_url()))


def test_a_closed_call_offers_nothing_but_says_so(client, space, ines):
    closed = a_role_call(space, withdrawn_at="2026-10-01T10:00Z")

    said = words(entered(client, ines).get(closed.get_absolute_url()))

    assert "Cet appel est clos" in said
    assert address(closed) not in said
    assert client.post(address(closed)).status_code == 409


def test_a_member_publishes_a_call_begun_for_her_and_undoes_it(client, space, group, ines):
    where = reverse("groups:group_calling", args=[space.slug, group.pk])
    assert "On recherche une personne pour </textarea>" in words(entered(client, ines).get(where))

    page = client.post(where, {"words": "On recherche une personne pour conduire"}, follow=True)

    call = RoleCall.objects.get()
    assert (call.group, "Votre appel est en page d’accueil." in words(page)) == (group, True)
    undone = client.post(reverse("groups:call_undoing", args=[space.slug, call.pk]), follow=True)
    assert "Votre appel est retiré." in words(undone)
    client.post(reverse("groups:call_opening", args=[space.slug, call.pk]))
    assert RoleCall.objects.get().is_open


def test_a_call_left_as_it_was_begun_is_refused(client, space, ines):
    refused = entered(client, ines).post(
        reverse("groups:calling", args=[space.slug]), {"words": "On recherche une personne pour "}
    )

    assert (refused.status_code, RoleCall.objects.exists()) == (409, False)
    assert "On recherche une personne pour </textarea>" in words(refused)


def test_a_call_for_a_role_begins_with_it_and_bears_it(client, space, ines):
    door = reverse("groups:calling", args=[space.slug])

    page = words(entered(client, ines).get(door, {"role": "liaison"}))

    assert "référente dans l’institution.</textarea>" in page
    assert '<input type="hidden" name="role" value="liaison"' in page


def test_the_page_of_a_group_sends_a_call_within_its_bound(client, group, ines):
    page = words(entered(client, ines).get(group.get_absolute_url()))

    assert "On recherche une personne pour </textarea>" in page
    assert 'maxlength="400"' in page


@pytest.mark.parametrize("who", ["a guest", "nobody"])
def test_who_has_not_joined_publishes_and_ends_no_call(client, space, group, who):
    if who == "a guest":
        entered(client, Person.objects.create(space=space, name="Nadia", form_token="x"))
    call = a_role_call(space, group=group)
    named = [("group_calling", group), ("call_undoing", call), ("call_opening", call), ("call_unsharing", call)]

    statuses = {client.post(reverse(f"groups:{name}", args=[space.slug, one.pk])).status_code for name, one in named}

    assert statuses == {403}
    assert "Retirer cet appel" not in words(client.get(call.get_absolute_url()))


def test_any_member_takes_back_a_call_with_a_trace(client, space, ines):
    call = a_role_call(space)

    entered(client, ines).post(reverse("groups:call_undoing", args=[space.slug, call.pk]))

    assert not RoleCall.objects.get().is_open


@pytest.mark.parametrize("count", [1, 5])
def test_a_call_costs_the_same_with_one_pledge_and_with_five(client, space, ines, count, django_assert_num_queries):
    call = a_role_call(space)
    for number in range(count):
        a_pledge(call, a_member(space, f"Personne {number}"))

    with django_assert_num_queries(6):
        assert entered(client, ines).get(call.get_absolute_url()).status_code == 200
