"""A forum is prepared in four answers, or written down once it is past; only hosts change it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from palabre.forums.day.forum_preparation import Plan, add_day, change_forum, prepare_forum
from palabre.forums.models import ForumDay
from palabre.forums.tests.scene import HOURS, PLAN, SPOTS, as_, at, day_now, prepared, standing, typed, written
from palabre.forums.wall.wall_copy import begin_past_forum
from palabre.forums.wall.wall_lines import Spot, read_wall_line
from palabre.questions.models import Forum
from palabre.refusal import Refusal
from tests.builders import a_forum, a_member, a_person, a_space

pytestmark = pytest.mark.django_db
ANSWERS = {"theme": "Que faire ensemble ?", "day": "demain à 9 h", "venue": "La halle", "hours": "10h30\n11:30 - 12:00"}


def prepare(client, space, **said):
    return client.post(reverse("forums:new", args=[space.slug]), ANSWERS | {"places": "Table 1, calme\nCour"} | said)


def test_four_answers_make_a_wall():
    space = a_space()

    answer = prepare(as_(a_member(space)), space)

    day = day_now(Forum.objects.get())
    assert answer.url == day.forum.get_absolute_url()
    assert (day.forum.held_on, day.at) == (timezone.localdate() + datetime.timedelta(days=1), datetime.time(9))
    assert [f"{one.starts:%H:%M} {one.ends:%H:%M}" for one in day.slots.order_by("position")] == [
        "10:30 11:15",
        "11:30 12:00",
    ]
    assert [(one.letter, one.name, one.access) for one in day.places.order_by("position")] == [
        ("A", "Table 1", "calme"),
        ("B", "Cour", ""),
    ]


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("aujourd’hui", None),
        ("Aujourd'hui, 9 h", 9),
        ("aujourd’hui à 7 h", 7),
        ("cet après-midi", None),
        ("today, 9:00", 9),
    ],
)
def test_a_day_that_is_today_is_read_whatever_the_hour(words, hour):
    space = a_space()

    prepare(as_(a_member(space)), space, day=words)

    day = day_now(Forum.objects.get())
    assert (day.forum.held_on, day.at) == (timezone.localdate(), None if hour is None else datetime.time(hour))


def test_the_same_form_sent_twice_makes_one_forum():
    space = a_space()
    client = as_(a_member(space))

    answers = [prepare(client, space, form_token="once").url for _time in range(2)]

    assert answers[0] == answers[1]
    assert Forum.objects.count() == 1


@pytest.mark.parametrize("said", [{"theme": " "}, {"day": "un jour"}, {"hours": "vers midi"}])
def test_what_cannot_be_read_is_refused_and_comes_back(said):
    space = a_space()

    answer = prepare(as_(a_member(space)), space, **said)

    assert answer.status_code == 409
    assert "La halle" in answer.content.decode()
    assert not Forum.objects.exists()


def test_only_members_prepare_a_forum():
    space = a_space(public=True)
    guest = a_person(space, "Chloé Le Bris")

    with pytest.raises(Refusal):
        prepare_forum(space, PLAN, by=guest)

    assert prepare(as_(guest), space).status_code == 403


def test_a_forum_that_took_place_gets_its_page_with_its_questions():
    space = a_space()
    said = {"theme": "", "day": "14 septembre", "questions": "3 Qui répare ?\n3 1 B\nEt les vélos ?"}
    wall = {"hours": "10h30", "places": "Table 1\nTable 2"}

    as_(a_member(space)).post(reverse("forums:past", args=[space.slug]), said | wall)

    day = day_now(Forum.objects.get())
    assert (day.forum.held_on.month, day.forum.held_on <= timezone.localdate()) == (9, True)
    assert [(one.number, one.question.text) for one in day.sheets.order_by("number")] == [
        (3, "Qui répare ?"),
        (41, "Et les vélos ?"),
    ]
    assert standing(day) == ["3 1 B"]


def test_a_forum_that_minutes_told_gets_its_day():
    space = a_space()
    forum = a_forum(space, "", held_on=datetime.date(2026, 9, 14))

    youssef = a_member(space)
    for _twice in range(2):
        add_day(forum, PLAN, by=youssef)
    with pytest.raises(Refusal):  # what another wrote meanwhile is not dropped in silence
        add_day(forum, PLAN, by=a_member(space, "Hugo"))

    assert (ForumDay.objects.get().forum, ForumDay.objects.get().by.name) == (forum, "Youssef Belhadi")


def test_an_hour_put_between_two_others_moves_no_question():
    day, sabine = prepared()
    written(day, sabine, 12)
    typed(day, sabine, "12 2 B")
    hours = (HOURS[0], HOURS[0].__class__(datetime.time(11, 15), datetime.time(11, 30)), HOURS[1])

    change_forum(day, Plan(PLAN.theme, PLAN.held_on, hours=hours, spots=SPOTS), by=sabine)

    assert standing(day) == ["12 3 B"]


def test_a_place_where_a_question_stands_does_not_go():
    day, sabine = prepared()
    written(day, sabine, 12)
    typed(day, sabine, "12 2 C")

    with pytest.raises(Refusal):
        change_forum(day, Plan(PLAN.theme, PLAN.held_on, hours=HOURS, spots=SPOTS[:2]), by=sabine)

    change_forum(day, Plan(PLAN.theme, PLAN.held_on, hours=HOURS, spots=(*SPOTS[:2], Spot("Verger"))), by=sabine)
    assert standing(day) == ["12 2 C"]
    assert day.places.get(position=3).name == "Verger"


def test_a_member_who_does_not_host_changes_nothing():
    day, _sabine = prepared()
    hugo = a_member(day.forum.space, "Hugo Ferreira")

    with pytest.raises(Refusal):
        change_forum(day, PLAN, by=hugo)

    assert as_(hugo).get(at(day, "change")).status_code == 403
    assert as_(hugo).get(at(day, "copy")).status_code == 403
    assert as_(hugo).get(at(day, "closing")).status_code == 403


@pytest.mark.parametrize(
    "lines",
    [["Question"] * 301, ["1 1 A Qui ?"] * 151, ["1 a", *["1 1 A"] * 300], ["1 a", *["1 -"] * 1000, "1 9 Z"]],
    ids=lambda lines: lines[-1],
)
def test_the_lines_of_a_past_forum_are_bounded(lines):
    space = a_space()
    sabine = as_(a_member(space, "Sabine Le Goff"))
    said = {"theme": "t", "questions": "\n".join(lines), "hours": "10h", "places": "A", "form_token": "k"}

    with CaptureQueriesContext(connection) as queries:
        answer = sabine.post(reverse("forums:past", args=[space.slug]), said)

    assert answer.status_code == 409
    assert len(queries) < 200
    assert not Forum.objects.exists()


def test_a_line_that_takes_off_the_wall_says_nothing_of_a_past_forum():
    space = a_space()
    sabine = a_member(space, "Sabine Le Goff")
    lines = [read_wall_line(one) for one in ("1 2 B", "1 Qui conduit ?", "1 -", "9 -", "2 1 A Qui range ?")]

    forum = begin_past_forum(space, PLAN, lines, by=sabine, at=timezone.now())

    assert standing(day_now(forum)) == ["1 2 B", "2 1 A"]
