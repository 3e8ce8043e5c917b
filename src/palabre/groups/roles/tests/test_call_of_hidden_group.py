"""A call that members read, of a group that only another reads: nobody else decides for that group by it."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Membership, RoleOffer
from palabre.groups.roles.pledges import How, come_along
from palabre.people.models import Audience
from tests.builders import a_group, a_member, a_need, a_person, a_role_call, a_space, an_inquiry, entered, some_news

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def group(space):
    return a_group(space, "Les secrets", audience=Audience.of_persons(a_member(space, "Hugo Ferreira")))


@pytest.fixture
def call(space, group):
    return a_role_call(space, group=group)


@pytest.fixture
def pledge(space, call):
    hers = How(reply_to="zoe@exemple.fr")
    return come_along(call, by=a_person(space, "Zoé Petit"), at=timezone.now(), how=hers)


@pytest.fixture
def as_ines(space):
    return entered(Client(), a_member(space, "Inès Courtois"))


def at(name, thing):
    return reverse(f"groups:{name}", args=[thing.space.slug, thing.pk])


def test_a_member_who_does_not_read_the_group_neither_answers_a_newcomer_nor_reads_her_address(as_ines, pledge):
    shown, sent = as_ines.get(at("reply", pledge)), as_ines.post(at("reply", pledge))

    pledge.refresh_from_db()
    assert (shown.status_code, sent.status_code, pledge.welcomed_at) == (403, 403, None)
    assert "zoe@exemple.fr" not in shown.content.decode()


def test_nor_says_that_somebody_was_found_nor_proposes_a_role_there(as_ines, call, pledge):
    shown, sent = as_ines.get(at("call_filling", call)), as_ines.post(at("call_filling", call), {"pledge": pledge.pk})

    call.refresh_from_db()
    assert (shown.status_code, sent.status_code, call.is_open) == (403, 403, True)
    assert (RoleOffer.objects.exists(), Membership.objects.exists()) == (False, False)
    assert at("call_filling", call) not in as_ines.get(call.get_absolute_url()).content.decode()


def test_who_published_the_call_closes_it_and_gives_no_role_once_they_do_not_read_the_group(space, call, pledge):
    odile = a_member(space, "Odile Tual")
    type(call).objects.filter(pk=call.pk).update(by=odile)

    sent = [entered(Client(), odile).post(at("call_filling", call), said) for said in ({"pledge": pledge.pk}, {})]

    call.refresh_from_db()
    assert ([one.status_code for one in sent], call.is_open) == ([422, 302], False)
    assert (RoleOffer.objects.exists(), Membership.objects.exists()) == (False, False)


def test_a_need_of_the_group_is_no_need_of_all(space, group, as_ines):
    need = a_need(space, group=group)

    answer = as_ines.post(at("need_withdrawal", need))

    need.refresh_from_db()
    assert (answer.status_code, need.withdrawn_at) == (403, None)


@pytest.mark.parametrize(("name", "made"), [("news", some_news), ("inquiry_words", an_inquiry)])
def test_what_the_group_tells_is_not_there_for_who_does_not_read_the_group(space, group, as_ines, name, made):
    told = made(a_group(space, "Le four"))
    type(told).objects.filter(pk=told.pk).update(group=group)

    assert as_ines.get(at(name, told)).status_code == 404
