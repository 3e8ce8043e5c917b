"""What is found, in which order, by whom: the same on every database."""

import datetime

import pytest
from django.utils import timezone

from palabre.people.models import Audience, Seat
from palabre.search import hits
from palabre.search.tests.pairs import FOUND, NOT_FOUND
from palabre.search.tests.scene import found, titles
from tests.builders import a_decision, a_group, a_member, a_need, a_page, a_person, a_question, a_space

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def space():
    return a_space(public=True)


def test_what_people_type_finds_what_others_wrote(space):
    for _query, sentence in FOUND:
        a_need(space, sentence)
    titles("", space)

    missed = [(query, sentence) for query, sentence in FOUND if not says(query, sentence, space)]

    assert missed == []


def test_what_is_another_word_is_not_found(space):
    for _query, sentence in NOT_FOUND:
        a_need(space, sentence)
    titles("", space)

    assert [(query, sentence) for query, sentence in NOT_FOUND if says(query, sentence, space)] == []


def says(query, sentence, space):
    return sentence in [hit.title for hit in found(query, space).hits]


def test_the_very_word_in_a_title_comes_first_then_its_inflections_then_the_rest(space):
    a_page(space, "Rien", html="<p>Le début d’un jardinage.</p>")
    a_page(space, "Autre chose", html="<p>Des jardins.</p>")
    a_page(space, "Les jardins du bas", html="<p>Un texte.</p>")
    a_page(space, "Encore autre chose", html="<p>Un jardin.</p>")
    a_page(space, "Le jardin", html="<p>Un texte.</p>")

    order = ["Le jardin", "Les jardins du bas", "Encore autre chose", "Autre chose", "Rien"]
    assert titles("jardin", space) == order


def test_of_a_word_that_very_many_say_the_titles_come_first_all_the_same(space, monkeypatch):
    monkeypatch.setattr(hits, "MANY", 1)
    a_page(space, "Autre chose", html="<p>Un jardin.</p>")
    a_page(space, "Les jardins", html="<p>Un texte.</p>")
    a_page(space, "Le jardin", html="<p>Un texte.</p>")

    assert titles("jardin", space) == ["Le jardin", "Les jardins", "Autre chose"]


def test_a_rare_word_counts_more_than_a_common_one(space):
    for number in range(8):
        a_page(
            space, f"Page {number}", html="<p>La commune et le tracteur.</p>" if number == 0 else "<p>La commune.</p>"
        )
    a_page(space, "La commune", html="<p>Un tracteur.</p>")
    a_page(space, "Le tracteur", html="<p>La commune.</p>")

    assert titles("commune tracteur", space) == ["Le tracteur", "La commune", "Page 0"]


def test_of_two_that_say_the_same_the_latest_comes_first(space):
    days = [datetime.date(2031, 4, day) for day in (2, 9, 5)]
    for day in days:
        a_need(space, f"Une échelle pour le {day.day}", said_on=day)

    assert titles("échelle", space) == [f"Une échelle pour le {day}" for day in (9, 5, 2)]


def test_of_two_that_nothing_tells_apart_the_first_made_comes_first(space):
    day = datetime.date(2031, 4, 2)
    for name in ("A", "B", "C"):
        a_need(space, f"Une échelle {name}", said_on=day)

    assert titles("échelle", space) == ["Une échelle A", "Une échelle B", "Une échelle C"]


def test_all_the_words_are_asked_for(space):
    a_need(space, "Une échelle")
    a_need(space, "Une échelle et une bêche")

    assert titles("échelle bêche", space) == ["Une échelle et une bêche"]


def test_where_nothing_says_all_the_words_what_says_some_is_shown(space):
    a_need(space, "Une échelle")
    titles("", space)

    some = found("échelle brouette", space)

    assert ([hit.title for hit in some.hits], some.is_partial) == (["Une échelle"], True)


