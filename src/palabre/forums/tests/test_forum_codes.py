"""A code leads to the page of a forum: no name is asked, and it ends with its day. Among members: test_hall."""

import dataclasses
import importlib

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.forums.day.forum_codes import day_key
from palabre.forums.models import ServedCode
from palabre.forums.tests.scene import AT, PLAN, as_, at, day_now, prepared
from palabre.journal.models import Entry
from palabre.people.models import Person
from tests.builders import a_member

pytestmark = pytest.mark.django_db
DOOR = "/forum/"


def square(day, key=""):
    return reverse("forum_code:square", args=[day.code, key or day_key(day)])


def test_the_letters_lead_to_the_forum_and_make_nobody():
    day, sabine = prepared(public=True)
    phone = Client()

    answer = phone.post(DOOR, {"code": f" {day.code[:4].lower()} {day.code[4:]}"})

    assert answer.url == day.forum.get_absolute_url()
    assert phone.get(answer.url).status_code == 200
    assert list(Person.objects.all()) == [sabine]


def test_the_square_leads_there_and_a_forged_one_does_not():
    day, _sabine = prepared(public=True)

    assert Client().get(square(day)).url == day.forum.get_absolute_url()
    assert Client().get(square(day, "0" * 16)).status_code == 404


def closed(*, public):
    day, _sabine = prepared(public=public)
    day.have_newsroom("BCDFGHJK")
    day.close(AT)
    return day


@pytest.mark.parametrize("way", ["code", "newsroom_code", "square"])
def test_the_code_of_a_closed_public_day_leads_to_what_it_left_and_opens_nothing(way):
    day = closed(public=True)
    phone = Client()

    answer = phone.get(square(day)) if way == "square" else phone.post(DOOR, {"code": getattr(day, way)})
    page = phone.get(answer.url)

    assert answer.url == day.forum.get_absolute_url()
    assert "La journée de ce forum est fermée" in page.content.decode()
    assert {"halls", "by_code", "newsrooms"} & {*phone.session.keys()} == set()


def test_the_code_of_a_closed_day_among_members_leads_nowhere():
    day = closed(public=False)

    assert Client().post(DOOR, {"code": day.code}).status_code == 404
    assert Client().get(square(day)).status_code == 404


def test_right_letters_of_a_closed_day_count_as_no_wrong_code_and_are_bounded_as_others():
    day = closed(public=True)
    phone = Client()

    right = [phone.post(DOOR, {"code": day.code}).status_code for _time in range(14)]
    wrong = [phone.post(DOOR, {"code": "BBBBBBBB"}).status_code for _time in range(13)]

    assert (set(right), wrong[0], wrong[-1]) == ({302}, 404, 429)
    assert phone.post(DOOR, {"code": day.code}).status_code == 429


def test_wrong_codes_are_bounded():
    prepared(public=True)
    phone = Client()

    answers = [phone.post(DOOR, {"code": "BBBBBBBB"}).status_code for _time in range(14)]

    assert (answers[0], answers[-1]) == (404, 429)


def test_each_forum_has_its_code():
    one, other = prepared(public=True)[0], prepared(public=True, plan=PLAN)[0]

    assert one.code != other.code


def test_a_space_that_is_closed_again_lets_nobody_in_by_an_old_code():
    day, _sabine = prepared(public=True)
    address = square(day)
    day.forum.space.close()

    assert Client().post(DOOR, {"code": day.code}).status_code == 404
    assert Client().get(address).status_code == 404


def renewed(day, by, former=None):
    return as_(by).post(at(day, "new_code"), {"former": day.code if former is None else former})


@pytest.mark.parametrize("public", [False, True], ids=["among members", "public"])
def test_a_host_changes_a_code_that_leaked(public):
    day, sabine = prepared(public=public, plan=dataclasses.replace(PLAN, held_on=timezone.localdate()))
    phone, host = Client(), as_(sabine)
    phone.post(DOOR, {"code": day.code})
    page = host.get(at(day, "new_code")).content.decode()
    before = host.get(at(day, "projector")).content.decode()

    renewed(day, sabine)

    now = day_now(day.forum)
    shown = [host.get(at(day, name)).content.decode() for name in ("forum", "projector")]
    letters = f"{now.code[:4]} {now.code[4:]}"
    assert (letters in before, *[letters in one for one in shown]) == (False, True, True)
    assert ("ne lisent plus rien" in page) == (not public)
    assert Client().post(DOOR, {"code": day.code}).status_code == 404
    assert phone.get(at(day, "forum")).status_code == (200 if public else 404)
    assert phone.post(DOOR, {"code": now.code}).url == day.forum.get_absolute_url()
    assert Entry.objects.filter(verb="forum.code_changed", by=sabine).count() == 1


def test_the_form_sent_again_keeps_the_new_code():
    day, sabine = prepared(public=True)
    renewed(day, sabine)
    first = day_now(day.forum).code

    renewed(day, sabine)

    assert day_now(day.forum).code == first


def test_who_does_not_host_changes_no_code():
    day, _sabine = prepared(public=True)
    phone = Client()
    phone.post(DOOR, {"code": day.code})

    answers = [renewed(day, a_member(day.forum.space, "Nadège Kerouanton")), phone.post(at(day, "new_code"), {})]

    assert [one.status_code for one in answers] == [403, 403]
    assert day_now(day.forum).code == day.code


def test_the_code_of_a_closed_day_stays():
    day, sabine = prepared(public=True)
    day.close(AT)

    assert renewed(day, sabine).status_code == 409
    assert as_(sabine).get(at(day, "new_code")).status_code == 302
    assert day_now(day.forum).code == day.code


def test_letters_given_before_they_were_kept_are_kept():
    day, _sabine = prepared(public=True)
    day.have_newsroom("BCDFGHJK")
    ServedCode.objects.all().delete()

    importlib.import_module("palabre.forums.migrations.0014_served_codes").keep_given(apps, None)

    assert dict(ServedCode.objects.values_list("code", "holder")) == dict.fromkeys(
        (day.code, "BCDFGHJK"), day.forum.space_id
    )
