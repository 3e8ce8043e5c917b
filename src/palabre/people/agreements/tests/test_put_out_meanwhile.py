"""Who is put out of a space while their request waits for its lock does nothing more there."""

from threading import Event, Thread

import pytest
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Pledge, Role
from palabre.groups.roles import convener_answers
from palabre.people.access import links
from palabre.people.agreements.exclusion import put_out
from palabre.people.devices import person_middleware
from palabre.spaces.models import VISIT, Space
from tests.builders import a_group, a_member, a_space, entered

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def malo():
    return a_member(a_space(), "Malo Riou")


@pytest.fixture
def group(malo):
    return a_group(malo.space, convened_by=(a_member(malo.space, "Inès Carvalho"),))


def meanwhile(monkeypatch, place, act):
    """Have `act` happen once the visitor is known, before what they do takes the lock."""

    def happen(*_arguments):
        act()

    monkeypatch.setattr(place, "refuse_unless_open", happen)


def come(client, group):
    return client.post(reverse("groups:coming", args=[group.space.slug, group.pk]), {"form_token": "x" * 24})


def test_a_member_put_out_meanwhile_does_nothing_more(monkeypatch, malo, group):
    meanwhile(monkeypatch, person_middleware.vouchers, lambda: put_out(malo, by=None, at=timezone.now()))

    answer = come(entered(Client(), malo), group)

    assert (answer.status_code, Pledge.objects.exists()) == (403, False)
    assert "Vous n’êtes plus dans cet espace" in answer.content.decode().replace("\u202f", " ")
    assert VISIT.get() is None


def test_nor_does_he_while_another_process_holds_the_space(monkeypatch, malo, group):
    known, client = Event(), entered(Client(), malo)
    meanwhile(monkeypatch, person_middleware.vouchers, known.set)

    def put_him_out():
        with transaction.atomic():
            put_out(malo, by=None, at=timezone.now())
            posting.start()
            assert known.wait(10)

    posting = Thread(target=lambda: (come(client, group), connections.close_all()))
    put_him_out()
    posting.join()

    assert not Pledge.objects.exists()


def test_nor_does_he_by_a_link(monkeypatch, malo, group):
    role = group.welcome(malo, role=Role.CONVENER)
    link = links.link_to(group, person=malo, by=None, at=timezone.now())
    client, answer = Client(), convener_answers.answer_as_convener
    client.get(links.link_path(link))

    def late(*arguments, **facts):
        put_out(malo, by=None, at=timezone.now())
        return answer(*arguments, **facts)

    monkeypatch.setattr(convener_answers, "answer_as_convener", late)
    said = client.post(f"/opened/{link.pk}/answer/", {"answer": "yes"})

    role.refresh_from_db()
    assert (said.status_code, role.confirmed_at) == (403, None)


def test_any_other_change_meanwhile_keeps_nobody_from_acting(monkeypatch, malo, group):
    meanwhile(monkeypatch, person_middleware.vouchers, lambda: Space.touch(group.space_id))

    come(entered(Client(), malo), group)

    assert Pledge.objects.filter(person=malo).exists()


def test_an_act_asks_nothing_more_while_the_space_is_the_same(malo, group, django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1):
        Space.hold(malo.space_id)
