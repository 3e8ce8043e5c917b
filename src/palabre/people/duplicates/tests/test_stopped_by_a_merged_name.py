"""Whoever was written to under a name stops no letters of the living person with whom that name is merged since."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.people.access.unsubscribe import CALLS, unsubscribe_path
from palabre.people.models import News, Person
from tests.builders import a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db


HIS = "malo@exemple.example"


@pytest.fixture
def zoe():
    zoe = a_member(a_space(), "Zoé Petit")
    zoe.hear(News.WEEK)
    return zoe


@pytest.fixture
def malo(zoe):
    return a_member(zoe.space, "Malo Kersauze")


def stopped(path):
    """A mail program stops it by itself."""
    Client().post(path)


def test_a_member_who_merges_a_name_that_was_hers_to_write_to_does_not_silence_who_bears_it(zoe, malo):
    his = entered(Client(), malo)
    name = a_person(zoe.space, "Zoé P.")
    name.may_be_reached_at(HIS, by=malo)
    in_his_mailbox = unsubscribe_path(name, CALLS)
    his.post(reverse("here:merging", args=[zoe.space.slug]), {"one": zoe.pk, "other": name.pk})
    name.refresh_from_db()
    assert name.same_as == zoe

    stopped(in_his_mailbox)

    zoe.refresh_from_db()
    name.refresh_from_db()
    assert (zoe.news, name.news) == (News.WEEK, News.NONE)


def test_nor_by_noting_afterwards_the_address_at_which_she_is_written_to(zoe, malo):
    zoe.may_be_reached_at("zoe@exemple.example", by=None)
    name = a_person(zoe.space, "Zoé P.")
    Person.objects.filter(pk=name.pk).update(same_as=zoe)
    name.may_be_reached_at(HIS, by=malo)
    in_his_mailbox = unsubscribe_path(name, CALLS)
    name.may_be_reached_at(zoe.email, by=malo)

    stopped(in_his_mailbox)

    zoe.refresh_from_db()
    assert zoe.news == News.WEEK


def test_a_guest_whom_he_had_merged_into_her_does_not_either(zoe):
    zoe.may_be_reached_at("zoe@exemple.example", by=None)
    guest = a_member(zoe.space, "Zoé P.")
    guest.may_be_reached_at(HIS, by=None)
    Person.objects.filter(pk=guest.pk).update(same_as=zoe)

    stopped(unsubscribe_path(guest, CALLS))

    zoe.refresh_from_db()
    assert zoe.news == News.WEEK
