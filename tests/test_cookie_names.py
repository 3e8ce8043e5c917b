"""Behind HTTPS, cookies of sessions bear the `__Host-` prefix; those of before are read and renewed."""

import subprocess
import sys
from importlib import import_module

import pytest
from django.conf import settings as of_django

from palabre.accounts.tests.browsers import ask, code_of
from palabre.live.handshake import as_request
from palabre.people.devices.person_cookie import SESSION_KEY
from palabre.web.visitor_cookie import name_in
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db
SESSION = "__Host-palabre"


@pytest.fixture(autouse=True)
def _behind_https(settings):
    settings.SESSION_COOKIE_SECURE = True
    settings.SESSION_COOKIE_NAME = SESSION


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


def a_session(**held):
    session = import_module(of_django.SESSION_ENGINE).SessionStore()
    session.update(held)
    session.save()
    return session.session_key


def known_as(client, ines, name):
    client.cookies[name] = a_session(**{SESSION_KEY: {ines.space.slug: ines.pk}})
    return client.get(ines.space.get_absolute_url(), secure=True)


def is_host_only(cookie):
    return (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")


def test_who_came_with_the_former_name_is_known_and_goes_on_with_the_new_one(client, ines):
    answer = known_as(client, ines, "palabre")

    assert answer.context["person"] == ines
    assert is_host_only(answer.cookies[SESSION])
    assert (answer.cookies["palabre"].value, answer.cookies["palabre"]["max-age"]) == ("", 0)
    assert client.get(ines.space.get_absolute_url(), secure=True).context["person"] == ines


def test_the_new_name_is_read_before_the_former_one(client, ines):
    client.cookies["palabre"] = a_session(**{SESSION_KEY: {ines.space.slug: a_member(ines.space, "Hugo").pk}})

    answer = known_as(client, ines, SESSION)

    assert answer.context["person"] == ines
    assert SESSION in answer.cookies


@pytest.mark.parametrize("space", ["\u2000", "\u00a0", "\u0085", "\x1f", "\f"])
def test_a_cookie_that_a_sub_domain_sets_behind_a_space_of_its_own_is_not_taken_for_hers(client, ines, space):
    hers, other = (
        a_session(**{SESSION_KEY: {ines.space.slug: one.pk}}) for one in (ines, a_member(ines.space, "Hugo"))
    )
    sent = f"{SESSION}={hers}; {space}{SESSION}={other}".encode().decode("latin-1")  # as servers hand it over

    answer = client.get(ines.space.get_absolute_url(), secure=True, HTTP_COOKIE=sent)

    assert answer.context["person"] == ines


def test_a_former_cookie_that_was_forged_opens_nothing(client, ines):
    client.cookies["palabre"] = "forgé:1abc:xyz"

    answer = client.get(ines.space.get_absolute_url(), secure=True)

    assert answer.status_code == 404


def test_the_try_of_a_code_is_of_this_host_alone_and_goes_when_it_was_right(client):
    asked = client.post("/account/sign-in/", {"email": "ines@exemple.example"}, secure=True)

    entered = client.post("/account/code/", {"code": code_of("ines@exemple.example")}, secure=True)

    name = "__Host-palabre-code"
    assert is_host_only(asked.cookies[name])
    assert (is_host_only(entered.cookies[name]), entered.cookies[name]["max-age"]) == (True, 0)
    assert is_host_only(entered.cookies[SESSION])


@pytest.mark.parametrize("name", ["palabre", SESSION])
def test_a_live_note_knows_her_by_either_name(ines, name):
    key = a_session(**{SESSION_KEY: {ines.space.slug: ines.pk}})
    scope = {"path": "/ws", "query_string": b"", "scheme": "wss", "headers": [(b"cookie", f"{name}={key}".encode())]}

    assert as_request(scope).session[SESSION_KEY] == {ines.space.slug: ines.pk}


@pytest.mark.parametrize("space", [b"\xa0", b"\x85", "\u2000".encode(), b"\f"])
def test_nor_is_one_set_behind_a_space_that_only_a_websocket_strips(ines, space):
    """A sub-domain may set any bytes: alone, these two are spaces in Latin-1, as handshakes are read."""
    hers, other = (
        a_session(**{SESSION_KEY: {ines.space.slug: one.pk}}) for one in (ines, a_member(ines.space, "Hugo"))
    )
    sent = b"".join([f"{SESSION}={hers}; ".encode(), space, f"{SESSION}={other}".encode()])
    scope = {"path": "/ws", "query_string": b"", "scheme": "wss", "headers": [(b"cookie", sent)]}

    assert as_request(scope).session[SESSION_KEY] == {ines.space.slug: ines.pk}
    assert name_in(sent.decode("latin-1")) == f"person {ines.pk}"


def test_where_no_https_stands_in_front_names_are_plain(client, settings):
    settings.SESSION_COOKIE_SECURE = False
    settings.SESSION_COOKIE_NAME = "palabre"

    ask(client)

    assert "palabre-code" in client.cookies


@pytest.mark.parametrize(("https", "names"), [("1", SESSION), ("0", "palabre")])
def test_the_settings_name_cookies_by_what_stands_in_front(tmp_path, https, names):
    words = "from palabre import settings as s; print(s.SESSION_COOKIE_NAME)"
    told = {"PALABRE_DATA": str(tmp_path), "PALABRE_HTTPS": https}

    said = subprocess.run([sys.executable, "-c", words], env=told, capture_output=True, text=True)

    assert said.stdout.strip() == names
