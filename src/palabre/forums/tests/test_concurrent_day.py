"""A hall that presses at the same instant: one sheet at a place, one number for each question, one closing."""

import pytest
from django.utils import timezone

from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.sheet_pledges import pledge_for, pledge_to_sheet
from palabre.forums.tests.scene import AT, prepared, standing, typed, written
from palabre.forums.wall.sheets import propose
from palabre.groups.models import Group
from palabre.refusal import Refusal
from tests.at_once import at_once
from tests.builders import a_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
HALL = 12


def test_a_place_that_a_hall_presses_at_once_goes_to_one_sheet():
    day, sabine = prepared()
    for number in range(1, HALL + 1):
        written(day, sabine, number, f"Question {number} ?")

    faults = at_once(*[(lambda line=f"{number} 1 B": typed(day, sabine, line)) for number in range(1, HALL + 1)])

    assert {type(fault) for fault in faults} == {Refusal}
    assert (len(faults), len(standing(day))) == (HALL - 1, 1)


def test_questions_proposed_at_once_each_take_a_number_and_a_form_sent_twice_takes_one():
    day, _sabine = prepared(public=True)
    people = [a_person(day.forum.space, f"Personne {nth}") for nth in range(HALL)]

    faults = at_once(*[asking(day, one) for one in [*people, *people[:4]]])

    assert faults == []
    assert sorted(one.number for one in day.sheets.all()) == list(range(41, 41 + HALL))


def asking(day, person):
    return lambda: propose(day, f"{person.name} demande ?", by=person, at=AT, form_token=f"{person.pk}")


def test_a_day_that_is_closed_twice_at_once_while_people_go_on_begins_each_group_once():
    day, sabine = prepared(public=True)
    sheet = written(day, sabine, 12)
    pledge_for(sheet, "Éloi", by=sabine, at=AT, carries=True)
    people = [a_person(day.forum.space, f"Personne {nth}") for nth in range(4)]

    faults = at_once(
        *[lambda: close_day(day, {}, by=sabine, at=timezone.now())] * 2,
        *[(lambda one=one: pledge_to_sheet(sheet, by=one, at=AT, carries=False)) for one in people],
    )

    group = Group.objects.get()
    assert {type(fault) for fault in faults} <= {Refusal}
    assert group.pledges.count() == sheet.pledges.filter(carries=False).count() == 4 - len(faults)
