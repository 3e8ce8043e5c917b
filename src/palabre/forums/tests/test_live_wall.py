"""The living screens of a day: what they show, to whom, and what they cost."""

import dataclasses
import json

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from palabre.forums.broadcast import wall_html
from palabre.forums.broadcast.wall_html import wall_reading
from palabre.forums.broadcast.wall_screen import Onlooker, ScreenKind
from palabre.forums.broadcast.wall_topic import judged
from palabre.forums.broadcast.wall_websocket import device_number, screen_kind
from palabre.forums.day.forum_codes import day_key
from palabre.forums.models import SheetPledge
from palabre.forums.tests.scene import PLAN, as_, at, prepared, typed, written
from palabre.forums.wall.wall_lines import read_hours
from palabre.groups.templatetags.qr_tags import qr
from palabre.live.live_visitors import LiveVisitor
from palabre.live.visitor_rights import Right
from palabre.people.models import Audience
from palabre.spaces.models import Space
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db
ALL_DAY = dataclasses.replace(PLAN, held_on=timezone.localdate(), hours=tuple(read_hours("0 h - 23 h 59")))
ANYBODY = -7


@pytest.fixture
def scene():
    day, sabine = prepared(public=True, plan=ALL_DAY)
    written(day, sabine, 12, "Qui conduit ?", asked_by="Éloi Tanguy")
    typed(day, sabine, "12 1 A")
    return day, sabine


def shown(day, kind, *, is_inside=False, language="fr"):
    return wall_reading(day.forum_id).shown(Onlooker(kind, is_inside, "https://exemple.example"), language)[0]


def right_of(day, person):
    visitor = LiveVisitor(day.forum_id, person)
    return judged([visitor])[visitor].right


@pytest.mark.parametrize("kind", list(ScreenKind))
def test_each_screen_shows_the_wall_and_keeps_surnames_from_who_passes_by(scene, kind):
    day, _sabine = scene

    outside, inside = shown(day, kind), shown(day, kind, is_inside=True)

    assert "Qui conduit" in outside
    assert "Tanguy" not in outside
    assert ("Tanguy" in inside) is (kind is not ScreenKind.GRID)


@pytest.mark.parametrize(("name", "kind"), [("forum", "phone"), ("wall", "wall"), ("projector", "projector")])
def test_a_page_shows_what_its_updates_show(scene, name, kind):
    day, _sabine = scene
    phone = Client()

    page = phone.get(at(day, name)).content.decode()
    told = json.loads(phone.get(at(day, "state"), {"as": kind}).content)

    part = told["html"].strip().splitlines()
    assert all(line.strip() in page for line in part)
    assert f'data-version="{told["version"]}"' in page
    assert "data-live" in told["html"]


def test_a_question_kept_to_a_few_is_on_no_living_screen(scene):
    day, sabine = scene
    sheet = written(day, sabine, 13, "Entre nous ?")
    sheet.question.audience = Audience.of_persons(sabine)
    sheet.question.save()
    Space.touch(day.forum.space_id)

    assert "Entre nous" not in shown(day, ScreenKind.WALL) + shown(day, ScreenKind.WALL, is_inside=True)
    assert "Entre nous" not in as_(sabine).get(at(day, "wall")).content.decode()


def test_a_question_of_members_is_shown_to_members_alone(scene):
    day, sabine = scene
    sheet = written(day, sabine, 13, "Entre nous ?")
    sheet.question.audience = Audience.of_space(day.forum.space)
    sheet.question.save()
    Space.touch(day.forum.space_id)

    assert "Entre nous" not in shown(day, ScreenKind.WALL)
    assert "Entre nous" in shown(day, ScreenKind.WALL, is_inside=True)


def test_who_passes_by_follows_a_public_forum_only(scene):
    day, _sabine = scene
    closed, _host = prepared()
    stranger = a_member(a_space("Ailleurs"), "Hugo")

    assert right_of(day, ANYBODY) is Right.READ
    assert right_of(closed, ANYBODY).is_no
    assert right_of(closed, stranger.pk).is_no
    assert right_of(closed, a_member(closed.forum.space, "Zoé").pk) in (Right.READ, Right.WRITE)
    assert Client().get(at(closed, "state")).status_code == 404


def test_a_space_that_closes_again_ends_the_screens_of_who_passes_by(scene):
    day, _sabine = scene
    Space.objects.filter(pk=day.forum.space_id).update(public_at=None)

    assert right_of(day, ANYBODY).is_no


