"""A closing, undone or not, reads a day once, and leaves out nobody whom the paper names."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palabre.forums.outcome.closure import close_day
from palabre.forums.outcome.closure_undo import reopen_day
from palabre.forums.outcome.sheet_pledges import pledge_for, pledge_to_sheet
from palabre.forums.tests.scene import AT, as_, at, prepared, written
from palabre.groups.group_access import may_decide
from palabre.groups.roles.pledges import How, come_along
from palabre.people.models import Person
from tests.builders import a_group, a_member

pytestmark = pytest.mark.django_db


def named(sheet, name, by, *, carries):
    return pledge_for(sheet, name, by=by, at=AT, carries=carries)


def closed_and_reopened(sheets):
    """Return the queries of a closing, of one that comes to groups already there, and of undoing each."""
    day, sabine = prepared(public=True)
    there = []
    for number in range(21, 21 + 2 * sheets):
        sheet = written(day, sabine, number, f"Q {number}")
        named(sheet, f"Nom{number}", sabine, carries=True)
        pledge_for(sheet, f"Autre{number}", by=sabine, at=AT, carries=False, how=How(reply_to="a@exemple.example"))
        if number % 2:
            there.append(a_group(day.forum.space, f"G {number}", carrying=(sheet.question,)))
    with CaptureQueriesContext(connection) as closing:
        made = close_day(day, {}, by=sabine, at=AT)
    with CaptureQueriesContext(connection) as reopening:
        reopen_day(day, by=sabine, at=AT)
    assert (len(made), [people_of(group) for group in there]) == (sheets, [([], [])] * sheets)
    return len(closing), len(reopening)


def test_the_queries_of_a_closing_and_of_its_undoing_do_not_grow_with_the_sheets():
    assert closed_and_reopened(1) == closed_and_reopened(3)


def people_of(group):
    """Return the names of those who carry the group, and of those who come."""
    rows = group.memberships.carrying(), group.pledges.all()
    return tuple(sorted(one.person.name for one in those) for those in rows)


def test_who_carries_it_in_passing_leaves_out_nobody_whom_the_paper_names():
    day, sabine = prepared(public=True)
    sheet = written(day, sabine, 12)
    named(sheet, "Éloi", sabine, carries=True)
    named(sheet, "Bernadette", sabine, carries=False)
    passing = Person.objects.create(space=day.forum.space, name="Malo Riou", is_self_named=True, came_at=AT)
    group = a_group(day.forum.space, "Le mercredi", convened_by=(passing,), carrying=(sheet.question,))

    made = close_day(day, {}, by=sabine, at=AT)

    assert made == []
    assert people_of(group) == (["Malo Riou", "Éloi"], ["Bernadette"])


def test_who_carries_a_sheet_comes_to_the_group_of_a_member_and_carries_nothing_there():
    day, sabine = prepared(public=True)
    sheet = written(day, sabine, 12)
    named(sheet, "Éloi", sabine, carries=True)
    ines = a_member(day.forum.space, "Inès Carvalho")
    group = a_group(day.forum.space, "Le mercredi", convened_by=(ines,), carrying=(sheet.question,))

    close_day(day, {}, by=sabine, at=AT)

    assert people_of(group) == (["Inès Carvalho"], ["Éloi"])


@pytest.mark.parametrize("by_paper", [False, True])
def test_a_host_carries_no_group_that_others_carry_since_by_closing_the_day_again(by_paper):
    day, malo = prepared(public=True)
    sheet = written(day, malo, 12)
    ines = a_member(day.forum.space, "Inès Carvalho")
    pledge_to_sheet(sheet, by=ines, at=AT, carries=True)
    (group,) = close_day(day, {}, by=malo, at=AT)
    come_along(group, by=a_member(day.forum.space, "Zoé Le Bris"), at=AT)

    his = as_(malo)
    his.post(at(day, "reopening"))
    named(sheet, "Éloi", malo, carries=True) if by_paper else pledge_to_sheet(sheet, by=malo, at=AT, carries=True)
    his.post(at(day, "closing"), {})

    assert not may_decide(malo, group)
    assert people_of(group) == (["Inès Carvalho"], sorted(["Éloi" if by_paper else "Sabine Le Goff", "Zoé Le Bris"]))


def test_who_is_typed_after_a_closing_that_was_undone_comes_to_the_group():
    day, sabine = prepared(public=True)
    sheet = written(day, sabine, 12)
    named(sheet, "Éloi", sabine, carries=True)
    (group,) = close_day(day, {}, by=sabine, at=AT)
    come_along(group, by=a_member(day.forum.space, "Zoé Le Bris"), at=AT)
    reopen_day(day, by=sabine, at=AT)
    named(sheet, "Nadège", sabine, carries=True)
    named(sheet, "Bernadette", sabine, carries=False)

    close_day(day, {}, by=sabine, at=AT)

    assert people_of(group) == (["Nadège", "Éloi"], ["Bernadette", "Zoé Le Bris"])


def test_a_host_takes_back_a_name_typed_in_passing_and_not_the_word_of_a_member():
    day, sabine = prepared(public=True)
    sheet = written(day, sabine, 12)
    passing = Person.objects.create(space=day.forum.space, name="Malo Riou", is_self_named=True, came_at=AT)
    theirs, hers = (
        pledge_to_sheet(sheet, by=one, at=AT, carries=True)
        for one in (passing, a_member(day.forum.space, "Zoé Le Bris"))
    )
    paper = named(sheet, "Éloi", sabine, carries=True)

    sent = [as_(sabine).post(at(day, "not_going_on", one.pk)).status_code for one in (theirs, paper, hers)]

    assert (sent, list(sheet.pledges.all())) == ([302, 302, 409], [hers])


def test_a_host_finds_who_said_by_phone_that_they_carry_however_much_is_copied_since():
    day, sabine = prepared(public=True)
    sheet = written(day, sabine, 12)
    passing = Person.objects.create(space=day.forum.space, name="Malo Riou", is_self_named=True, came_at=AT)
    said = pledge_to_sheet(sheet, by=passing, at=AT, carries=True)
    for nth in range(12):
        named(sheet, f"Nom{nth}", sabine, carries=False)

    page = as_(sabine).get(at(day, "going_on")).content.decode()

    assert page.count(at(day, "not_going_on", said.pk)) == 1
