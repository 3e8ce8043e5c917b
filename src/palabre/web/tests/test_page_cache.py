"""A kept screen is made once for readers of the same rights, and anew as soon as anything changes."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from palabre.groups.actions.action_assignment import give_action_back, take
from palabre.groups.models import Action
from palabre.people.models import Audience, Person
from tests.builders import a_group, a_member, a_question, a_space, an_action, entered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("screens_not_compared")]


@pytest.fixture(autouse=True)
def _kept(settings: Any) -> None:
    settings.KEEP_SCREENS = True
    cache.clear()


def fresh(by: Person) -> Client:
    return entered(Client(), by)


def test_a_second_reader_of_the_same_rights_costs_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    space = a_space()
    hugo, ines = a_member(space, "Hugo Ferreira"), a_member(space, "Inès Courtois")
    url = reverse("home:groups", args=[space.slug])
    made = fresh(hugo).get(url)

    with django_assert_num_queries(1):
        again = fresh(ines).get(url)

    assert (again.content, again["ETag"]) == (made.content, made["ETag"])


def test_who_has_it_already_is_told_so_in_no_words(client: Client) -> None:
    by = a_member(a_space())
    tag = fresh(by).get(by.space.get_absolute_url())["ETag"]

    answer = fresh(by).get(by.space.get_absolute_url(), headers={"If-None-Match": tag})

    assert (answer.status_code, answer.content) == (304, b"")


def test_a_browser_that_unpacks_gets_it_packed_and_knows_it_again(client: Client) -> None:
    by = a_member(a_space())
    plain = fresh(by).get(by.space.get_absolute_url())

    packed = fresh(by).get(by.space.get_absolute_url(), headers={"Accept-Encoding": "gzip, br"})

    known = {"Accept-Encoding": "gzip, br", "If-None-Match": packed["ETag"]}
    assert (packed["Content-Encoding"], gzip.decompress(packed.content)) == ("gzip", plain.content)
    assert fresh(by).get(by.space.get_absolute_url(), headers=known).status_code == 304


def test_an_act_makes_the_screen_anew(client: Client) -> None:
    by = a_member(a_space())
    action = an_action(by.space, "Coller les affiches")
    before = fresh(by).get(by.space.get_absolute_url()).content.decode()

    take(Action.objects.select_related("space", "audience").get(pk=action.pk), by=by)

    after = fresh(by).get(by.space.get_absolute_url()).content.decode()
    assert ("se charge de" in before, "se charge de" in after) == (False, True)
    give_action_back(Action.objects.select_related("space", "audience").get(pk=action.pk), by=by)
    assert fresh(by).get(by.space.get_absolute_url()).content.decode() != after


def test_a_reader_with_a_seat_does_not_lend_her_screen_to_one_without(client: Client) -> None:
    space = a_space()
    hugo, ines = a_member(space, "Hugo Ferreira"), a_member(space, "Inès Courtois")
    a_group(space, "Le jardin clos", audience=Audience.of_persons(hugo))

    screens = [fresh(who).get(space.get_absolute_url()).content.decode() for who in (hugo, ines, hugo)]

    assert ["Le jardin clos" in screen for screen in screens] == [True, False, True]


def test_who_joins_reads_at_once_what_the_space_reads(client: Client) -> None:
    space = a_space()
    named = Person.objects.create(space=space, name="Éloi Tranchant")
    a_group(space, "Le jardin clos")
    before = fresh(named).get(space.get_absolute_url()).content.decode()

    named.join(timezone.now())

    after = fresh(named).get(space.get_absolute_url()).content.decode()
    assert ("Le jardin clos" in before, "Le jardin clos" in after) == (False, True)


def test_each_language_has_its_screen(client: Client) -> None:
    question = a_question(a_space(public=True), "Qui garde les clés ?")

    french, english = (client.get(question.get_absolute_url(), {"langue": code}) for code in ("fr", "en"))

    assert (french["Content-Language"], english["Content-Language"]) == ("fr", "en")
    assert client.get(question.get_absolute_url())["Content-Language"] == "en"


def test_a_screen_with_a_form_is_kept_and_not_sent_again(client: Client) -> None:
    by = a_member(a_space())
    group = a_group(by.space, "Le jardin clos")
    an_action(by.space, "Coller les affiches", group=group)
    entered(client, by)

    first = client.get(group.get_absolute_url())
    again = client.get(group.get_absolute_url(), headers={"If-None-Match": first["ETag"]})

    assert (b'method="post"' in first.content, again.status_code) == (True, 304)
