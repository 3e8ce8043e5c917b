"""The first page: doors in, and the spaces to visit."""

import pytest
from django.urls import reverse

from palabre.people.models import Person
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed_door(settings):
    settings.OPEN_DOOR = False


def page_of(client):
    return client.get(reverse("front:front")).context["page"]


def test_whoever_holds_the_door_may_paste_minutes(client, settings):
    settings.OPEN_DOOR = True

    assert page_of(client).minutes_url == reverse("first:minutes")


@pytest.mark.usefixtures("closed_door")
def test_a_passer_by_is_offered_no_minutes(client):
    assert page_of(client).minutes_url == ""


@pytest.mark.usefixtures("closed_door")
def test_a_passer_by_sees_public_spaces_only(client):
    public, _among_members = a_space("Publique", public=True), a_space("Entre nous")

    page = page_of(client)

    assert (page.hers, page.public) == ([], [public])


@pytest.mark.usefixtures("closed_door")
def test_a_visitor_finds_her_spaces_first(client):
    hers, _other = a_space("La sienne"), a_space("Une autre")
    public = a_space("Publique", public=True)

    page = page_of(entered(client, a_member(hers)))

    assert (page.hers, page.public) == ([hers], [public])


@pytest.mark.usefixtures("closed_door")
def test_the_example_is_a_door_and_no_line_of_the_list(client):
    example = a_space("Exemple", public=True)
    example.is_demonstration = True
    example.save()

    page = page_of(client)

    assert (page.demonstration, page.public) == (example, [])


@pytest.mark.usefixtures("closed_door")
@pytest.mark.parametrize("count", [1, 5])
def test_the_first_page_asks_two_questions_whatever_there_is(client, count, django_assert_num_queries):
    spaces = [a_space(f"Espace {number}", public=True) for number in range(count)]
    visitor = entered(client, *(a_member(space) for space in spaces))

    with django_assert_num_queries(2):
        visitor.get("/")

    assert Person.objects.count() == count
