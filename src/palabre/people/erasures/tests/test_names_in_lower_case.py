"""A typed full name whose words somebody wrote in lower case leaves the texts where it has its capitals."""

import pytest
from django.test import Client

from palabre.people.erasures import name_erasure
from palabre.people.erasures.tests.scene import NOW, entering, gone, said_in
from palabre.people.models import RefusedName
from palabre.wiki.models import FormerAddress
from tests.builders import a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db

NAME = "Zéphyrine Cadoudal"
APART = "zéphyrine est venue, et la rue cadoudal est fermée"
STAY = "Des mots de votre nom, là où des textes s’en servent pour autre chose"
STAYED = "Les textes gardent les mots de votre nom"


@pytest.fixture
def space():
    return a_space("Val d’Orme", public=True)


@pytest.fixture
def page(space):
    return a_page(space, f"{NAME} et le four", f"{NAME} garde la clef. Demandez à Zéphyrine, ou à CADOUDAL Zéphyrine.")


@pytest.mark.parametrize("small", [f"merci {NAME.lower()} !", APART])
@pytest.mark.parametrize("name", [NAME, NAME.lower()])
def test_it_goes_where_it_is_written_as_a_name(space, page, small, name):
    other = a_page(space, "Merci", small)

    gone(entering(space, name))

    page.refresh_from_db()
    assert said_in(page) == "Une personne garde la clef. Demandez à Zéphyrine, ou à une personne."
    assert (page.title, page.slug) == ("Une personne et le four", "une-personne-et-le-four")
    assert not FormerAddress.objects.exists()
    assert said_in(other) == small


def test_that_day_strangers_read_it_neither_there_nor_in_the_address(space, page):
    a_page(space, "Merci", APART)
    before = page.get_absolute_url()

    name_erasure.erase(entering(space, NAME), at=NOW)

    page.refresh_from_db()
    assert page.slug == "une-personne-et-le-four"
    assert "Cadoudal" not in Client().get(page.get_absolute_url()).content.decode()
    assert Client().get(before).status_code == 404
    assert entered(Client(), a_member(space)).get(before, follow=True).status_code == 200


def test_words_in_lower_case_are_read_meanwhile(space):
    a_page(space, NAME, "Un mot.")
    page = a_page(space, f"Le jardin {NAME.lower()}")

    name_erasure.erase(entering(space, NAME), at=NOW)

    page.refresh_from_db()
    assert page.slug == "le-jardin-zephyrine-cadoudal"
    assert f"Le jardin {NAME.lower()}</h1>" in Client().get(page.get_absolute_url()).content.decode()


@pytest.mark.parametrize("small", ["la zéphyrine du jardin, un cadoudal", "une zéphyrine sous le vieux cadoudal"])
def test_words_that_have_an_article_are_of_the_language(space, page, small):
    before = said_in(page)
    a_page(space, "Merci", small)

    gone(entering(space, NAME))

    assert said_in(page) == before
    assert not RefusedName.objects.exists()


@pytest.mark.parametrize(
    "name", ["Maëlle Le Goff", "Odile du Parc", "Yann de La Tour", "Nora L’Hostis", "Luce Des Prés"]
)
def test_the_article_of_a_surname_makes_no_word_of_it(space, name):
    page = a_page(space, "Clef", f"{name} garde la clef.")
    a_page(space, "Merci", f"merci {name.lower()} !")

    gone(entering(space, name))

    assert said_in(page) == "Une personne garde la clef."


@pytest.mark.parametrize("name", ["Yves Le Du", "Minh Le", "Odile Sans"])
def test_a_surname_of_small_words_makes_no_words_of_a_name(space, name):
    """They are in lower case everywhere, and the first name here."""
    page = a_page(space, f"{name} et le four", f"{name} garde la clef.")
    a_page(space, "Merci", f"merci {name.split()[0].lower()} ! le four, du pain, sans vous")

    gone(entering(space, name))

    page.refresh_from_db()
    assert (said_in(page), page.title) == ("Une personne garde la clef.", "Une personne et le four")


@pytest.mark.parametrize(
    ("name", "small"),
    [("Le Four", "le four"), ("La Clef", "la clef"), ("Clef du Four", "la clef du four")],
)
def test_so_is_a_word_with_its_article(space, name, small):
    page = a_page(space, "Mardi", f"{name} ouvre. Voici {small}.")

    gone(entering(space, name))

    assert said_in(page) == f"{name} ouvre. Voici {small}."


@pytest.mark.parametrize("small", [APART, "la zéphyrine, le cadoudal"])
def test_the_screen_says_before_and_after_what_stays(space, page, small):
    a_page(space, "Merci", small)
    browser = entered(Client(), entering(space, NAME))
    address = f"{space.get_absolute_url()}you/name/"

    before, after = browser.get(address), browser.post(address)

    assert STAY in before.content.decode()
    assert STAYED in after.content.decode()
    assert "ce que tous les membres lisent" not in after.content.decode()


def test_where_nothing_stays_it_says_nothing_of_it(space, page):
    browser = entered(Client(), entering(space, "Odile Kervran"))
    address = f"{space.get_absolute_url()}you/name/"

    before, after = browser.get(address), browser.post(address)

    assert STAY not in before.content.decode()
    assert STAYED not in after.content.decode()
    assert "ce que tous les membres lisent" in after.content.decode()


def test_a_given_name_that_its_bearer_writes_so_takes_no_words_of_the_language(space):
    rose = a_member(space, "Rose Petit")
    page = a_page(space, "Le four", "Un petit four, une rose rouge. Merci Rose, merci rose petit !")
    entered(Client(), rose).post(f"/s/{space.slug}/you/spelling/", {"name": "rose petit"})
    rose.refresh_from_db()

    gone(rose)

    assert (rose.is_typed, said_in(page)) == (
        False,
        "Un petit four, une rose rouge. Merci une personne, merci une personne !",
    )
