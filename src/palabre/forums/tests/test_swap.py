"""A place that is taken: the helper swaps both sheets in one click, and undoes it in one."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from palabre.forums.tests.scene import AT, as_, at, prepared, standing, typed, written
from palabre.forums.wall.placements import lose_place
from palabre.forums.wall.swap import swap_sheets
from palabre.refusal import Refusal
from tests.builders import a_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    day, sabine = prepared(public=True)
    for number in (5, 11, 12):
        written(day, sabine, number, f"Question {number} ?")
    typed(day, sabine, "11 1 C")
    typed(day, sabine, "5 2 A")
    return day, sabine


def stood(day, *numbers):
    """Return the ids of the sessions of these sheets, 0 without one."""
    rows = [day.sheets.get(number=one).sessions.standing().first() for one in numbers]
    return tuple(one.pk if one else 0 for one in rows)


def swapping(day, *numbers):
    return at(day, "swap", *numbers, *stood(day, *numbers))


def undoing(answer):
    """Return the address that undoes what this answer confirms."""
    return [str(one.extra_tags) for one in get_messages(answer.wsgi_request)][-1]


def test_a_refused_line_offers_to_swap_and_the_swap_is_undone_in_one_click(scene):
    day, sabine = scene
    client, swap = as_(sabine), swapping(day, 5, 11)

    page = client.post(at(day, "copy"), {"line": "5 1 C", "form_token": "t"})
    undo = undoing(client.post(swap))
    swapped = standing(day)
    client.post(undo)

    assert (page.status_code, swap in page.content.decode()) == (409, True)
    assert (swapped, standing(day)) == (["5 1 C", "11 2 A"], ["5 2 A", "11 1 C"])


def test_a_double_tap_swaps_once_and_undoes_once(scene):
    day, sabine = scene
    client, swap = as_(sabine), swapping(day, 12, 11)

    undo = [undoing(client.post(swap)) for _tap in range(2)]
    swapped = standing(day)
    answers = [client.post(undo[0]).status_code for _tap in range(2)]

    assert (undo[0] == undo[1], swapped) == (True, ["5 2 A", "12 1 C"])
    assert (answers, standing(day)) == ([302, 302], ["5 2 A", "11 1 C"])


def test_nothing_that_moved_since_is_moved_by_an_old_page_nor_by_an_undo(scene):
    day, sabine = scene
    client, old = as_(sabine), swapping(day, 5, 12)
    undo = undoing(client.post(swapping(day, 5, 11)))
    typed(day, sabine, "11 2 B")

    answers = [client.post(one).status_code for one in (undo, old)]

    assert (answers, standing(day)) == ([409, 409], ["5 1 C", "11 2 B"])


def test_a_sheet_without_a_place_takes_it_and_the_other_one_loses_it(scene):
    day, sabine = scene

    swap_sheets(day.sheets.get(number=12), day.sheets.get(number=11), stood(day, 12, 11), by=sabine, at=AT)

    assert standing(day) == ["5 2 A", "12 1 C"]


@pytest.mark.parametrize("line", ["5 1 B", "99 1 C", "11 1 C", "5 9 Z", "5 -", "Et le car ?"])
def test_nothing_is_offered_where_nothing_stands(scene, line):
    day, sabine = scene

    page = as_(sabine).post(at(day, "copy"), {"line": line, "form_token": "t"}).content.decode()

    assert "/swap/" not in page


def test_only_hosts_swap_and_a_closed_wall_stays(scene):
    day, sabine = scene
    others = [Client(), as_(a_member(day.forum.space, "Hugo"))]

    assert [one.post(swapping(day, 5, 11)).status_code for one in others] == [403, 403]
    day.close(AT)
    with pytest.raises(Refusal):
        swap_sheets(day.sheets.get(number=5), day.sheets.get(number=11), stood(day, 5, 11), by=sabine, at=AT)


def test_nobody_is_sent_to_a_place_that_is_lost(scene):
    day, sabine = scene
    lose_place(day.places.get(position=1), by=sabine, at=AT)

    with pytest.raises(Refusal):
        swap_sheets(day.sheets.get(number=5), day.sheets.get(number=11), stood(day, 5, 11), by=sabine, at=AT)

    assert standing(day) == ["5 2 A", "11 1 C"]
