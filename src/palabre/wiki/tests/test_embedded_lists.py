"""What stands in the place of a list that a text asks for."""

import re

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.notes.markdown.html_render import render
from palabre.people.models import Audience
from palabre.people.reader import Reader
from palabre.wiki import embedded_lists, hooks
from palabre.wiki.embedded_lists import LivingLists, in_markdown, understood
from palabre.wiki.hooks import LivingList, Row
from tests.builders import a_member, a_page, a_space, entered, readers_of
from tests.lengths import often

HOSTILE = '<script>alert("1")</script> [x](y) **z** {{groupes}} <div data-list="groupes"></div>'


@pytest.fixture
def space(db):
    return a_space()


@pytest.fixture
def asked(monkeypatch):
    """A list of six rows, and how often they were asked for."""
    times = []

    def rows(reader, page, most):
        times.append(most)
        return [Row(f"Fait n° {number}", f"/f/{number}/", ("un", "deux"), of="Le four") for number in range(6)]

    living = LivingList("faits", "facts", "Faits", "Pas encore de fait.", rows)
    monkeypatch.setitem(hooks.lists, "faits", living)
    return times


def of(space, *written, page=None):
    return LivingLists(written, reader=Reader(space, None, timezone.localdate()), page=page)


@pytest.mark.parametrize("written", ["faits : 2", "FAITS:2", "Fâits :  ２"])
def test_a_number_says_how_many_rows_and_the_others_are_counted(space, asked, written):
    html = of(space, written).in_page(written)

    assert html.count("<li>") == 2
    assert html.endswith('<p class="note">Et 4 autres.</p>')


def test_words_narrow_a_list_by_title_or_by_what_rows_belong_to(space, asked):
    made = of(space, "faits : n° 3", "faits : LE FOUR", "faits : rien")

    assert [made.in_page(one).count("<li>") for one in made.asked] == [1, 6, 0]
    assert "« rien »" in made.in_page("faits : rien").replace("\u00a0", " ")


def test_each_kind_is_asked_for_once_however_often_it_stands_there(space, asked):
    made = of(space, "faits", "faits : 1")

    for _ in range(5):
        made.in_page("faits")
        made.in_page("faits : 1")

    assert asked == [embedded_lists.LOOKED_THROUGH]


def test_what_names_no_list_stays_as_it_was_written(space):
    assert of(space, "l’eau : <b>").in_page("l’eau : <b>") == "<p>{{l’eau : &lt;b&gt;}}</p>"


def test_the_twenty_first_list_of_a_page_stays_as_it_was_written(space, asked):
    made = of(space, "faits")

    shown = [made.in_page("faits") for _ in range(21)]

    assert [one.startswith("<ul") for one in shown] == [True] * 20 + [False]


def test_no_list_shows_more_than_fifty_rows(space, monkeypatch):
    living = LivingList("faits", "facts", "Faits", "Rien.", lambda *about: [Row(str(n), "/") for n in range(500)])
    monkeypatch.setitem(hooks.lists, "faits", living)

    html = of(space, "faits : 999").in_page("faits : 999")

    assert html.count("<li>") == 50
    assert "Et bien d’autres." in html


def test_an_empty_list_teaches_in_one_sentence(space):
    assert of(space, "pages sous celle-ci").in_page("pages sous celle-ci").startswith('<p class="note">Pas encore')


def test_a_hostile_title_is_words_in_the_page_and_in_a_copy(space, monkeypatch):
    living = LivingList("faits", "facts", "Faits", "Rien.", lambda *about: [Row(HOSTILE, "/f/", (HOSTILE,))])
    monkeypatch.setitem(hooks.lists, "faits", living)

    html, copy = of(space, "faits").in_page("faits"), markdown(space, "{{faits}}")

    links = [re.findall(r"<(?!/|ul|li|span)[^>]*>", one) for one in (html, render(copy))]
    assert links == [['<a href="/f/">'], ['<a href="/f/">']]


def test_a_copy_holds_the_list_in_plain_markdown(space, asked):
    copy = markdown(space, "Avant\n> {{faits : 1}}\n\n{{truc}}", base="https://exemple.example")

    row = "- [Fait n° 0](https://exemple.example/f/0/) · un · deux"
    assert copy == f"Avant\n> {row}\n> - Et 5 autres.\n\n{{{{truc}}}}"


def markdown(space, text, **options):
    return in_markdown(text, reader=Reader(space, None, timezone.localdate()), page=None, **options)


def test_the_latest_pages_are_those_she_may_read_without_the_one_she_reads(client, space):
    ines = a_member(space, "Inès")
    page = a_page(space, "Ici", html='<div data-list="pages récentes"></div>')
    a_page(space, "Là")
    a_page(space, "Secret", audience=Audience.of_persons(a_member(space, "Malo")))

    html = body(entered(client, ines), page)

    assert '">Là</a>' in html
    assert html.count("<li>") == 1


def body(client, page):
    return str(client.get(page.get_absolute_url()).context["body"])


def test_the_pages_under_a_page_are_those_she_may_read(client, space):
    ines = a_member(space, "Inès")
    page = a_page(space, "Ici", html='<div data-list="Subpages"></div>')
    a_page(space, "Dessous", parent=page)
    a_page(space, "Caché", parent=page, audience=Audience.of_persons(a_member(space, "Malo")))

    html = body(entered(client, ines), page)

    assert html.count("<li>") == 1
    assert ">Dessous</a>" in html


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize("times", [1, 5])
def test_lists_cost_one_query_whatever_their_number_and_length(space, count, times, django_assert_num_queries):
    for number in range(count):
        a_page(space, f"Page {number}", audience=readers_of(space))
    reader = Reader(space, a_member(space), timezone.localdate())
    made = LivingLists(["pages récentes", "recent pages : 3"], reader=reader, page=None)

    with django_assert_num_queries(1):
        html = [made.in_page(one) for one in ["pages récentes", "recent pages : 3"] * times]

    assert html[0].count("<li>") == count


def test_what_may_be_asked_for_is_offered_with_its_words(space):
    assert {"insert": "{{pages sous celle-ci}}", "label": "Pages sous celle-ci"} in embedded_lists.offered()


@settings(max_examples=often(100), deadline=None)
@given(st.text(max_size=40) | st.sampled_from(["groupes:", ":", "groupes : ９９", "Groupes : ²", "groupes::"]))
def test_whatever_is_written_it_is_a_known_list_or_none(written):
    asked = understood(written)

    assert asked is None or 1 <= asked.most <= embedded_lists.MOST_ROWS
