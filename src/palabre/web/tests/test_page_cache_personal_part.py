"""A screen is kept for many around what is one reader's alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.template import RequestContext, Template
from django.test import Client
from django.urls import include, path, reverse
from django.utils.html import format_html

from palabre.people.models import Person
from palabre.spaces.models import Space
from palabre.web import page_cache
from palabre.web.page_cache import BEGIN, cached_around
from tests.builders import a_member, a_space, entered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("screens_not_compared")]

BODY = "{% load personal %}<p>Pour tous.</p>{% personal %}<p>Rien pour moi.</p>{% endpersonal %}<p>{{ typed }}</p>"
TYPED = "<!-- hers --> {% personal %}"
made: list[str] = []


def hers(request: Any) -> str:
    """Only those whose name is short said something here."""
    name = request.person.name
    return format_html("<p>À moi, {}.</p>", name) if len(name) < 8 else ""


@cached_around(hers)
def wall(request: Any) -> HttpResponse:
    made.append(request.path)
    return HttpResponse(Template(BODY).render(RequestContext(request, {"typed": TYPED})))


@pytest.fixture(autouse=True)
def _walls(settings: Any) -> None:
    settings.ROOT_URLCONF = (path("", include("palabre.urls")), path("s/<slug:space>/wall/", wall))
    settings.KEEP_SCREENS = True
    made.clear()
    cache.clear()


@pytest.fixture
def space() -> Space:
    return a_space(public=True)


def read(by: Person | None, space: Space, **headers: str) -> HttpResponse:
    client = entered(Client(), by) if by else Client()
    return client.get(f"{space.get_absolute_url()}wall/", headers=headers)  # type: ignore[return-value]


@pytest.mark.parametrize("keep", [True, False])
def test_two_readers_of_the_same_rights_never_see_each_others_part(space: Space, settings: Any, keep: bool) -> None:
    settings.KEEP_SCREENS = keep
    zoe, ana, other = a_member(space, "Zoé"), a_member(space, "Ana"), a_member(space, "Bernadette")

    screens = [read(who, space).content.decode() for who in (zoe, ana, other, None, zoe)]

    parts = [["Zoé" in one, "Ana" in one, "Rien pour moi" in one] for one in screens]
    nobody = [False, False, True]
    assert parts == [[True, False, False], [False, True, False], nobody, nobody, [True, False, False]]
    assert len(made) == (2 if keep else 5)  # for members, and for those who pass by


def test_the_marks_are_on_no_page(space: Space) -> None:
    assert BEGIN[:6] not in read(a_member(space, "Zoé"), space).content
    assert BEGIN[:6] not in read(None, space).content


def test_a_text_that_looks_like_the_marks_is_left_alone(space: Space) -> None:
    assert "&lt;!-- hers --&gt; {% personal %}" in read(a_member(space, "Zoé"), space).content.decode()


def test_who_has_nothing_of_her_own_is_told_in_no_words_that_she_has_it_already(space: Space) -> None:
    other, zoe = a_member(space, "Bernadette"), a_member(space, "Zoé")
    tag = read(other, space)["ETag"]

    again, first_of_hers = (read(who, space, **{"If-None-Match": tag}) for who in (other, zoe))

    assert (again.status_code, first_of_hers.status_code, "ETag" in first_of_hers) == (304, 200, False)


def test_a_personal_part_that_costs_is_made_once_for_each_person_until_something_changes() -> None:
    space = a_space()
    ines, hugo = a_member(space, "Inès Courtois"), a_member(space, "Hugo Ferreira")

    def part(person: Person) -> str:
        seen = entered(Client(), person).get(reverse("home:groups", args=[space.slug])).wsgi_request
        return page_cache.cached_for_person(seen, lambda: made.append(person.name) or f"pour {person.name}")

    made.clear()
    shown = [part(person) for person in (ines, hugo, ines)]
    Space.objects.filter(pk=space.pk).update(version=space.version + 50)
    shown.append(part(ines))

    assert shown == ["pour Inès Courtois", "pour Hugo Ferreira", "pour Inès Courtois", "pour Inès Courtois"]
    assert made == ["Inès Courtois", "Hugo Ferreira", "Inès Courtois"]
