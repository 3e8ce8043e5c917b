"""The watch over each POST, on a view that writes: told, or not."""

import pytest
from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from palabre.groups.models import Action
from palabre.notes.models import Revision
from palabre.people.models import Link
from palabre.spaces.models import Space
from tests.builders import a_space, an_action
from tests.version_watch import SHOWN_NOWHERE, StaleScreens

pytestmark = pytest.mark.django_db


def post(write, settings):
    """Post to a view that writes so."""

    def view(request):
        write()
        return HttpResponse()

    settings.ROOT_URLCONF = (path("written/", view), path("", include("palabre.urls")))
    return Client().post("/written/").status_code


@pytest.mark.skipif(connection.vendor != "sqlite", reason="posts are watched on SQLite alone")
def test_a_write_that_leaves_the_version_is_named_with_its_table(settings):
    an_action(a_space())

    with pytest.raises(StaleScreens, match="groups_action"):
        post(lambda: Action.objects.update(text="Autre"), settings)


def test_a_write_that_says_so_passes_and_so_does_one_that_no_screen_shows(settings):
    action = an_action(a_space())

    def tell():
        Action.objects.update(text="Autre")
        Space.touch(action.space_id)

    assert (post(tell, settings), post(lambda: Link.objects.update(nonce="x"), settings)) == (200, 200)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="posts are watched on SQLite alone")
def test_a_write_that_says_it_gave_one_page_other_words_wrote_nothing_else(settings):
    action = an_action(a_space())

    def tell(write):
        write()
        Space.touch_page(action.space_id)

    with pytest.raises(StaleScreens, match=r"groups_action.* wide version"):
        post(lambda: tell(lambda: Action.objects.update(text="Autre")), settings)
    assert post(lambda: tell(lambda: Revision.objects.update(words="Autre")), settings) == 200


def test_each_table_that_no_screen_shows_is_one_of_ours():
    assert SHOWN_NOWHERE.keys() - {model._meta.db_table for model in apps.get_models()} == set()
