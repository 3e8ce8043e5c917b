import pytest
from django.http import HttpResponse
from django.urls import Resolver404, path

from palabre.web.caches import remembered_routes
from palabre.web.caches.remembered_routes import RememberedRoutes
from tests.builders import a_space


@pytest.fixture
def routes():
    return RememberedRoutes([path("s/<slug:space>/", view, name="space"), path("about/", view, name="about")])


def view(request, **given):
    return HttpResponse()


def test_a_path_is_looked_up_once(routes):
    first = routes.resolve("s/val/")

    again = routes.resolve("s/val/")

    assert again is first
    assert (again.url_name, again.kwargs) == ("space", {"space": "val"})


def test_a_path_without_a_view_is_not_remembered(routes):
    with pytest.raises(Resolver404):
        routes.resolve("nowhere/")

    assert routes.remembered.cache_info().currsize == 0


def test_a_long_path_is_looked_up_each_time(routes):
    routes.resolve(f"s/{'a' * remembered_routes.LONGEST}/")

    assert routes.remembered.cache_info().currsize == 0


@pytest.mark.django_db
def test_a_match_serves_again_after_the_middleware_took_its_space_out(client):
    here = a_space(public=True).get_absolute_url()

    answers = [client.get(here) for _time in range(2)]

    assert [one.status_code for one in answers] == [200, 200]
