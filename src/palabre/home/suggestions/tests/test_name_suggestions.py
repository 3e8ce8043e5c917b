"""Names proposed to who writes: those that she may read, and nothing else."""

import pytest
from django.urls import reverse

from palabre.people.models import Audience
from tests.builders import a_group, a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def asked(client, space, ines):
    """Ask as Inès, or as a passer-by: what is inserted for each name, in order."""

    def ask(words, *kinds, by=ines):
        visitor = entered(client, by) if by else client
        address = reverse("home:names", args=[space.slug])
        return [row["insert"] for row in visitor.get(address, {"q": words, "kind": kinds}).json()]

    return ask


def test_people_pages_and_groups_are_proposed_whatever_their_accents(asked, space):
    a_person(space, "Éloi Vasseur")
    a_page(space, "Élaguer les haies")
    group = a_group(space, "Élever des abeilles")

    assert asked("el") == [
        "[[Élaguer les haies]]",
        f"[Élever des abeilles]({group.get_absolute_url()})",
        "@Éloi Vasseur",
    ]


def test_one_kind_may_be_asked_for(asked, space):
    a_page(space, "Inès et les haies")

    assert asked("ines", "person") == ["@Inès Courtois"]


def test_what_begins_so_comes_first_and_eight_are_enough(asked, space):
    for number in range(9):
        a_page(space, f"Avant la soupe {number}")
    a_page(space, "Soupe du samedi")

    found = asked("soupe", "page")

    assert (found[0], len(found)) == ("[[Soupe du samedi]]", 8)


def test_a_passer_by_is_given_no_list_of_people(asked, space):
    a_page(space, "Inès et les haies", audience=Audience.everybody(space))

    assert asked("ines", by=None) == ["[[Inès et les haies]]"]


def test_who_has_not_joined_is_given_no_list_of_people(asked, space):
    assert asked("ines", "person", by=a_person(space, "Hugo Ferreira")) == []


def test_what_she_may_not_read_is_not_proposed(asked, space):
    hidden = Audience.of_persons(a_member(space, "Hugo Ferreira"))
    a_page(space, "Soupe secrète", audience=hidden)
    a_group(space, "Soupe à plusieurs", audience=hidden)

    assert asked("soupe") == []


def test_a_person_found_to_be_another_is_proposed_once(asked, space, ines):
    double = a_person(space, "Inès C.")
    double.same_as = ines
    double.save()

    assert asked("ines", "person") == ["@Inès Courtois"]


def test_brackets_in_a_title_do_not_break_the_link(asked, space):
    group = a_group(space, "Soupe [bis]")

    assert asked("soupe", "group") == [f"[Soupe (bis)]({group.get_absolute_url()})"]


@pytest.mark.parametrize("count", [1, 5])
def test_it_costs_the_same_with_one_name_and_with_five(client, space, ines, count, django_assert_num_queries):
    for number in range(count):
        a_person(space, f"Soline {number}")
        a_page(space, f"Soline {number} et les haies")
        a_group(space, f"Avec Soline {number}")
    visitor = entered(client, ines)

    with django_assert_num_queries(6):
        visitor.get(reverse("home:names", args=[space.slug]), {"q": "soline"})
