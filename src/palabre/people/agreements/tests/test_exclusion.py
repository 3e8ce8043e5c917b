"""Who is put out of a space is nobody there any longer, by cookie, link, seat or role; undone, she is as before."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Group, Role
from palabre.groups.roles.group_audience import own_audience
from palabre.meetings.calendars import calendar_feeds
from palabre.people.access import join_link, keys
from palabre.people.access.links import link_path, link_to
from palabre.people.agreements import agreements
from palabre.people.models import Agreement, Person
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def founder():
    return a_member(a_space(), "Odile Tanneguy")


@pytest.fixture
def kilian(founder):
    return a_member(founder.space, "Kilian")


def put_out(person, by):
    return agreements.say_yes(by.space, "put_out", by=by, at=timezone.now(), person=person)


def status(client, thing):
    return client.get(thing.get_absolute_url()).status_code


def test_she_enters_no_longer_by_the_cookie_that_she_has_and_enters_again_once_it_is_undone(founder, kilian):
    client = entered(Client(), kilian)

    done = put_out(kilian, founder)
    out = status(client, founder.space)
    agreements.set_aside_agreement(done, by=founder, at=timezone.now())

    assert (out, status(client, founder.space)) == (404, 200)


def test_her_personal_link_opens_nothing_any_longer_nor_does_the_common_one(founder, kilian):
    hers = link_to(founder.space, person=kilian, by=founder, at=timezone.now(), space=founder.space)
    common = link_path(join_link.make_link(founder.space, by=founder, at=timezone.now()))

    put_out(kilian, founder)

    assert [Client().get(one).status_code for one in (link_path(hers), common)] == [410, 410]
    assert len(join_link.open_ones(founder.space, at=timezone.now())) == 1


def test_her_roles_and_seats_end_and_come_back_with_the_undo(founder, kilian):
    group = a_group(founder.space, convened_by=(kilian, founder))
    page = a_page(founder.space, "Entre nous", audience=own_audience(group))
    kilian.refresh_from_db()

    done = put_out(kilian, founder)
    held = list(group.memberships.held().filter(role=Role.CONVENER).values_list("person__name", flat=True))
    seats = Group.objects.get(pk=group.pk).own_audience.seats.count()
    agreements.set_aside_agreement(done, by=founder, at=timezone.now())

    assert (held, seats) == (["Odile Tanneguy"], 1)
    assert status(entered(Client(), kilian), page) == 200


def test_she_of_whom_it_is_said_says_neither_yes_nor_no(founder, kilian):
    waits = Agreement.objects.create(space=founder.space, kind="put_out", person=founder, by=kilian, at=timezone.now())

    with pytest.raises(Refusal):
        agreements.say_yes(founder.space, "put_out", by=founder, at=timezone.now(), person=founder)
    with pytest.raises(Refusal):
        agreements.set_aside_agreement(waits, by=founder, at=timezone.now())


def test_of_two_who_count_neither_puts_the_other_out_alone_not_even_in_time(founder):
    ines = a_member(founder.space, "Inès Courtois")
    type(ines).objects.filter(pk=ines.pk).update(joined_at=timezone.now() - agreements.NOTICE)
    a_group(founder.space, convened_by=(ines,))

    put_out(founder, ines)
    late = timezone.now() + 2 * agreements.NOTICE
    agreements.say_yes(founder.space, "put_out", by=ines, at=late, person=founder)

    founder.refresh_from_db()
    assert founder.is_member


def test_the_page_of_people_offers_it_to_who_counts_and_shows_the_undo(founder, kilian):
    at = reverse("here:people", args=[founder.space.slug])
    entered(client := Client(), founder)

    client.post(reverse("here:departure", args=[founder.space.slug]), {"person": kilian.pk})
    shown = client.get(at).content.decode()

    assert "Kilian ne fait plus partie de l’espace." in shown
    assert reverse("here:no_agreement", args=[founder.space.slug, Agreement.objects.get().pk]) in shown


def test_the_link_that_the_server_gave_her_before_lets_her_in_no_longer(founder, kilian):
    way = keys.address_for(kilian)
    done = put_out(kilian, founder)
    client = Client()

    answers = [client.get(way).status_code, client.post(way).status_code]

    kilian.refresh_from_db()
    assert (answers, kilian.is_member, status(client, founder.space)) == ([409, 409], False, 404)
    agreements.set_aside_agreement(done, by=founder, at=timezone.now())
    assert client.get(way).status_code == 200


@pytest.fixture
def other_name(kilian):
    """Another name under which Kilian came, on another device: both said that they are one."""
    found = a_member(kilian.space, "Kilian L.")
    Person.objects.filter(pk=found.pk).update(same_as=kilian)
    return found


def test_the_names_that_were_found_to_be_hers_go_and_come_back_with_her(founder, kilian, other_name):
    older = a_member(founder.space, "K. Lozac’h")
    Person.objects.filter(pk=older.pk).update(same_as=other_name)
    devices = [entered(Client(), one) for one in (kilian, other_name, older)]

    done = put_out(kilian, founder)
    out = [status(device, founder.space) for device in devices]
    agreements.set_aside_agreement(done, by=founder, at=timezone.now())

    assert out == [404] * 3
    assert [status(device, founder.space) for device in devices] == [200] * 3


def test_no_calendar_nor_link_of_another_name_of_hers_goes_on(founder, kilian, other_name):
    feed = calendar_feeds.feed_path(calendar_feeds.create_feed(other_name, by=other_name))
    link = link_path(link_to(founder.space, person=other_name, by=founder, at=timezone.now(), space=founder.space))
    before = [Client().get(one).status_code for one in (feed, link)]

    put_out(kilian, founder)

    assert (before, [Client().get(one).status_code for one in (feed, link)]) == ([200, 302], [404, 410])


def test_who_was_never_told_to_be_her_stays(founder, kilian):
    other = a_member(founder.space, "Kilian Autret")

    put_out(kilian, founder)

    assert status(entered(Client(), other), founder.space) == 200


def test_a_link_taken_back_while_she_was_out_stays_so(founder, kilian):
    link, kept = (link_to(a_page(founder.space), person=kilian, by=founder, at=timezone.now()) for _ in range(2))
    for one in (link, kept):
        one.show(timezone.now())
    done = put_out(kilian, founder)

    entered(Client(), founder).post(reverse("here:no_longer_given", args=[founder.space.slug, link.pk]))
    agreements.set_aside_agreement(done, by=founder, at=timezone.now())

    assert [Client().get(link_path(one)).status_code for one in (link, kept)] == [410, 302]


def test_the_page_says_how_many_yeses_it_takes(founder, kilian):
    def page():
        return entered(Client(), founder).get(reverse("here:people", args=[founder.space.slug])).content.decode()

    alone = page()
    a_group(founder.space, convened_by=(kilian,))
    Person.objects.filter(pk=kilian.pk).update(joined_at=timezone.now() - datetime.timedelta(days=2))

    assert ("Ici, votre oui suffit." in alone, "Il faut deux oui" in alone) == (True, False)
    assert ("Ici, votre oui suffit." in page(), "Il faut deux oui" in page()) == (False, True)


def test_who_leaves_while_a_yes_is_awaited_is_put_out_by_it_and_does_not_come_back(founder, kilian):
    client, said = entered(Client(), kilian), {"kind": "put_out", "person": kilian, "by": founder}
    Agreement.objects.create(space=founder.space, at=timezone.now(), **said)
    client.post(reverse("you:departure", args=[founder.space.slug]))

    kilian.refresh_from_db()
    put_out(kilian, founder)
    answer = client.post(reverse("you:departure_undoing", args=[founder.space.slug]))

    kilian.refresh_from_db()
    assert (kilian.put_out_at is None, kilian.is_member, answer.status_code) == (False, False, 404)


def test_who_left_is_put_out_too_and_does_not_come_back(founder, kilian):
    client, slug = entered(Client(), kilian), founder.space.slug
    client.post(reverse("you:departure", args=[slug]))

    entered(Client(), founder).post(reverse("here:departure", args=[slug]), {"person": kilian.pk})
    answer = client.post(reverse("you:departure_undoing", args=[slug]))

    kilian.refresh_from_db()
    assert (kilian.put_out_at is None, kilian.is_member, answer.status_code) == (False, False, 404)


def test_who_is_put_out_having_left_comes_back_alone_once_that_is_undone(founder, kilian):
    client, slug = entered(Client(), kilian), founder.space.slug
    client.post(reverse("you:departure", args=[slug]))
    kilian.refresh_from_db()

    agreements.set_aside_agreement(put_out(kilian, founder), by=founder, at=timezone.now())
    kilian.refresh_from_db()
    before = kilian.is_member
    client.post(reverse("you:departure_undoing", args=[slug]))

    kilian.refresh_from_db()
    assert (before, kilian.is_member) == (False, True)


def test_who_was_only_named_is_not_put_out(founder):
    assert put_out(a_person(founder.space, "Zoé Petit"), founder) is None
    assert not Agreement.objects.exists()
