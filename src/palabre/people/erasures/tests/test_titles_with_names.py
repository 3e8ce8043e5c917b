"""A word of a name that is a word of a title, too, is left where it stands alone: only the whole name means her."""

import pytest

from palabre.people.erasures.refused_names import keep_out, without_refused_names
from palabre.people.erasures.tests.scene import entering, gone, said_in
from tests.builders import a_forum, a_group, a_meeting, a_page, a_person, a_series, a_space

pytestmark = pytest.mark.django_db

RADIO = "Radio Lavande"
TEXT = "Radio Lavande émet le mardi. La Radio cherche une antenne. Zoé Lavande y parle, et Mme Lavande."


def a_called_series(space, called):
    series = a_series(space)
    type(series).objects.filter(pk=series.pk).update(title=called)
    return series


CALLED = {
    "group": (lambda space, called: a_group(space, called), "title"),
    "forum": (lambda space, called: a_forum(space, theme=called), "theme"),
    "series": (a_called_series, "title"),
    "meeting": (lambda space, called: a_meeting(space, title=called), "title"),
    "page": (lambda space, called: a_page(space, called, "Un mot."), "title"),
}


@pytest.fixture
def space():
    return a_space("Val d’Orme", public=True)


@pytest.fixture
def page(space):
    return a_page(space, "Mardi", TEXT)


@pytest.mark.parametrize("kind", CALLED)
@pytest.mark.parametrize("name", ["Zoé Lavande", "Radio Zorb"])
def test_a_typed_name_leaves_the_words_of_a_title_where_they_stand_alone(space, page, kind, name):
    make, field = CALLED[kind]
    thing = make(space, RADIO)

    gone(entering(space, name))

    thing.refresh_from_db()
    assert getattr(thing, field) == RADIO
    assert said_in(page) == TEXT.replace(name, "une personne").replace(". une", ". Une")
    assert without_refused_names(space, "Radio Lavande émet") == "Radio Lavande émet"
    keep_out(space, "Radio Lavande émet, la Radio aussi")


@pytest.mark.parametrize("kind", [kind for kind in CALLED if kind != "page"])
def test_so_does_a_name_that_a_text_gave(space, page, kind):
    make, field = CALLED[kind]
    thing = make(space, RADIO)

    gone(a_person(space, "Zoé Lavande"))

    thing.refresh_from_db()
    assert getattr(thing, field) == RADIO
    assert said_in(page) == TEXT.replace("Zoé Lavande", "Une personne")
    keep_out(space, "Radio Lavande émet")


def test_what_is_called_by_the_whole_name_of_whom_a_text_named_means_them(space, page):
    a_group(space, "Les amis de Zoé Lavande")

    gone(a_person(space, "Zoé Lavande"))

    assert "Lavande" not in said_in(page)


@pytest.mark.parametrize("enter", [entering, a_person])
def test_without_such_a_title_they_go(space, page, enter):
    a_group(space, "Le four")

    gone(enter(space, "Zoé Lavande"))

    assert "Lavande" not in said_in(page)


def test_a_title_elsewhere_keeps_nothing_here(space, page):
    a_group(a_space("Val de Brume"), RADIO)

    gone(entering(space, "Zoé Lavande"))

    assert "Lavande" not in said_in(page)
