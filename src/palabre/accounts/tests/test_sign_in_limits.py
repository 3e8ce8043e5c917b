"""First codes are bounded, by visitor before all together: nobody closes the door to others, nor mails the world."""

import contextlib
import datetime

import pytest
from django.test import Client
from django.utils import timezone

from palabre.accounts import sign_in_codes
from palabre.accounts.tests.browsers import INES, SIGN_IN, ask, sign_in, words
from palabre.post.tests.mail_server import a_mail_server
from palabre.upkeep.models import Attempt
from palabre.web.visitor_cookie import Visitor
from tests.builders import a_person, a_space, entered

pytestmark = pytest.mark.django_db
AT = timezone.now()


def made_up(count: int) -> list[str]:
    return [f"personne{number}@exemple.example" for number in range(count)]


def test_one_visitor_with_made_up_addresses_closes_first_sign_ins_to_herself_alone(client):
    flooding = Client()

    answers = [ask(flooding, email).status_code for email in made_up(320)]

    assert (answers.count(302), answers.count(429)) == (10, 310)
    assert [ask(Client(), "zoe@exemple.example").status_code, ask(client, INES).status_code] == [302, 302]


def test_those_without_a_cookie_close_nothing_to_who_has_one():
    answers = [Client().post(SIGN_IN, {"email": email}).status_code for email in made_up(40)]

    assert (answers.count(302), ask(Client(), INES).status_code) == (10, 302)


def test_who_waits_is_told_how_long_and_keeps_what_she_typed():
    client = Client()
    for email in made_up(10):
        ask(client, email)

    refused = ask(client, INES)

    assert "Réessayez dans 60 minutes." in words(refused)
    assert INES in words(refused)


def crowd(count: int, *, has_key: bool = False, at: datetime.datetime = AT) -> None:
    """Very many visitors, each with a new cookie."""
    bound = sign_in_codes.FIRST_BY_KEY if has_key else sign_in_codes.FIRST
    Attempt.objects.bulk_create(Attempt(what=bound.what, visitor=f"{one}", at=at) for one in range(count))


def test_strangers_beyond_measure_wait_and_those_who_are_known_or_hold_a_key_do_not():
    sign_in(Client(), INES)
    crowd(100, at=timezone.now())

    refused, known = ask(Client(), "zoe@exemple.example"), ask(Client(), INES)
    held = ask(entered(Client(), a_person(a_space())), "zoe@exemple.example")

    assert [refused.status_code, known.status_code, held.status_code] == [429, 302, 302]
    assert "Avec un lien" in words(refused)


def test_a_visitor_with_a_key_gains_nothing_by_dropping_her_cookie():
    person, answers = a_person(a_space()), []

    for email in made_up(15):
        answers.append(ask(entered(Client(), person), email).status_code)

    assert answers.count(302) == 10


def test_the_server_writes_to_three_thousand_strangers_a_day_at_the_most(settings):
    with a_mail_server(settings) as server:
        for hour in range(24):
            at = AT + datetime.timedelta(hours=hour)
            crowd(99, at=at - datetime.timedelta(minutes=1))
            for one in range(3):
                ask_at(at, f"h{hour}n{one}@exemple.example")
        written = len(server.received)

    assert (
        0
        < written
        <= sum(limit.most for bound in (sign_in_codes.FIRST, sign_in_codes.FIRST_BY_KEY) for limit in bound.limits[-1:])
    )
    assert written < 24


def ask_at(at: datetime.datetime, email: str) -> None:
    with contextlib.suppress(sign_in_codes.TooManyStrangers):
        sign_in_codes.send_code(email, by=Visitor(email), at=at)


def test_messages_are_counted_and_not_addresses():
    client, answers = Client(), []

    for email in made_up(4):
        answers += [ask(client, email).status_code for _time in range(3)]

    assert answers == [302] * 10 + [429] * 2
