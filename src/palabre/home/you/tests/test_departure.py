"""Leaving a group or the space: by two clicks, undone by one, and what was carried is free for others."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Action, Membership, RoleCall
from palabre.groups.roles.pledges import come_along
from palabre.journal.models import Entry
from palabre.people.access import departure, keys
from palabre.people.access.links import link_path, link_to
from palabre.people.duplicates.person_merge import merge_pair
from palabre.people.models import Audience, Person
from tests.builders import a_group, a_member, a_page, a_person, a_space, an_action, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Carvalho")


@pytest.fixture
def group(space, ines):
    return a_group(space, "Le four à pain", convened_by=(ines,))


@pytest.fixture(autouse=True)
def other(space):
    return a_member(space, "Malo Riou")


def post(person, name, *numbers, client=None):
    client = client or entered(Client(), person)
    return client.post(reverse(name, args=[person.space.slug, *numbers]), follow=True)


def words(answer):
    return " ".join(answer.content.decode().replace("\u202f", " ").replace("\xa0", " ").split())


def roles(person):
    return list(Membership.objects.held().filter(person=person).values_list("group__title", flat=True))


def taken_by(person):
    return list(Action.objects.filter(owner=person).values_list("text", flat=True))


def is_member(person):
    return Person.objects.get(pk=person.pk).is_member


def looks_for_somebody(group):
    return RoleCall.objects.open().filter(group=group).exists()


def test_who_leaves_a_group_frees_what_she_carried_and_one_click_undoes_it(space, ines, group):
    elsewhere = a_group(space, "La gare", convened_by=(ines,))
    an_action(space, "Appeler le maçon", group=group, owner=ines)
    an_action(space, "Repeindre", group=elsewhere, owner=ines)

    left = words(post(ines, "groups:departure", group.pk))
    after = roles(ines), taken_by(ines), looks_for_somebody(group)
    for _twice in range(2):
        post(ines, "groups:departure_undoing", group.pk, Entry.objects.get(verb="group.left").pk)

    assert "Vous avez quitté ce groupe" in left
    assert after == (["La gare"], ["Repeindre"], True)
    assert sorted(roles(ines)) == ["La gare", "Le four à pain"]
    assert sorted(taken_by(ines)) == ["Appeler le maçon", "Repeindre"]
    assert not looks_for_somebody(group)
    assert Entry.objects.filter(verb="group.come_back_to").count() == 1


def test_the_button_is_on_the_page_of_a_group_for_who_has_a_role_there_alone(ines, group, other):
    url = reverse("groups:departure", args=[ines.space.slug, group.pk])

    shown = [url in words(entered(Client(), one).get(group.get_absolute_url())) for one in (ines, other)]

    assert shown == [True, False]


def test_nobody_undoes_the_departure_of_another_nor_leaves_for_them(ines, group, other):
    post(other, "groups:departure", group.pk)
    assert roles(ines) == ["Le four à pain"]
    post(ines, "groups:departure", group.pk)

    post(other, "groups:departure_undoing", group.pk, Entry.objects.get(verb="group.left").pk)

    assert (roles(ines), roles(other)) == ([], [])


def test_what_somebody_else_took_meanwhile_stays_theirs(space, ines, group, other):
    action = an_action(space, "Appeler le maçon", group=group, owner=ines)
    post(ines, "groups:departure", group.pk)
    Action.objects.get(pk=action.pk).take(other)

    post(ines, "groups:departure_undoing", group.pk, Entry.objects.get(verb="group.left").pk)

    assert (taken_by(other), taken_by(ines)) == (["Appeler le maçon"], [])


def test_who_leaves_the_space_reads_what_becomes_of_it_is_out_and_comes_back_by_one_click(space, ines, group):
    an_action(space, "Appeler le maçon", group=group, owner=ines)
    client = entered(Client(), ines)
    come_along(a_group(space, "La gare"), by=ines, at=timezone.now())
    before = words(client.get(reverse("you:departure", args=[space.slug])))

    left = words(post(ines, "you:departure", client=client))
    after = is_member(ines), roles(ines), taken_by(ines), looks_for_somebody(group)
    home = client.get(space.get_absolute_url()).status_code
    again = words(client.get(reverse("you:departure", args=[space.slug])))
    back = post(ines, "you:departure_undoing", client=client)

    assert "Le four à pain" in before
    assert "Appeler le maçon" in before
    assert "La gare" in before
    assert (after, home) == ((False, [], [], True), 404)
    assert "Vous avez quitté" in left
    assert reverse("you:departure_undoing", args=[space.slug]) in again
    assert "Vous êtes de nouveau là" in words(back)
    assert (is_member(ines), roles(ines), taken_by(ines)) == (True, ["Le four à pain"], ["Appeler le maçon"])


def test_who_was_let_in_again_by_a_square_still_finds_what_she_carried(space, ines, group, other):
    client = entered(Client(), ines)
    post(ines, "you:departure", client=client)
    Client().post(keys.key_path(keys.key_shown_to(ines, by=other, at=timezone.now())))  # by another, on his device
    rejoined = is_member(ines), roles(ines)

    page = words(client.get(reverse("you:you", args=[space.slug])))
    undone = [client.post(reverse("you:departure_undoing", args=[space.slug])).status_code for _twice in range(2)]

    assert rejoined == (True, [])
    assert "sans ce que vous portiez" in page
    assert (undone, roles(ines)) == ([302, 404], ["Le four à pain"])
    assert "sans ce que vous portiez" not in words(client.get(reverse("you:you", args=[space.slug])))


def test_in_a_public_space_her_page_offers_to_come_back():
    space = a_space(public=True)
    her, _other = a_member(space, "Inès"), a_member(space, "Malo")
    client = entered(Client(), her)
    post(her, "you:departure", client=client)

    page = words(client.get(reverse("you:you", args=[space.slug])))

    assert reverse("you:departure_undoing", args=[space.slug]) in page


def test_what_is_read_by_a_few_is_no_longer_read_by_who_left(space, ines, group, other):
    kept = Audience.objects.create(space=space, kind="seats")
    group.own_audience = kept
    group.save()
    kept.seat_exactly({ines.pk})
    a_page(space, "Entre nous", "Un texte.", audience=kept)

    departure.leave_space(ines, at=timezone.now())

    assert not kept.seats.filter(person=ines).exists()


def test_the_last_member_is_refused_with_what_to_do_instead(space, ines, other):
    departure.leave_space(other, at=timezone.now())

    answer = post(ines, "you:departure")

    assert (answer.status_code, is_member(ines)) == (409, True)
    assert "ses réglages disent comment" in words(answer)


def test_who_never_left_is_not_let_in_by_the_way_back(space, other):
    guest, stranger = a_person(space, "Rozenn"), a_member(a_space("Ailleurs"), "Zoé")

    for who in (guest, other, stranger):
        client = entered(Client(), who)
        assert client.post(reverse("you:departure_undoing", args=[space.slug])).status_code == 404
    for who in (guest, stranger):
        client = entered(Client(), who)
        assert client.get(reverse("you:departure", args=[space.slug])).status_code == 404
        assert client.post(reverse("you:departure", args=[space.slug])).status_code == 404
    assert not is_member(guest)


def test_who_was_put_out_or_left_long_ago_does_not_come_back_by_it(space, ines):
    client = entered(Client(), ines)
    post(ines, "you:departure", client=client)
    Entry.objects.filter(verb="person.left").update(at=timezone.now() - datetime.timedelta(days=31))
    late = post(ines, "you:departure_undoing", client=client).status_code
    Entry.objects.filter(verb="person.left").update(at=timezone.now())
    Person.objects.get(pk=ines.pk).be_put_out(timezone.now())

    assert (late, post(ines, "you:departure_undoing", client=client).status_code) == (404, 404)
    assert not is_member(ines)


def test_the_steward_hands_nothing_on_and_finds_it_again(space, ines):
    Person.objects.filter(pk=ines.pk).update(steward_since=timezone.now())
    client = entered(Client(), ines)

    post(ines, "you:departure", client=client)
    away = Person.objects.get(pk=ines.pk).steward_since
    post(ines, "you:departure_undoing", client=client)

    assert (away, Person.objects.get(pk=ines.pk).is_steward) == (None, True)


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_costs_the_same_however_much_she_carries(space, ines, count, django_assert_max_num_queries):
    for number in range(count):
        group = a_group(space, f"Groupe {number}", convened_by=(ines,))
        an_action(space, f"Action {number}", group=group, owner=ines)
        come_along(a_group(space, f"Ailleurs {number}"), by=ines, at=timezone.now())
    client = entered(Client(), ines)

    with django_assert_max_num_queries(12):
        client.get(reverse("you:departure", args=[space.slug]))


def test_who_left_reads_by_no_link_what_members_say_and_reads_it_again_once_back(space, ines, group):
    link = link_to(group, person=ines, by=None, at=timezone.now())

    departure.leave_space(ines, at=timezone.now())
    seen = [Client().get(link_path(link), follow=True).status_code]
    post(ines, "you:departure_undoing")

    assert [*seen, Client().get(link_path(link), follow=True).status_code] == [410, 200]


@pytest.mark.parametrize("is_public", [True, False])
def test_who_left_removes_her_name_from_the_page_that_says_so(ines, is_public):
    type(ines.space).objects.filter(pk=ines.space_id).update(public_at=timezone.now() if is_public else None)
    client, name = entered(Client(), ines), reverse("you:name", args=[ines.space.slug])

    left = post(ines, "you:departure", client=client)
    shown = client.get(name)
    client.post(name)

    assert (name in left.text, shown.status_code, Person.objects.get(pk=ines.pk).erased_at is None) == (
        True,
        200,
        False,
    )
    assert (reverse("you:departure", args=[ines.space.slug]) in shown.text) is not is_public


def test_a_link_that_its_maker_withdrew_meanwhile_stays_closed_and_those_of_a_joined_name_close_too(ines, group, other):
    double = a_person(ines.space, "Inès de Carvalho")
    merge_pair(ines, double, by=other, at=timezone.now())
    given, of_double = (link_to(group, person=one, by=other, at=timezone.now()) for one in (ines, double))

    departure.leave_space(ines, at=timezone.now())
    seen = [Client().get(link_path(of_double), follow=True).status_code]
    given.refresh_from_db()
    given.revoke(timezone.now())
    post(ines, "you:departure_undoing")
    seen += [Client().get(link_path(one), follow=True).status_code for one in (given, of_double)]

    assert seen == [410, 410, 200]
