"""The names that pages mask are read once for a version of a space, and never masked less than they should be."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.people import masked_names
from palabre.people.masked_names import NamesThere, names_there
from palabre.people.models import Person
from palabre.spaces.models import Space
from palabre.web import page_cache
from palabre.web.caches.latest_versions import LatestVersions
from tests import compared_screens
from tests.builders import a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db
alone = pytest.mark.usefixtures("screens_not_compared")


@pytest.fixture
def space(settings: Any) -> Space:
    """A space whose page names one who never came."""
    settings.KEEP_SCREENS = True
    space = a_space(public=True)
    a_person(space, "Nadège Kerouanton")
    said = "Nadège Kerouanton et Malo Guivarch"
    a_page(space, "Le four", body=said, html=f"<p>{said}</p>")
    return space


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The spaces whose names were read."""
    found: list[int] = []

    def read(space: int, everybody: bool) -> NamesThere:
        found.append(space)
        return names_there(space, everybody)

    monkeypatch.setattr(masked_names, "names_there", read)
    return found


def read_by_a_stranger(space: Space, **more: Any) -> str:
    """Return a page that is not kept: it has a query."""
    page = space.page_set.get()
    return str(Client().get(f"{page.get_absolute_url()}?d=1", **more).content.decode())


def written_elsewhere(space: Space, name: str) -> None:
    """Name somebody in the space, as another process does."""
    Person.objects.create(space=space, name=name, form_token="1")
    Space.touch(space.pk)


@alone
def test_names_are_read_once_for_a_version(space: Space, readings: list[int]) -> None:
    page_cache.forget_facts()
    for _stranger in range(3):
        assert "Kerouanton" not in read_by_a_stranger(space)

    assert readings == [space.pk]


@alone
@pytest.mark.parametrize("change", ["named", "came", "renamed"])
def test_names_are_read_again_as_soon_as_one_changes(
    space: Space, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_cache, "forget_facts", lambda: None)
    nadege = space.persons.get(name="Nadège Kerouanton")
    assert "Guivarch" in read_by_a_stranger(space)

    if change == "named":
        written_elsewhere(space, "Malo Guivarch")
    elif change == "came":
        nadege.come(timezone.now())
    else:
        Person.objects.filter(pk=nadege.pk).update(name="Malo Guivarch")
        Space.touch(space.pk)

    read = read_by_a_stranger(space)
    assert ("Guivarch" in read, "Kerouanton" in read) == (change == "came", change != "named")


@alone
def test_an_act_reads_the_names(space: Space, readings: list[int], settings: Any) -> None:
    guest = entered(Client(), a_guest(space))
    read_by_a_stranger(space)
    readings.clear()

    guest.post(reverse("wiki:new", args=[space.slug]), {"title": ""})
    settings.KEEP_SCREENS = False
    read_by_a_stranger(space)

    assert readings == [space.pk] * 2


def a_guest(space: Space) -> Person:
    return Person.objects.create(space=space, name="Odile", came_at=timezone.now(), form_token="2")


def test_a_change_that_leaves_the_version_is_seen_by_the_comparison(
    space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_by_a_stranger(space)
    monkeypatch.setitem(compared_screens.state, "requests", 1)  # what is written now is written by an act
    Person.objects.filter(name="Nadège Kerouanton").update(name="Malo Guivarch")

    with pytest.raises(compared_screens.KeptScreenDiffers):
        read_by_a_stranger(space)


@alone
def test_a_guest_reads_their_own_name_and_leaves_it_masked_for_others(space: Space) -> None:
    malo = a_person(space, "Malo Guivarch")
    hers, page = entered(Client(), malo), f"{space.page_set.get().get_absolute_url()}?d=1"

    shown = [reader.get(page).content.decode() for reader in (Client(), hers, Client())]

    assert ["Guivarch" in one.split("<main", 1)[1] for one in shown] == [False, True, False]


def test_names_of_a_space_are_none_of_another(space: Space) -> None:
    other = a_space("Ailleurs", public=True)
    a_page(other, "Le four", body="Nadège Kerouanton", html="<p>Nadège Kerouanton</p>")

    assert ["Kerouanton" in read_by_a_stranger(one) for one in (space, other)] == [False, True]


def kept(**options: Any) -> LatestVersions[str]:
    return LatestVersions(len, **{"most_bytes": 10, "seconds": 60} | options)


def test_what_is_remembered_is_bounded_in_bytes() -> None:
    values = kept()
    for key, words in (("a", "1234"), ("b", "1234"), ("a", "none"), ("c", "1234"), ("d", "12345678901")):
        values.at(key, 1, lambda words=words: words)

    assert (list(values.found), values.weight) == (["a", "c"], 8)


def test_a_version_takes_the_place_of_an_earlier_one_only() -> None:
    values = kept()

    read = [values.at("a", version, lambda version=version: f"v{version}") for version in (2, 1, 2, 3, 3)]

    assert (read, values.weight) == (["v2", "v1", "v2", "v3", "v3"], 2)
    assert values.at("a", 2, lambda: "anew") == "anew"


def test_what_is_remembered_grows_old() -> None:
    values = kept(seconds=0)

    assert [values.at("a", 1, lambda words=words: words) for words in ("1", "2")] == ["1", "2"]
