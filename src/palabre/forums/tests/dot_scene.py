"""A day with dots, and phones that came to it by its code, for the tests of its dots."""

import dataclasses

from django.test import Client
from django.utils import timezone

from palabre.forums.ballots.day_dots import close_dots, open_dots, vote_of
from palabre.forums.tests.scene import PLAN, as_, at, day_now, prepared, written

PLAN_WITH_DOTS = dataclasses.replace(PLAN, held_on=timezone.localdate(), dots=3)
QUESTIONS = (3, 7, 12, 20, 31)


def a_vote(*, public=False, questions=QUESTIONS, is_open=True, until=None):
    """Return the day of a forum with these questions and its open dots, three each; and its host."""
    day, sabine = prepared(public=public, plan=PLAN_WITH_DOTS)
    for number in questions:
        written(day, sabine, number, f"Question {number} du jour ?")
    if is_open:
        open_dots(day, until, by=sabine, at=timezone.now())
    return day_now(day.forum), sabine


def a_phone(day):
    """Return a device that came by the code of the day, and told no name."""
    phone = Client()
    phone.get("/forum/")
    assert phone.post("/forum/", {"code": day.code}).status_code == 302
    return phone


def put(phone, day, *numbers):
    """Press these buttons; return the last answer."""
    return [phone.post(at(day, "ballot"), {"put": number}) for number in numbers][-1]


def take(phone, day, number):
    return phone.post(at(day, "ballot"), {"take": number})


def page_of(phone, day):
    """Return the page of the dots of this phone, which begins its ballot."""
    phone.post(at(day, "ballot"), {"begin": ""})
    return phone.get(at(day, "ballot")).content.decode()


def dots_on(phone, day):
    """Return the numbers that bear a dot on the page of this phone."""
    page = page_of(phone, day)
    return sorted(number for number in QUESTIONS if f'name="take" value="{number}"' in page)


def order_on(phone, day):
    """Return the numbers in the order of the page of this phone."""
    return [int(one.partition('"')[0]) for one in page_of(phone, day).split('<li id="q')[1:]]


def close(day, by):
    close_dots(day, by=by, at=timezone.now())
    return vote_of(day_now(day.forum))


def card(day, by, line, token):
    return as_(by).post(at(day, "ballot_cards"), {"line": line, "form_token": token})
