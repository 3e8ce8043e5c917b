"""Codes typed wrong: slowed down in one browser, hopeless in many, and nobody else is locked out."""

import datetime
import secrets

import pytest
from django.core import mail
from django.core.signing import b64_decode
from django.test import Client
from django.utils import timezone

from palabre.accounts import sign_in as signing_in
from palabre.accounts import sign_in_codes
from palabre.accounts.models import Account, SentCode
from palabre.accounts.sign_in import NoMoreTries, Waiting, WrongCode
from palabre.accounts.sign_in_middleware import COOKIE
from palabre.accounts.tests.browsers import (
    INES,
    SIGN_IN,
    ask,
    code_of,
    minutes_ago,
    not_the_code,
    sign_in,
    type_code,
    words,
    wrong_for,
)
from palabre.web.visitor_cookie import Visitor
from tests.lengths import often

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 10, 13, 14, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _mail_leaves(settings):
    settings.MAIL_IS_CONFIGURED = True


def a_browser(rf, email=INES):
    """A browser that waits for its code, without the pages around it."""
    request = rf.get(SIGN_IN)
    request.session = {}
    sent, fate = sign_in_codes.send_code(email, by=Visitor(secrets.token_hex(4)), at=timezone.now())
    Waiting.begin(request, sent, fate, then="")
    return Waiting.of(request)


def outcome(waiting, *, after):
    """Type a wrong code so many seconds after NOW; return what is said."""
    try:
        signing_in.enter(waiting, wrong_for(code_of()), at=NOW + datetime.timedelta(seconds=after))
    except (WrongCode, NoMoreTries) as no:
        return str(no).replace("\u202f", " ").replace("\xa0", " ")


def test_five_wrong_codes_are_free_and_each_further_one_waits_twice_as_long(rf):
    waiting = a_browser(rf)
    for _ in range(5):
        outcome(waiting, after=0)

    said = [outcome(waiting, after=second) for second in (3, 10, 11, 30, 31)]

    assert said == [
        "Plusieurs codes étaient faux. Attendez 7 secondes avant le prochain essai.",
        not_the_code(),
        "Plusieurs codes étaient faux. Attendez 19 secondes avant le prochain essai.",
        not_the_code(),
        "Plusieurs codes étaient faux. Attendez 39 secondes avant le prochain essai.",
    ]


def test_who_has_to_wait_may_not_even_type_the_right_one(client):
    ask(client)
    for _ in range(5):
        type_code(client, wrong_for(code_of()))

    answer = type_code(client, code_of())

    assert answer.status_code == 422
    assert "Attendez 10 secondes avant le prochain essai." in words(answer)
    assert f'value="{code_of()}"' in words(answer)


def test_once_she_has_waited_the_right_one_opens(client):
    ask(client)
    for _ in range(6):
        type_code(client, wrong_for(code_of()))
    minutes_ago(1, client)

    assert type_code(client, code_of()).url == "/account/"


def test_after_ten_wrong_codes_another_one_has_to_be_asked_for(rf):
    waiting = a_browser(rf)

    said = [outcome(waiting, after=1000 * number) for number in range(10)]

    assert said[8] == not_the_code()
    assert said[9] == "Cela fait dix codes faux. Demandez-en un autre."
    assert Waiting.of(waiting.request) is None


