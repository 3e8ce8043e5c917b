"""Guests come in numbers: four hundred of a hall do, and one visitor who makes very many stops herself alone."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.people import guests
from palabre.people.agreements.exclusion import put_out
from palabre.people.models import Person
from palabre.upkeep.models import Attempt
from palabre.upkeep.rate_limits import Bound, Limit, LimitScope
from palabre.web.visitor_cookie import AS_MEMBER, IS_NEW
from tests.builders import a_member, a_need, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def need():
    return a_need(a_space(public=True))


def visitor(need) -> Client:
    """A browser that has opened the page, and so has its cookie."""
    client = Client()
    client.get(need.get_absolute_url())
    return client


def answer(client, need, number: int):
    door = reverse("groups:answering", args=[need.space.slug, need.pk])
    return client.post(door, {"text": f"Réponse {number}.", "who": f"Personne {number}", "form_token": f"{number}"})


def forget_her(client: Client) -> Client:
    """Drop what tells who she is, and keep the cookie of the visitor."""
    client.cookies.pop("palabre", None)
    return client


def test_one_visitor_who_makes_very_many_guests_closes_the_space_to_herself_alone(need):
    flooding = visitor(need)

    answers = [answer(forget_her(flooding), need, one).status_code for one in range(15)]

    assert (answers.count(302), answers.count(429)) == (10, 5)
    assert answer(visitor(need), need, 99).status_code == 302


def test_she_is_told_how_long_she_waits_and_keeps_her_words(need):
    client = visitor(need)
    for one in range(10):
        answer(client, need, one)
        forget_her(client)

    refused = answer(client, need, 99)

    assert "Réessayez dans 60 minutes." in refused.content.decode()
    assert "Réponse 99." in refused.content.decode()


def test_a_hall_answers_at_once(need):
    answers = [answer(visitor(need), need, one).status_code for one in range(24)]

    assert answers == [302] * 24


def test_the_same_form_sent_again_makes_nobody_and_is_not_counted(need):
    client = visitor(need)

    for _time in range(2):
        answer(client, need, 1)
        forget_her(client)

    assert Attempt.objects.count() == 1


def test_a_guest_who_does_a_great_deal_waits_and_keeps_her_words(need, monkeypatch):
    few = Bound(guests.OF_A_TYPED_NAME.what, (Limit(LimitScope.EACH, 2),))
    monkeypatch.setattr(guests, "OF_A_TYPED_NAME", few)
    client = visitor(need)

    answers = [answer(client, need, one) for one in range(4)]

    assert [one.status_code for one in answers] == [302, 302, 302, 429]
    assert "Réponse 3." in answers[-1].content.decode()


def test_the_device_of_a_guest_who_was_put_out_gives_no_other_name(need):
    phone, neighbour = visitor(need), visitor(need)
    answer(phone, need, 1)
    member = a_member(need.space)
    put_out(need.space.persons.get(name="Personne 1"), by=member, at=timezone.now())

    answers = [answer(one, need, number) for number, one in enumerate((phone, neighbour), start=2)]

    assert [one.status_code for one in answers] == [403, 302]
    assert "Réponse 2." in answers[0].content.decode()
    assert not need.space.persons.filter(name="Personne 2").exists()


def test_the_threads_know_a_member_and_not_whoever_only_typed_a_name(need):
    guest, member = visitor(need), a_member(need.space)
    answer(guest, need, 1)
    hers = entered(Client(), member)

    asked = [one.get(need.get_absolute_url()).wsgi_request for one in (guest, hers)]

    assert [one.person is not None for one in asked] == [True, True]
    assert [one.META[AS_MEMBER] for one in asked] == [False, True]


def test_the_threads_know_who_joined_less_than_a_day_ago(need):
    new, old = a_member(need.space, "Zoé Petit"), a_member(need.space, "Maud Carlier")
    Person.objects.filter(pk=old.pk).update(joined_at=timezone.now() - datetime.timedelta(hours=25))

    asked = [entered(Client(), one).get(need.get_absolute_url()).wsgi_request for one in (new, old)]

    assert [one.META[IS_NEW] for one in asked] == [True, False]
