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
from palabre.web import page_cache
from tests.builders import a_group, a_member, a_space, entered

pytestmark = pytest.mark.django_db


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


def test_a_screen_too_large_is_not_kept(by: Person, monkeypatch: Any) -> None:
    monkeypatch.setattr(page_cache, "LARGEST", 10)
    stored: list[object] = []
    monkeypatch.setattr(page_cache.cache, "set", lambda *facts: stored.append(facts))

    read(by, reverse("home:groups", args=[by.space.slug]))

    assert stored == []
