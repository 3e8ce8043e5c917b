"""A group as a shared link shows it: first what it is, then a first name and « j’y vais »; nothing of fewer people."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.links.shared_link import shared_link_path
from palabre.groups.models import Pledge, Role
from palabre.groups.roles.role_offers import propose_role
from palabre.people.access import links
from palabre.people.models import Audience, Person
from tests.builders import a_group, a_meeting, a_member, a_person, a_question, a_space, some_news

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def group(space, ines):
    return a_group(space, "Le minibus", convened_by=(ines,), carrying=(a_question(space, "Qui conduit ?"),))


@pytest.fixture
def link(group):
    return links.link_to(group, person=None, by=None, at=timezone.now())


def in_days(count: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=count)


def opened(client, link):
    client.get(links.link_path(link))
    return client.get(shared_link_path(link))


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_what_the_group_is_comes_before_what_is_asked(client, space, group, link):
    a_meeting(space, group=group, on=in_days(3), place="à Brennes")
    some_news(group, "Le **moteur** tourne.", on=in_days(-1))

    told = words(opened(client, link))

    order = [told.index(one) for one in ("Qui conduit ?", "Inès", "à Brennes", "Le moteur tourne.", "Votre prénom")]
    assert order == sorted(order)


def test_three_news_at_most_the_last_first(client, group, link):
    for day in range(5):
        some_news(group, f"Nouvelle {day}", on=in_days(-day))

    page = opened(client, link).context["page"]

    assert [said for _on, said in page.news] == ["Nouvelle 0", "Nouvelle 1", "Nouvelle 2"]


def test_people_are_named_by_their_first_names(client, group, link):
    group.welcome(a_person(group.space, "Gérard Vautrin"), role="co_convener")

    told = words(opened(client, link))

    assert not [one for one in ("Courtois", "Vautrin") if one in told]


def test_what_fewer_people_read_than_the_group_is_left_out(client, space, ines, group, link):
    few = Audience.of_persons(ines)
    a_meeting(space, "En petit comité", group=group, on=in_days(1), audience=few, place="chez Inès")
    news = some_news(group, "Une dispute", on=in_days(-1))
    type(news).objects.filter(pk=news.pk).update(audience=few)

    told = words(opened(client, link))

    assert not [one for one in ("chez Inès", "Une dispute") if one in told]


def test_what_more_people_read_than_the_group_is_told_too(client, space, group, link):
    meeting = a_meeting(space, group=group, on=in_days(2), audience=Audience.everybody(space))

    assert opened(client, link).context["page"].next_meeting == meeting


def test_a_meeting_past_or_cancelled_is_no_next_one(client, space, group, link):
    a_meeting(space, group=group, on=in_days(-1))
    a_meeting(space, group=group, on=in_days(2), cancelled_at=timezone.now())

    assert opened(client, link).context["page"].next_meeting is None


def test_a_first_name_is_enough_and_more_is_asked_after(client, group, link):
    page = opened(client, link)
    assert "energy" not in words(page)

    client.post(shared_link_path(link), {"who": "Chloé", "form_token": page.context["form"]["form_token"].value()})

    assert Pledge.objects.get(group=group).person.name == "Chloé"
    assert 'name="energy"' in words(client.get(shared_link_path(link)))


def test_the_same_form_sent_twice_is_one_pledge_and_is_undone(client, group, link):
    said = {"who": "Chloé", "form_token": opened(client, link).context["form"]["form_token"].value()}

    for _twice in range(2):
        client.post(shared_link_path(link), said)
    assert Pledge.objects.count() == 1
    client.post(reverse("given:undoing", args=[link.pk]))

    assert (Pledge.objects.count(), Person.objects.filter(name="Chloé").count()) == (0, 1)


def test_without_a_name_nothing_is_said(client, link):
    opened(client, link)

    assert (client.post(shared_link_path(link)).status_code, Pledge.objects.exists()) == (409, False)


def test_who_does_not_hold_it_reads_and_does_nothing(link):
    other = Client()

    refused = other.get(shared_link_path(link)), other.post(shared_link_path(link), {"who": "Chloé"})

    assert ([one.status_code for one in refused], Pledge.objects.exists()) == ([410, 410], False)


def test_it_leads_nowhere_into_the_space(client, space, link):
    assert f"/s/{space.slug}/" not in words(opened(client, link))


def test_a_group_that_joined_another_asks_for_nothing(client, space, group, link):
    group.lives_in = a_group(space, "Les mobilités")
    group.save()

    told = words(opened(client, link))

    assert ("Ce groupe en a rejoint un autre." in told, 'name="who"' in told) == (True, False)


@pytest.mark.parametrize("count", [1, 5])
def test_it_costs_the_same_with_one_and_with_five(client, group, link, count, django_assert_num_queries):
    for number in range(count):
        some_news(group, on=in_days(-number))
        a_meeting(group.space, group=group, on=in_days(number))
        group.welcome(a_person(group.space), role="co_convener")
    opened(client, link)

    with django_assert_num_queries(9):
        client.get(shared_link_path(link))


def test_a_guest_reads_there_the_role_that_is_offered_to_them(client, group, link, ines):
    opened(client, link)
    client.post(shared_link_path(link), {"who": "Nadia", "form_token": "of Nadia"})
    offer = propose_role(group, Role.CONTRIBUTOR, to=Person.objects.get(name="Nadia"), by=ines, at=timezone.now())

    told = client.get(shared_link_path(link)).content.decode()

    assert reverse("given:guest_role_answer", args=[link.pk, offer.pk]) in told