def test_nothing_is_found_of_no_words(space):
    a_need(space, "Une échelle")

    assert titles("?! …", space) == []


def test_results_come_by_pages(space):
    for number in range(25):
        a_need(space, f"Échelle {number:02}", said_on=datetime.date(2031, 4, 2))
    titles("", space)

    third = [hit.title for hit in found("échelle", space, page=3).hits]

    assert (third, found("échelle", space).total) == ([f"Échelle {number}" for number in range(20, 25)], 25)


def test_a_question_is_found_by_what_it_said_before(space):
    question = a_question(space, "Comment garder le fournil ?")
    question.say("Qui rallume le four ?", on=None, by=None)

    assert titles("fournil", space) == ["Qui rallume le four ?"]


def test_results_are_narrowed_by_kind_group_and_day(space):
    group = a_group(space, "Le groupe de l’échelle")
    need = a_need(space, "Une échelle", group=group, said_on=datetime.date(2031, 4, 2))
    a_decision(space, "On achète l’échelle.")
    titles("", space)

    within = f"groups.group:{group.pk}"
    assert [hit.title for hit in found("échelle", space, kind="meetings.decision").hits] == ["On achète l’échelle."]
    assert {hit.title for hit in found("échelle", space, within=within).hits} == {need.text, group.title}
    assert [hit.title for hit in found("échelle", space, since=datetime.date(2031, 1, 1)).hits] == [need.text]


def test_only_its_readers_find_a_thing(space):
    malo, ines = a_member(space, "Malo Tual"), a_member(space, "Inès Le Goff")
    a_need(space, "Une échelle pour Malo", audience=Audience.of_persons(malo))

    assert titles("échelle", space, malo) == ["Une échelle pour Malo"]
    assert titles("échelle", space, ines) == titles("échelle", space) == []


def test_the_order_tells_nothing_of_what_one_does_not_read(space, monkeypatch):
    monkeypatch.setattr(hits, "MANY", 2)
    among_us = Audience.of_persons(a_member(space))
    for title, body in (
        ("Alpha", "Un verger."),
        ("Beta", "Un licenciement."),
        ("Gamma", "Des fours."),
        ("Delta", "Un four."),
    ):
        a_page(space, title, html=f"<p>{body}</p>")
    asked, orders = ("verger licenciement", "four"), []

    for secret in ("", "Un licenciement, un four.", "Un verger, puis un verger.", "Un verger."):
        a_page(space, "Entre nous", html=f"<p>{secret}</p>", audience=among_us)
        orders.append([titles(query, space) for query in asked])

    assert orders == [[["Alpha", "Beta"], ["Delta", "Gamma"]]] * 4


def test_a_seat_that_was_taken_away_finds_no_longer(space):
    malo = a_member(space, "Malo Tual")
    a_need(space, "Une échelle pour Malo", audience=Audience.of_persons(malo))
    titles("", space)
    Seat.objects.filter(person=malo).update(until=timezone.now())

    assert found("échelle", space, malo).total == 0


def test_what_the_space_reads_is_not_found_by_a_passer_by_nor_by_who_has_not_joined(space):
    a_need(space, "Une échelle", audience=Audience.of_space(space))

    assert titles("échelle", space, a_member(space)) == ["Une échelle"]
    assert titles("échelle", space, a_person(space)) == titles("échelle", space) == []


def test_nothing_of_another_space_is_found(space):
    other = a_space("Ailleurs", public=True)
    a_need(other, "Une échelle")

    assert titles("échelle", other) == ["Une échelle"]
    assert titles("échelle", space, a_member(other)) == titles("échelle", space) == []


def test_members_find_who_came_by_and_nobody_else_does(space):
    a_person(space, "Nadège Kerouanton")
    malo = a_member(space, "Malo Tual")

    assert titles("malo", space, malo) == ["Malo Tual"]
    assert titles("nadège", space, malo) == titles("malo", space) == []