def test_ten_thousand_guesses_find_nothing_and_lock_nobody_out(rf, client):
    ask(client)
    code, made = code_of(), iter(range(often(10_000)))

    for number in made:
        if number % 10 == 0:
            waiting = a_browser(rf)
        guess = "".join("BCDFGHJKLMNPQRSTVWXZ"[number // 20**place % 20] for place in range(8))
        with pytest.raises((WrongCode, NoMoreTries)):
            signing_in.enter(waiting, f"{guess[:4]}-{guess[4:]}", at=NOW + datetime.timedelta(hours=number))

    assert Account.objects.count() == 0
    assert type_code(client, code).url == "/account/"


def test_who_floods_an_address_sends_five_messages_and_locks_nobody_out(client):
    for _ in range(40):
        ask(Client())

    ask(client)

    assert len(mail.outbox) == 5
    assert code_of() in mail.outbox[-1].body
    assert type_code(client, code_of()).url == "/account/"


def test_beyond_five_messages_the_page_says_which_one_is_right(client):
    for _ in range(6):
        answer = ask(client)

    page = words(client.get(answer.url))

    assert f"Plusieurs codes viennent de partir vers <b>{INES}</b>. Le dernier message reçu contient le bon." in page


def test_a_browser_that_was_sent_no_message_of_its_own_takes_the_last_one(client):
    for _ in range(5):
        ask(Client())
    ask(client)
    minutes_ago(11, client)
    ask(Client())

    assert type_code(client, code_of()).url == "/account/"


def test_a_browser_that_asks_again_gets_the_same_code_for_ten_minutes(client):
    ask(client)
    first = code_of()
    ask(client)
    again = code_of()
    minutes_ago(11, client)
    ask(client)

    assert (again, SentCode.objects.count()) == (first, 1)
    assert code_of() != first


def test_a_message_that_is_late_is_still_right_in_the_browser_that_asked(client):
    ask(client)
    first = code_of()
    minutes_ago(11, client)
    ask(Client())

    assert type_code(client, first).url == "/account/"


def test_one_more_address_is_not_slowed_by_another_s_wrong_codes(client):
    other = Client()
    ask(other)
    for _ in range(6):
        type_code(other, wrong_for(code_of()))

    assert sign_in(client, "youssef@exemple.example").url == "/account/"


def everything_in_the_cookies(client):
    """Return what the bearer of the cookies can read, as text."""
    values = [morsel.value for morsel in client.cookies.values()]
    parts = [part for value in values for part in value.replace('"', "").split(":")]
    return " ".join([*values, *(decoded(part) for part in parts)])


def decoded(part):
    try:
        raw = b64_decode(part.lstrip(".").encode())
        return raw.decode("latin-1")
    except ValueError:
        return ""


def test_no_cookie_holds_the_code_nor_the_address(client):
    ask(client)
    type_code(client, wrong_for(code_of()))

    read = everything_in_the_cookies(client)

    assert code_of() not in read
    assert INES not in read
    assert code_of().encode().hex() not in read


def test_the_cookie_of_a_try_goes_no_further_than_signing_in(client):
    ask(client)

    cookie = client.cookies[COOKIE]

    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/account/", True, "Lax")
    assert int(cookie["max-age"]) == 3600


def test_bringing_an_old_cookie_back_gives_no_more_tries(client):
    ask(client)
    old = {name: morsel.value for name, morsel in client.cookies.items()}
    for _ in range(5):
        type_code(client, wrong_for(code_of()))
    again = Client()
    again.cookies.load(old)

    answer = type_code(again, code_of())

    assert "Plusieurs codes étaient faux." in words(answer)


def test_a_cookie_of_before_opens_nothing_once_somebody_is_in(client):
    ask(client)
    code, old = code_of(), {name: morsel.value for name, morsel in client.cookies.items()}
    type_code(client, code)
    again = Client()
    again.cookies.load(old)

    assert type_code(again, code).url == f"{SIGN_IN}?late=1"


def test_what_the_ordinary_session_knows_survives_signing_in_and_out(client):
    session = client.session
    session["persons"], session["links"], session["door"] = {"voisinages": 1}, [[1, "abc"]], True
    session.save()
    client.cookies["palabre"] = session.session_key

    sign_in(client)
    client.post("/account/sign-out/")

    kept = {key: value for key, value in client.session.items() if key != "device"}
    assert kept == {"persons": {"voisinages": 1}, "links": [[1, "abc"]], "door": True}
