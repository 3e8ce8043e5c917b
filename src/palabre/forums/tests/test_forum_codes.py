"""A code leads to the page of a forum: no name is asked, and it ends with its day. Among members: test_hall."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.forums.day.forum_codes import day_key
from palabre.forums.tests.scene import AT, PLAN, prepared
from palabre.people.models import Person

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


def test_a_code_ends_with_its_day():
    day, _sabine = prepared(public=True)
    day.close(AT)

    assert Client().post(DOOR, {"code": day.code}).status_code == 404
    assert Client().get(square(day)).status_code == 404


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
