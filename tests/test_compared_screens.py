"""Planted: a kept screen that shows one reader what is another's, and one that an act left stale; both fail a test."""

import pytest
from django.http import Http404, HttpResponse
from django.test import Client
from django.urls import include, path

from palabre.people.models import Audience
from palabre.people.reader import Reader
from palabre.web.page_cache import BEGIN, END, cached, cached_around, cached_for_person, nothing_of_hers
from palabre.wiki.models import Page
from tests.builders import a_member, a_page, a_space, entered
from tests.compared_screens import KeptScreenDiffers

pytestmark = pytest.mark.django_db
told = []


@cached
def of_one_reader(request):
    return HttpResponse(request.person.name)


@cached
def of_what_was_told(request):
    return HttpResponse(", ".join(told))


@cached
def of_one_reader_alone(request):
    if request.person.name != "Zoé":
        raise Http404
    return HttpResponse("Pour Zoé")


@cached_around(nothing_of_hers, never=("wiki.page", "notes.note"))
def of_pages_it_says_it_never_shows(request):
    return HttpResponse(", ".join(page.title for page in Reader.of(request).may_read(Page)))


@cached_around(nothing_of_hers, text=lambda request: 1)
def of_texts_that_it_says_it_never_shows(request):
    return HttpResponse(", ".join(page.note.body_md for page in Reader.of(request).may_read(Page).order_by("pk")))


@cached_around(lambda request: cached_for_person(request, lambda: ", ".join(told)))
def around_what_was_told(request):
    return HttpResponse(f"{BEGIN.decode()}{END.decode()}")


def tell(request):
    told.append("un de plus")
    return HttpResponse()


@pytest.fixture
def space(settings):
    planted = [("leak/", of_one_reader), ("stale/", of_what_was_told), ("alone/", of_one_reader_alone), ("tell/", tell)]
    planted += [("circles/", of_pages_it_says_it_never_shows), ("hers/", around_what_was_told)]
    planted += [("texts/", of_texts_that_it_says_it_never_shows)]
    settings.ROOT_URLCONF = (
        path("", include("palabre.urls")),
        *(path(f"s/<slug:space>/{tail}", view) for tail, view in planted),
    )
    told.clear()
    return a_space()


def test_a_kept_screen_with_the_words_of_another_reader_fails(space):
    zoe, ana = (entered(Client(), a_member(space, name)) for name in ("Zoé", "Ana"))
    where = f"{space.get_absolute_url()}leak/"

    assert zoe.get(where).content.decode() == zoe.get(where).content.decode() == "Zoé"
    with pytest.raises(KeptScreenDiffers, match="-Zoé\n\\+Ana"):
        ana.get(where)


def test_a_kept_screen_that_its_view_refuses_to_another_reader_fails(space):
    zoe, ana = (entered(Client(), a_member(space, name)) for name in ("Zoé", "Ana"))
    where = f"{space.get_absolute_url()}alone/"

    assert zoe.get(where).content.decode() == "Pour Zoé"
    with pytest.raises(KeptScreenDiffers, match="refused to this reader"):
        ana.get(where)


def test_a_kept_screen_that_shows_what_its_view_says_it_never_shows_fails(space):
    zoe, ana = (a_member(space, name) for name in ("Zoé", "Ana"))
    a_page(space, "Le cercle fermé", audience=Audience.of_persons(zoe))
    where = f"{space.get_absolute_url()}circles/"

    assert entered(Client(), zoe).get(where).content.decode() == "Le cercle fermé"
    with pytest.raises(KeptScreenDiffers, match="-Le cercle fermé"):
        entered(Client(), ana).get(where)


def test_a_kept_screen_that_an_act_left_stale_fails(space):
    zoe, here = entered(Client(), a_member(space)), space.get_absolute_url()
    zoe.get(f"{here}stale/")
    zoe.post(f"{here}tell/")

    with pytest.raises(KeptScreenDiffers, match="un de plus"):
        zoe.get(f"{here}stale/")


def test_a_kept_screen_that_shows_another_text_than_its_view_says_fails(space):
    zoe, page = entered(Client(), a_member(space)), a_page(space, "Le moulin", "Avant.")
    where = f"{space.get_absolute_url()}texts/"
    zoe.get(where)
    zoe.post(f"{page.get_absolute_url()}text/", {"text": "Après.", "base": 1})
    zoe.cookies.pop("messages")

    with pytest.raises(KeptScreenDiffers, match="-Avant"):
        zoe.get(where)


def test_a_kept_part_of_one_person_that_an_act_left_stale_fails(space):
    zoe, here = entered(Client(), a_member(space)), space.get_absolute_url()
    zoe.get(f"{here}hers/")
    zoe.post(f"{here}tell/")

    with pytest.raises(KeptScreenDiffers, match="un de plus"):
        zoe.get(f"{here}hers/")


def test_what_a_test_writes_by_itself_starts_the_cache_anew(space):
    zoe, here = entered(Client(), a_member(space)), space.get_absolute_url()
    zoe.get(f"{here}stale/")
    told.append("un de plus")
    a_member(space, "Une autre")

    assert zoe.get(f"{here}stale/").content.decode() == "un de plus"


def test_where_queries_are_counted_each_screen_is_made(space, django_assert_num_queries):
    zoe, here = entered(Client(), a_member(space)), space.get_absolute_url()
    zoe.get(f"{here}stale/")
    told.append("un de plus")

    with django_assert_num_queries(2, exact=False):
        assert zoe.get(f"{here}stale/").content.decode() == "un de plus"
