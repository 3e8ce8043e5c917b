"""The order in which each phone is shown the questions of a vote, and what its page costs."""

from collections import Counter

import pytest
from django.utils import timezone

from palabre.forums.models import Ballot
from palabre.forums.tests.dot_scene import QUESTIONS, a_phone, a_vote, dots_on, order_on, page_of, put
from palabre.forums.tests.scene import at, written
from palabre.forums.wall.withdrawal import withdraw_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return a_vote()


def test_each_question_is_first_on_its_share_of_the_phones_and_stays_where_it_was(scene):
    day, _sabine = scene
    phones = [a_phone(day) for _nth in range(11)]

    orders = [order_on(one, day) for one in phones]

    firsts = Counter(one[0] for one in orders)
    assert set(firsts.values()) <= {2, 3}
    assert sorted(firsts) == sorted(QUESTIONS)
    put(phones[0], day, 12)
    assert [order_on(one, day) for one in phones] == orders


def test_looking_at_the_page_writes_nothing_and_offers_to_begin(scene):
    day, _sabine = scene
    phone = a_phone(day)

    page = phone.get(at(day, "ballot")).content.decode()

    assert 'name="begin"' in page
    assert 'name="put"' not in page
    assert not Ballot.objects.exists()


def test_a_question_that_comes_late_is_shown_somewhere_and_moves_no_other(scene):
    day, sabine = scene
    phones = [a_phone(day) for _nth in range(6)]
    before = [order_on(one, day) for one in phones]

    written(day, sabine, 40, "Une question tardive ?")

    after = [order_on(one, day) for one in phones]
    assert [[number for number in one if number != 40] for one in after] == before
    assert all(40 in one for one in after)
    assert len({one.index(40) for one in after}) > 1


def test_the_dot_of_a_question_that_is_taken_back_comes_back(scene):
    day, sabine = scene
    phone = a_phone(day)
    put(phone, day, 3, 7, 12)

    withdraw_sheet(day.sheets.get(number=7), by=sabine, at=timezone.now())

    assert put(phone, day, 20).status_code == 302
    assert dots_on(phone, day) == [3, 12, 20]


def test_the_page_costs_as_many_queries_with_many_questions(scene, django_assert_max_num_queries):
    day, sabine = scene
    phone = a_phone(day)
    page_of(phone, day)
    for number in range(32, 39):
        written(day, sabine, number, f"Question {number} ?")

    with django_assert_max_num_queries(12):
        phone.get(at(day, "ballot"))
