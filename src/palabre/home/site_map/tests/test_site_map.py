"""The site map of a space, the menu of its pages: for each, what they may open."""

import pytest
from django.urls import reverse

from palabre.home.site_map.site_map import SECTIONS
from tests.builders import a_group, a_member, a_page, a_person, a_space, an_organisation, entered

pytestmark = pytest.mark.django_db
URLS = [name for _title, links in SECTIONS for _words, name, _who in links]


@pytest.fixture
def space():
    return a_space(public=True)


def links_for(client, space):
    sections = client.get(reverse("home:site_map", args=[space.slug])).context["sections"]
    return [url for section in sections for _words, url in section.links]


def words(response) -> str:
    return " ".join(response.content.decode().split())


def who_looks(kind, space):
    if kind == "guest":
        return [a_person(space)]
    member = a_member(space)
    if kind == "convener":
        a_group(space, convened_by=(member,))
    return [] if kind == "stranger" else [member]


@pytest.mark.parametrize("kind", ["stranger", "guest", "member", "convener"])
def test_each_link_opens_for_who_reads_it(client, space, kind):
    entered(client, *who_looks(kind, space))

    for url in links_for(client, space):
        assert client.get(url).status_code == 200, url


def test_what_only_members_or_writers_of_letters_may_open_is_not_shown_to_others(client, space):
    help_is_for_all = reverse("groups:offering", args=[space.slug])
    links = [url for url in links_for(client, space) if url != help_is_for_all]
    assert not [url for url in links if "/new/" in url or "outbox" in url or "people/" in url]

    entered(client, a_member(space))

    assert not [url for url in links_for(client, space) if "outbox" in url]


def test_a_convener_finds_every_entry(client, space):
    entered(client, *who_looks("convener", space))

    assert links_for(client, space) == [reverse(name, args=[space.slug]) for name in URLS]


def test_a_closed_space_has_no_map_for_a_stranger(client):
    assert client.get(reverse("home:site_map", args=[a_space().slug])).status_code == 404


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("home:groups", "Groupes"),
        ("home:fortnight", "Groupes"),
        ("meetings:meetings", "Réunions"),
        ("gatherings:gatherings", "Réunions"),
        ("home:needs", "Besoins"),
        ("groups:actions", "Besoins"),
        ("wiki:pages", "Pages"),
        ("meetings:decisions", "Pages"),
    ],
)
def test_the_menu_says_in_which_of_its_four_words_one_is(client, space, name, word):
    told = words(client.get(reverse(name, args=[space.slug])))

    menu = told.partition('<nav class="menu"')[2].partition("</nav>")[0]
    assert menu.count("<a ") == 4
    assert [part.partition("<")[0] for part in menu.split('aria-current="')[1:]] in (
        [f'page">{word}'],
        [f'true">{word}'],
    )


def test_the_menu_of_the_home_page_marks_none_and_its_name_leads_home(client, space):
    told = words(client.get(space.get_absolute_url()))

    assert "aria-current" not in told.partition("</header>")[0]
    assert f'<a class="brand" href="{space.get_absolute_url()}">' in told


def test_the_day_is_offered_to_a_person_alone(client, space):
    day, front = reverse("you:day", args=[space.slug]), space.get_absolute_url()
    assert day not in words(client.get(front))

    entered(client, a_member(space))

    assert day in words(client.get(front)).partition("</header>")[0]


def test_the_way_up_keeps_what_the_menu_has_not(client, space):
    above = a_page(space, "La gare")
    page = a_page(space, "Les clés", parent=above)

    told = words(client.get(page.get_absolute_url()))

    trail = told.partition('<nav class="trail"')[2].partition("</nav>")[0]
    assert above.get_absolute_url() in trail
    assert f'"{reverse("wiki:pages", args=[space.slug])}"' not in trail
    assert '<nav class="trail"' not in words(client.get(reverse("wiki:pages", args=[space.slug])))


def test_the_organisations_are_listed_each_once(client, space):
    kept = an_organisation(space, "La régie des eaux")
    other = an_organisation(space, "Régie des eaux")
    other.same_as = kept
    other.save()

    told = client.get(reverse("people:organisations", args=[space.slug]))

    assert told.context["organisations"] == [kept]


def test_the_people_have_one_name_on_the_map_on_the_groups_and_on_their_page(client, space):
    entered(client, a_member(space))
    people = reverse("here:people", args=[space.slug])

    pages = [words(client.get(reverse(name, args=[space.slug]))) for name in ("home:site_map", "home:groups")]

    said = [page.partition(f'href="{people}">')[2].partition("</a>")[0].strip() for page in pages]
    assert said == ["Les gens", "Les gens"]
    assert "<h1>Les gens</h1>" in words(client.get(people))
