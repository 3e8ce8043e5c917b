import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, path, reverse

from palabre.web.caches.remembered_addresses import reversed_once


def rendered(text, **facts):
    return Template(text).render(Context(facts))


@pytest.mark.parametrize("slug", ["val", "l'orme&fils"])
def test_an_address_is_the_one_of_django(slug, settings):
    settings.ROOT_URLCONF = (path("about/<path:slug>/", lambda request: None, name="about"),)
    escaped = reverse("about", args=[slug]).replace("&", "&amp;").replace("'", "&#x27;")

    assert rendered("{% url 'about' slug %}", slug=slug) == escaped
    assert rendered("{% url 'about' slug=slug %}", slug=slug) == escaped
    assert rendered("{% url 'about' slug as found %}{{ found }}", slug=slug) == escaped


def test_it_is_composed_once(settings):
    settings.ROOT_URLCONF = (path("about/<int:number>/", lambda request: None, name="about"),)
    reversed_once.cache_clear()

    for number in (1, 2, 1):
        rendered("{% url 'about' number %}", number=number)

    assert reversed_once.cache_info()[:2] == (1, 2)


def test_a_wrong_one_is_told_each_time(settings):
    settings.ROOT_URLCONF = (path("about/<int:number>/", lambda request: None, name="about"),)

    for _time in range(2):
        with pytest.raises(NoReverseMatch):
            rendered("{% url 'about' words %}", words="un")


def test_other_routes_have_other_addresses(settings):
    found = []
    for prefix in ("one", "two"):
        settings.ROOT_URLCONF = (path(f"{prefix}/", lambda request: None, name="about"),)
        found.append(rendered("{% url 'about' %}"))

    assert found == ["/one/", "/two/"]
