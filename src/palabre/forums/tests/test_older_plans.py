"""What a host said of the day and its wall is not replaced by a form that was opened before."""

import datetime

import pytest
from django.test import Client

from palabre.forums.ballots.day_dots import vote_of
from palabre.forums.tests.scene import as_, at, day_now, prepared
from palabre.people.hooks import record_fact
from tests.builders import a_member, entered
from tests.stewards import given_care

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """The day, the address of its form, who prepared it, and who has the care of the space and hosts it too."""
    day, sabine = prepared()
    record_fact("stewardship.taken_up", day.forum.space, by=sabine)
    malo = given_care(a_member(day.forum.space, "Malo Riou"))
    return day, at(day, "change"), as_(sabine), entered(Client(), malo)


def fields(answer):
    form = answer.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: str(one).replace("True", "on") for name, one in values.items() if one}


def plan(day):
    now = day_now(day.forum)
    vote = vote_of(now)
    return (
        [f"{one.starts:%H:%M}" for one in now.slots.order_by("position")],
        now.forum.held_on,
        now.at,
        vote and vote.each,
    )


def test_who_corrects_the_venue_alone_takes_off_no_hour_day_or_dots_of_another_host(scene):
    day, door, sabine, malo = scene
    older = fields(sabine.get(door)) | {"venue": "Salle neuve"}
    theirs = fields(malo.get(door))
    said = {"hours": theirs["hours"] + "\n18:00 - 18:45", "day": "samedi 12 décembre, 8 h 15", "dots": "on"}
    malo.post(door, theirs | said)
    told = plan(day)

    answer = sabine.post(door, older)

    assert (answer.status_code, plan(day), day_now(day.forum).venue) == (302, told, "Salle neuve")
    assert (told[0][-1], told[1].day, told[2], told[3]) == ("18:00", 12, datetime.time(8, 15), 5)


@pytest.mark.parametrize("name", ["hours", "day"])
def test_what_both_changed_is_refused_with_both_and_goes_once_it_was_shown(scene, name):
    day, door, sabine, malo = scene
    words = {"hours": ("9:00 - 9:45", "18:00 - 18:45"), "day": ("dimanche 13 décembre", "samedi 12 décembre, 8 h 15")}
    mine, other = words[name]
    older = fields(sabine.get(door)) | {name: mine}
    malo.post(door, fields(malo.get(door)) | {name: other})
    told = plan(day)

    refused = sabine.post(door, older)

    assert (refused.status_code, plan(day)) == (409, told)
    assert [field.name for field, _text in refused.context["form"].written_meanwhile()] == [name]
    assert sabine.post(door, fields(refused)).status_code == 302
    assert plan(day) != told


def test_a_host_who_goes_back_in_the_browser_changes_the_day_again(scene):
    day, door, sabine, _malo = scene
    form = fields(sabine.get(door))

    answers = [sabine.post(door, form | {"day": f"samedi {on} décembre"}).status_code for on in (12, 19)]

    assert (answers, plan(day)[1].day) == ([302, 302], 19)


def test_the_hours_that_a_change_replaced_are_read_under_the_form(scene):
    _day, door, sabine, malo = scene
    before = fields(sabine.get(door))
    malo.post(door, before | {"hours": "9:00 - 9:45"})

    former = sabine.get(door).context["former"]

    assert [one.texts["hours"] for one in former] == [before["hours"]]
