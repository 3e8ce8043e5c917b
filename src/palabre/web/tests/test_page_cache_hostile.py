"""What must never be told from a kept screen, or fill the memory."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.people.agreements.space_visibility import publish
from palabre.people.models import Audience, Person, Seat
from palabre.spaces.models import Space
from palabre.web import page_cache
from tests.builders import a_group, a_member, a_space, entered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("screens_not_compared")]


@pytest.fixture(autouse=True)
def _kept(settings: Any) -> None:
    settings.KEEP_SCREENS = True
    cache.clear()


@pytest.fixture
def by() -> Person:
    return a_member(a_space())


def read(by: Person, address: str | None = None) -> str:
    return entered(Client(), by).get(address or by.space.get_absolute_url()).content.decode()


def test_a_space_says_that_it_is_public_as_soon_as_it_is(by: Person) -> None:
    before = read(by)

    publish(by.space, by=by, at=timezone.now())

    assert ("Espace public" in before, "Espace public" in read(by)) == (False, True)


def test_a_seat_that_ended_no_longer_opens_what_was_kept(by: Person) -> None:
    audience = Audience.of_persons(by)
    group = a_group(by.space, "Le cercle fermé", audience=audience)
    assert group.title in read(by)

    Seat.objects.filter(audience=audience).update(until=timezone.now() - timedelta(seconds=1))

    assert group.title not in read(by)
    assert entered(Client(), by).get(group.get_absolute_url()).status_code == 404


FORGED = {
    "Host": "testserver:8443",
    "X-Forwarded-Host": "ailleurs.example",
    "X-Forwarded-Proto": "https",
    "X-Original-Url": "/s/ailleurs/",
    "X-Http-Method-Override": "POST",
    "Referer": "https://ailleurs.example/",
    "User-Agent": "<script>",
}


@pytest.mark.parametrize("name", FORGED)
@pytest.mark.parametrize("tail", ["", "groups/", "needs/", "meetings/"])
def test_a_header_that_a_reader_forges_is_on_nobody_else_s_screen(by: Person, name: str, tail: str) -> None:
    where, other = by.space.get_absolute_url() + tail, a_member(by.space, "Malo Riou")
    honest = read(by, where)
    cache.clear()

    entered(Client(), by).get(where, headers={name: FORGED[name]})

    assert read(other, where) == honest


def test_the_tag_of_a_screen_opens_nothing_once_the_right_has_gone(by: Person) -> None:
    audience = Audience.of_persons(by)
    group = a_group(by.space, "Le cercle fermé", audience=audience)
    tag = entered(Client(), by).get(group.get_absolute_url())["ETag"]
    Seat.objects.filter(audience=audience).update(until=timezone.now() - timedelta(seconds=1))

    again = entered(Client(), by).get(group.get_absolute_url(), headers={"If-None-Match": tag})

    assert (again.status_code, group.title in again.content.decode()) == (404, False)


def test_the_tag_of_a_screen_of_other_rights_gives_each_reader_their_own(by: Person) -> None:
    where = reverse("home:groups", args=[by.space.slug])
    a_group(by.space, "Le cercle fermé", audience=Audience.of_persons(by))
    other = a_member(by.space, "Malo Riou")
    tag = entered(Client(), by).get(where)["ETag"]

    answer = entered(Client(), other).get(where, headers={"If-None-Match": tag})

    assert (answer.status_code, "Le cercle fermé" in answer.content.decode()) == (200, False)


def test_a_screen_first_asked_for_by_its_headers_alone_is_whole_for_the_next(by: Person) -> None:
    where = reverse("home:groups", args=[by.space.slug])
    honest = read(by, where)
    cache.clear()

    entered(Client(), by).head(where)

    assert read(by, where) == honest


def test_a_screen_too_large_is_not_kept(by: Person, monkeypatch: Any) -> None:
    monkeypatch.setattr(page_cache, "LARGEST", 10)
    stored: list[object] = []
    monkeypatch.setattr(page_cache.cache, "set", lambda *facts: stored.append(facts))

    read(by, reverse("home:groups", args=[by.space.slug]))

    assert stored == []


def test_a_screen_made_while_something_changed_is_not_kept(by: Person, monkeypatch: Any) -> None:
    """It may show the new state, under a key that says which seats counted before."""
    stored: list[object] = []
    monkeypatch.setattr(page_cache.cache, "set", lambda *facts: stored.append(facts))
    mask = page_cache.mask_response

    def masked_meanwhile(*facts: Any, **options: Any) -> Any:
        Space.touch(by.space_id)
        return mask(*facts, **options)

    monkeypatch.setattr(page_cache, "mask_response", masked_meanwhile)

    read(by, reverse("home:groups", args=[by.space.slug]))

    assert stored == []
