"""The board of needs, and an organisation."""

import pytest
from django.urls import reverse

from palabre.people.models import Audience
from tests.builders import (
    a_group,
    a_member,
    a_need,
    a_page,
    a_passage,
    a_person,
    a_role_call,
    a_space,
    an_organisation,
    entered,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def visitor(client, ines):
    return entered(client, ines)


def board_of(visitor, space):
    return visitor.get(reverse("home:needs", args=[space.slug]))


def test_a_board_without_needs_teaches_with_an_example(visitor, space):
    assert "Pas encore de besoin." in board_of(visitor, space).content.decode()


def test_the_group_of_a_need_is_named_only_to_who_may_read_it(visitor, space):
    hidden = a_group(space, "Caché", audience=Audience.of_persons(a_member(space, "Hugo")))
    a_need(space, group=hidden)

    [(need, _answers)] = board_of(visitor, space).context["page"].needs

    assert need.group is None


@pytest.mark.parametrize("count", [1, 5])
def test_the_board_costs_the_same_with_one_need_and_with_five(visitor, space, count, django_assert_num_queries):
    page = a_page(space)
    for number in range(count):
        need = a_need(space, group=a_group(space, f"Groupe {number}"))
        a_role_call(space, group=need.group)
        a_passage(page, need, line=number + 1)

    with django_assert_num_queries(8):
        assert board_of(visitor, space).status_code == 200


def test_an_organisation_tells_its_spellings_and_names_as_words(visitor, space):
    gerard, solene = a_person(space, "Gérard Vautrin"), a_person(space, "Solène Abgrall")
    town = an_organisation(space, "Ville de Brennes", of=(gerard,))
    other = an_organisation(space, "Brennes", of=(solene, gerard))
    other.same_as = town
    other.save()

    page = visitor.get(town.get_absolute_url()).context["page"]

    assert (page.spellings, page.names) == ([other], ["Gérard Vautrin", "Solène Abgrall"])


def test_an_organisation_says_where_it_was_read(visitor, space):
    town = an_organisation(space)
    passage = a_passage(a_page(space), town, line=15)

    assert visitor.get(town.get_absolute_url()).context["page"].passages == [passage]


def test_an_organisation_that_she_may_not_read_is_not_found(visitor, space):
    town = an_organisation(space, audience=Audience.of_persons(a_member(space, "Hugo")))

    assert visitor.get(town.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_an_organisation_costs_the_same_with_one_name_and_with_five(visitor, space, count, django_assert_num_queries):
    people = tuple(a_person(space, f"Personne {number}") for number in range(count))
    town = an_organisation(space, of=people)

    with django_assert_num_queries(6):
        assert visitor.get(town.get_absolute_url()).status_code == 200
