"""A role offered to the guest of a shared link: read on the page of the link, and a yes makes them a member."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.links import share_sheet
from palabre.groups.links.shared_link import shared_link_path
from palabre.groups.models import Role
from palabre.groups.roles.role_offers import propose_role
from palabre.people.access import links
from palabre.people.models import Audience, Person
from tests.builders import a_group, a_member, a_role_call, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def malo():
    return a_member(a_space(), "Malo Riou")


@pytest.fixture
def group(malo):
    return a_group(malo.space, "Le minibus", convened_by=(malo,))


@pytest.fixture
def link(malo, group):
    return share_sheet.create_share_link(a_role_call(malo.space, group=group), by=malo, at=timezone.now())


def come_by(link, name):
    client = Client()
    client.get(links.link_path(link))
    client.post(shared_link_path(link), {"who": name, "form_token": f"of {name}"})
    return client, Person.objects.get(name=name)


def words(answer):
    return " ".join(answer.content.decode().split())


def offered_to(her, malo, group):
    return propose_role(group, Role.CONTRIBUTOR, to=her, by=malo, at=timezone.now())


def where_answered(link, offer):
    return reverse("given:guest_role_answer", args=[link.pk, offer.pk])


def test_she_reads_it_under_her_link_and_her_yes_leads_to_the_group_as_a_member(link, malo, group):
    client, her = come_by(link, "Nadia Ferhat")
    offer = offered_to(her, malo, group)
    assert where_answered(link, offer) in client.get(shared_link_path(link)).content.decode()

    for _twice in range(2):
        answer = client.post(where_answered(link, offer), {"yes": "1"}, follow=True)

        assert (answer.status_code, answer.wsgi_request.path) == (200, group.get_absolute_url())
    her.refresh_from_db()
    assert (her.is_member, list(group.memberships.held().filter(person=her).values_list("role", flat=True))) == (
        True,
        [Role.CONTRIBUTOR],
    )


def test_a_no_leaves_her_a_guest_and_is_asked_no_more(link, malo, group):
    client, her = come_by(link, "Nadia Ferhat")
    offer = offered_to(her, malo, group)

    client.post(where_answered(link, offer), {"no": "1"})

    her.refresh_from_db()
    offer.refresh_from_db()
    assert (her.is_member, offer.closed_at is None) == (False, False)
    assert where_answered(link, offer) not in client.get(shared_link_path(link)).content.decode()


def test_nobody_answers_for_another(link, malo, group):
    _hers, nadia = come_by(link, "Nadia Ferhat")
    other, _her = come_by(link, "Odile Pain")
    offer = offered_to(nadia, malo, group)
    without_name = Client()
    without_name.get(links.link_path(link))

    answers = [
        one.post(where_answered(link, offer), {"yes": "1"}).status_code
        for one in (other, without_name, Client(), entered(Client(), malo))
    ]

    nadia.refresh_from_db()
    assert (answers, nadia.is_member) == ([404, 404, 410, 410], False)
    assert where_answered(link, offer) not in other.get(shared_link_path(link)).content.decode()


def test_an_offer_that_was_withdrawn_or_is_of_a_member_put_out_makes_nobody_a_member(link, malo, group):
    client, her = come_by(link, "Nadia Ferhat")
    offer = offered_to(her, malo, group)
    Person.objects.filter(pk=malo.pk).update(joined_at=None)

    client.post(where_answered(link, offer), {"yes": "1"})

    her.refresh_from_db()
    assert not her.is_member


def test_her_yes_asked_twice_at_once_leads_to_the_group_each_time(link, malo, group):
    client, her = come_by(link, "Nadia Ferhat")
    offer = offered_to(her, malo, group)
    client.get(shared_link_path(link))
    cookies = {name: one.value for name, one in client.cookies.items()}

    answers = []
    for _before_the_first_answer in range(2):
        client.cookies.load(cookies)
        answers.append(client.post(where_answered(link, offer), {"yes": "1"}, follow=True).status_code)

    assert answers == [200, 200]


def test_the_device_of_a_member_on_which_she_gave_her_name_stays_his(link, malo, group):
    client = entered(Client(), malo)
    client.get(links.link_path(link))
    client.post(shared_link_path(link), {"who": "Nadia Ferhat", "form_token": "of Nadia"})
    her = Person.objects.get(name="Nadia Ferhat")
    offer = offered_to(her, malo, group)

    shown = client.get(shared_link_path(link)).content.decode()
    answer = client.post(where_answered(link, offer), {"yes": "1"})

    her.refresh_from_db()
    assert (where_answered(link, offer) in shown, answer.status_code, her.is_member) == (False, 409, False)
    assert "Malo Riou" in client.get(reverse("you:you", args=[malo.space.slug])).content.decode()


def test_a_device_that_knows_a_passer_by_says_that_a_yes_takes_their_place_then_is_hers():
    malo = a_member(a_space(public=True), "Malo Riou")
    group = a_group(malo.space, "Le minibus", convened_by=(malo,), audience=Audience.everybody(malo.space))
    link = share_sheet.create_share_link(a_role_call(malo.space, group=group), by=malo, at=timezone.now())
    alone, alone_her = come_by(link, "Odile Pain")
    client = Client()
    client.post(reverse("groups:coming", args=[malo.space.slug, group.pk]), {"who": "Alice Premier", "form_token": "a"})
    client.get(links.link_path(link))
    client.post(shared_link_path(link), {"who": "Nadia Ferhat", "form_token": "of Nadia"})
    her = Person.objects.get(name="Nadia Ferhat")
    told = "cet appareil répond ici pour vous, et non plus pour Alice Premier"

    assert told not in words(client.get(shared_link_path(link)))
    offers = [offered_to(one, malo, group) for one in (alone_her, her)]
    pages = [words(one.get(shared_link_path(link))) for one in (alone, client)]
    client.post(where_answered(link, offers[1]), {"yes": "1"})

    assert [told in one for one in pages] == [False, True]
    known = words(client.get(reverse("you:you", args=[malo.space.slug])))
    assert ("Nadia Ferhat" in known, "Alice" in known) == (True, False)
