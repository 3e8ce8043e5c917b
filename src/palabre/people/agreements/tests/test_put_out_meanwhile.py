"""Who is put out of a space while their request waits for its lock does nothing more there."""

from threading import Event, Thread

import pytest
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.links import shared_pledge
from palabre.groups.links.shared_link import shared_link_path
from palabre.groups.models import Pledge, Role
from palabre.groups.roles import convener_answers, pledges, role_offers
from palabre.groups.roles.forms import RoleAnswerForm
from palabre.people.access import links
from palabre.people.agreements.exclusion import put_out
from palabre.people.devices import person_middleware
from palabre.people.devices.acting_person import PutOut
from palabre.people.models import Person
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


def guest_of_group(group, name):
    """Return the browser of who said « j’y vais » by a link for whoever holds it, that link, and the guest."""
    link, client = links.link_to(group, person=None, by=None, at=timezone.now()), Client()
    client.get(links.link_path(link))
    client.post(shared_link_path(link), {"who": name, "form_token": "n" * 24})
    return client, link, Person.objects.get(name=name)


def test_nor_does_the_guest_of_a_shared_link_who_becomes_no_member(monkeypatch, group):
    client, link, nadia = guest_of_group(group, "Nadia Ferhat")
    ines, read = group.memberships.get().person, RoleAnswerForm.read
    offer = role_offers.propose_role(group, Role.CONTRIBUTOR, to=nadia, by=ines, at=timezone.now())

    def late(request):
        put_out(nadia, by=None, at=timezone.now())
        return read(request)

    monkeypatch.setattr(RoleAnswerForm, "read", late)
    said = client.post(reverse("given:guest_role_answer", args=[link.pk, offer.pk]), {"yes": "1"})

    nadia.refresh_from_db()
    assert (said.status_code, nadia.is_member) == (403, False)


def test_nor_does_he_say_more_of_his_pledge(monkeypatch, group):
    client, link, nadia = guest_of_group(group, "Nadia Ferhat")

    def late(thing, **facts):
        put_out(nadia, by=None, at=timezone.now())
        return pledges.come_along(thing, **facts)

    monkeypatch.setattr(shared_pledge, "come_along", late)
    said = client.post(shared_link_path(link), {"whole": "1", "words": "Quand même", "level": "", "energy": ""})

    assert (said.status_code, Pledge.objects.get().words) == (403, "")


@pytest.mark.parametrize("act", [role_offers.take, role_offers.decline_role])
def test_who_was_put_out_after_they_were_loaded_takes_no_role(group, act):
    _client, _link, nadia = guest_of_group(group, "Nadia Ferhat")
    ines = group.memberships.get().person
    offer = role_offers.propose_role(group, Role.CONTRIBUTOR, to=nadia, by=ines, at=timezone.now())
    put_out(Person.objects.get(pk=nadia.pk), by=None, at=timezone.now())

    with pytest.raises(PutOut):
        act(offer, by=nadia, at=timezone.now())

    nadia.refresh_from_db()
    assert not nadia.is_member


def test_any_other_change_meanwhile_keeps_nobody_from_acting(monkeypatch, malo, group):
    meanwhile(monkeypatch, person_middleware.vouchers, lambda: Space.touch(group.space_id))

    come(entered(Client(), malo), group)

    assert Pledge.objects.filter(person=malo).exists()


def test_an_act_asks_nothing_more_while_the_space_is_the_same(malo, group, django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1):
        Space.hold(malo.space_id)