def test_the_state_is_not_sent_again_while_nothing_changed(scene):
    day, sabine = scene
    phone = Client()
    version = json.loads(phone.get(at(day, "state")).content)["version"]

    same = phone.get(at(day, "state"), {"version": version}).status_code
    typed(day, sabine, "12 1 B")
    changed = phone.get(at(day, "state"), {"version": version}).status_code

    assert (same, changed) == (304, 200)


def test_an_unknown_screen_is_a_phone_and_devices_count_apart():
    requests = [RequestFactory().get("/") for _one in range(2)]

    assert screen_kind("root") is ScreenKind.PHONE
    assert device_number(requests[0]) == device_number(requests[1]) < 0


def test_a_screen_costs_the_same_however_much_stands_on_the_wall(scene, django_assert_max_num_queries):
    day, sabine = scene
    for number, spot in ((1, "1 B"), (2, "1 C")):
        typed(day, sabine, f"{number} Question {number}", asked_by=f"Nom {number}")
        typed(day, sabine, f"{number} {spot}")

    with django_assert_max_num_queries(10):
        shown(day, ScreenKind.PROJECTOR)
    with django_assert_max_num_queries(1):
        shown(day, ScreenKind.PROJECTOR)


def test_the_projector_follows_the_day(scene):
    day, sabine = scene
    where = shown(day, ScreenKind.PROJECTOR)
    day.slots.update(ends="00:00:01", starts="00:00")
    pledge = SheetPledge.objects.create(sheet=day.sheets.get(), person=sabine, carries=True, at=timezone.now())
    Space.touch(day.forum.space_id)
    who = shown(day, ScreenKind.PROJECTOR)
    day.close(timezone.now())
    Space.touch(day.forum.space_id)
    over = shown(day, ScreenKind.PROJECTOR)

    assert pledge.carries
    assert ("Où aller maintenant" in where, day.code[:4] in where) == (True, True)
    assert ("Qui continue" in who, "Sabine" in who, "La vôtre" in who) == (True, True, True)
    assert ("Merci" in over, day.code[:4] in over, "exemple.example/s/" in over) == (True, False, True)


def test_in_the_circle_the_projector_says_the_theme_and_no_code():
    plan = dataclasses.replace(ALL_DAY, at=timezone.localtime().time().replace(second=0, microsecond=0))
    day, _sabine = prepared(public=True, plan=plan)

    said = shown(day, ScreenKind.PROJECTOR)

    assert "Les personnes présentes sont les bonnes" in said
    assert day.code[:4] not in said


def test_addresses_that_a_stranger_makes_up_fill_no_memory(scene, monkeypatch):
    """Each port in the address of a page is another screen: the oldest ones are forgotten."""
    monkeypatch.setattr("palabre.forums.broadcast.wall_html.MOST_MADE", 2)
    day, _sabine = scene
    reading = wall_reading(day.forum_id)

    ways = [Onlooker(ScreenKind.PROJECTOR, False, f"https://exemple.example:{one}") for one in range(4)]
    made = [reading.shown(one, "fr") for one in ways]

    assert len(reading.made) == 2
    assert reading.shown(ways[3], "fr") is made[3]


def test_a_screen_is_drawn_once_at_however_many_addresses_it_is_asked_for(scene, monkeypatch):
    day, _sabine = scene
    drawn, render = [], wall_html.render_to_string
    monkeypatch.setattr(wall_html, "render_to_string", lambda *some: drawn.append(some[0]) or render(*some))
    monkeypatch.setattr("palabre.forums.broadcast.wall_html.MOST_MADE", 2)
    reading, addresses = wall_reading(day.forum_id), [f"https://exemple.example:{port}" for port in range(8000, 8003)]

    screens = [
        [reading.shown(Onlooker(kind, False, one), "fr")[0] for one in addresses]
        for kind in (ScreenKind.GRID, ScreenKind.PROJECTOR)
        for _twice in range(2)
    ]

    assert (len([one for one in drawn if not one.endswith("#square")]), screens[2]) == (2, screens[3])
    for one, html in zip(addresses, screens[2]):
        assert f">{one.removeprefix('https://')}/forum<" in html
        assert qr(one + reverse("forum_code:square", args=[day.code, day_key(day)])) in html
