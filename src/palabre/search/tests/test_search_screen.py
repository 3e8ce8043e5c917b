"""The screen of results: what it shows, to whom, and what it costs."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from palabre.people.models import Audience
from tests.builders import a_group, a_member, a_need, a_page, a_person, a_space, entered
from tests.indexed import follow_to_the_end

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def her(space):
    return entered(Client(), a_member(space))


def asked(client, space, **parameters):
    follow_to_the_end(space)
    return client.get(reverse("search:results", args=[space.slug]), parameters)


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_was_typed_is_marked_where_it_is_written(space, her):
    a_page(space, "Le four à pain", html="<p>On rallume les <strong>fours</strong> samedi.</p>")

    shown = text(asked(her, space, q="four"))

    assert "Le <mark>four</mark> à pain" in shown
    assert "On rallume les <mark>fours</mark> samedi." in shown


def test_what_people_write_stays_text(space, her):
    a_need(space, "Un <b>four</b> & <script>alert(1)</script>")

    shown = text(asked(her, space, q="four"))

    assert "Un &lt;b&gt;<mark>four</mark>&lt;/b&gt; &amp; &lt;script&gt;" in shown


def test_what_is_typed_stays_text_and_comes_back_in_the_field(space, her):
    shown = text(asked(her, space, q='"><script>alert(1)</script>'))

    assert "<script>alert" not in shown
    assert 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in shown


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"q": ""},
        {"q": "?! …"},
        {"q": "\x00"},
        {"q": "a" * 100_000},
        {"q": "mot " * 5_000},
        {"q": "'\"*:()&|!<->"},
        {"q": "NEAR(a b) OR c* ^d"},
        {"q": "four", "kind": "auth.user", "group": "x", "since": "siècle", "page": "-3"},
        {"q": "four", "group": "9" * 40, "page": "9" * 40},
        {"q": "four", "page": "²"},
        {"q": "ﷺ ½ ª 漢字 ١٢"},
    ],
)
def test_whatever_is_asked_is_answered(space, her, parameters):
    a_need(space, "Un four")

    assert asked(her, space, **parameters).status_code == 200


def test_a_query_past_its_bound_is_said_beside_the_field_and_comes_back(space, her):
    shown = text(asked(her, space, q="x" * 201))

    assert "C’est trop long" in shown
    assert f'value="{"x" * 201}"' in shown


def test_what_is_chosen_stays_chosen(space, her):
    group = a_group(space, "Le dernier kilomètre")

    shown = text(asked(her, space, q="four", kind="groups.need", group=group.pk, since="month"))

    for value in ("groups.need", group.pk, "month"):
        assert f'<option value="{value}" selected>' in shown


def test_the_part_alone_is_for_who_types_on(space, her):
    a_need(space, "Un four")

    part = text(asked(her, space, q="four", part="1"))

    assert "<mark>four</mark>" in part
    assert "<form" not in part


def test_pages_of_results_keep_what_was_asked(space, her):
    for number in range(12):
        a_need(space, f"Four {number}")

    assert "?q=four&amp;kind=groups.need&amp;page=2" in text(asked(her, space, q="four", kind="groups.need"))
    assert "?q=four&amp;kind=groups.need&quot;" not in text(asked(her, space, q="four", kind="groups.need", page="2"))


def test_one_may_choose_among_the_groups_that_one_may_read(space, her):
    other = a_member(space, "Malo Tual")
    a_group(space, "Le dernier kilomètre")
    a_group(space, "Un groupe secret", audience=Audience.of_persons(other))

    shown = text(asked(her, space, q="four"))

    assert ("Le dernier kilomètre" in shown, "Un groupe secret" in shown) == (True, False)


def test_what_has_gone_since_it_was_read_is_not_shown(space, her):
    need = a_need(space, "Un four secret")
    follow_to_the_end(space)
    need.audience = Audience.of_persons(a_member(space, "Malo Tual"))
    need.save()

    assert "secret" not in text(her.get(reverse("search:results", args=[space.slug]), {"q": "four"}))


def test_a_passer_by_finds_nobody_by_a_surname_that_is_not_shown(space, her):
    a_person(space, "Nadège Kerouanton")
    a_page(space, "La caisse", html="<p>Nadège Kerouanton tient la caisse.</p>")

    assert "La caisse" in text(asked(her, space, q="kerouanton", part="1"))
    assert "La caisse" not in text(asked(Client(), space, q="kerouanton", part="1"))
    assert "La caisse" not in text(asked(Client(), space, q="kerou", part="1"))
    assert "Kerouanton" not in text(asked(Client(), space, q="nadège caisse", part="1"))


def test_a_surname_that_is_a_word_too_is_found_where_it_is_shown(space):
    a_person(space, "Nadège Boulanger")
    a_page(space, "Le pain", html="<p>Un boulanger du bourg.</p>")
    a_page(space, "La caisse", html="<p>Nadège Boulanger tient la caisse.</p>")

    shown = text(asked(Client(), space, q="boulanger", part="1"))

    assert ("Le pain" in shown, "La caisse" in shown) == (True, False)


@pytest.mark.parametrize("count", [1, 5])
def test_the_screen_asks_the_database_as_much_for_five_results_as_for_one(space, her, count):
    group = a_group(space, "Les roues")
    for number in range(count):
        a_need(space, f"Un four {number}", group=group, said_on=datetime.date(2031, 4, 2))
    follow_to_the_end(space)

    with CaptureQueriesContext(connection) as queries:
        answer = her.get(reverse("search:results", args=[space.slug]), {"q": "four"})

    assert text(answer).count("<mark>four</mark>") == count
    assert (
        len(queries) == 6
    )  # who is here, her seats, how rare, what is found, needs, groups; the groups to choose among


def test_every_page_of_a_space_leads_to_the_search(space, her):
    assert f'href="{reverse("search:results", args=[space.slug])}"' in text(her.get(space.get_absolute_url()))


@pytest.mark.parametrize(
    ("typed", "instead"), [("biblioteque", "bibliothèque"), ("samdei", "samedi"), ("la biblioteque", "la bibliothèque")]
)
def test_a_typing_error_is_forgiven_and_it_is_said(space, her, typed, instead):
    a_page(space, "La bibliothèque", html="<p>Ouverte samedi.</p>")

    shown = text(asked(her, space, q=typed))

    assert (f"Voici «\xa0{instead}\xa0»" in shown, "bibliothèque" in shown) == (True, True)


def test_no_word_of_a_page_that_one_may_not_read_is_proposed(space, her):
    private = Audience.objects.create(space=space, kind="seats")
    a_page(space, "La bibliothèque", audience=private)
    a_page(space, "Les boutiques")

    shown = text(asked(her, space, q="biblioteque"))

    assert ("bibliothèque" in shown, "boutiques" in shown) == (False, False)


def test_a_surname_that_is_not_shown_outside_is_not_guessed_by_a_typing_error(space):
    a_person(space, "Odile Tanneguy")
    a_page(space, "Le préau", html="<p>Odile Tanneguy ferme le soir.</p>", audience=Audience.everybody(space))

    assert "Tanneguy" not in text(asked(Client(), space, q="tannegui"))


def test_the_filter_by_a_group_says_nothing_of_one_that_the_reader_may_not_read():
    space = a_space()
    ines, malo = a_member(space, "Inès Carvalho"), a_member(space, "Malo Riou")
    hidden = a_group(space, "Le plan social", audience=Audience.of_persons(malo))
    a_need(space, "Une salle discrète", group=hidden)

    shown = [
        "discrète" in text(asked(entered(Client(), one), space, q="salle", part="1", group=number))
        for one, number in ((ines, hidden.pk), (ines, hidden.pk + 1), (malo, hidden.pk + 1), (malo, hidden.pk))
    ]

    assert shown == [True, True, True, True]
