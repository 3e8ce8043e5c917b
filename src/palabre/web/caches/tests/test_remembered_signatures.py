"""A cookie that is verified once: nothing else passes for it, and two requests share nothing of it."""

import pytest
from django.core import signing

from palabre.web.caches import remembered_signatures
from palabre.web.caches.remembered_signatures import object_verified, signed_object, signed_words
from palabre.web.caches.signed_sessions import SALT, SessionStore

AGE = 60 * 60 * 24 * 180  # seconds that a session lasts


@pytest.fixture(autouse=True)
def _nothing_remembered():
    object_verified.cache_clear()


def a_session(**facts):
    """Return the cookie of a session that holds these facts."""
    session = SessionStore()
    session.update(facts)
    session.save()
    return session.session_key


def test_what_is_signed_is_read_with_its_second(monkeypatch):
    monkeypatch.setattr("time.time", lambda: 1_800_000_000.4)
    value = signing.TimestampSigner(salt="mesure").sign("zoé:7")

    assert signed_words(value, "mesure") == ("zoé:7", 1_800_000_000)
    assert signed_words(value, "autre") is None


@pytest.mark.parametrize("value", ["", ":", "a:b:c", "zoé"])
def test_what_was_not_signed_is_nothing(value):
    assert (signed_words(value, "mesure"), signed_object(value, SALT)) == (None, None)


def test_one_changed_character_is_another_cookie():
    cookie = a_session(persons={"val": 12})
    assert SessionStore(cookie).load() == {"persons": {"val": 12}}

    for at in (0, len(cookie) // 2, len(cookie) - 1):
        other = cookie[:at] + ("A" if cookie[at] != "A" else "B") + cookie[at + 1 :]
        assert SessionStore(other).load() == {}


def test_a_cookie_of_former_keys_is_no_longer_read(settings):
    cookie = a_session(persons={"val": 12})
    assert SessionStore(cookie).load()

    was, settings.SECRET_KEY = settings.SECRET_KEY, "une autre clé"
    assert SessionStore(cookie).load() == {}

    settings.SECRET_KEY_FALLBACKS = [was]
    assert SessionStore(cookie).load()


def test_its_age_is_asked_each_time(monkeypatch):
    monkeypatch.setattr("time.time", lambda: 1_800_000_000)
    cookie = a_session(persons={"val": 12})
    assert SessionStore(cookie).load()

    monkeypatch.setattr("time.time", lambda: 1_800_000_000 + AGE + 1)
    old = SessionStore(cookie)
    assert (old.load(), old.modified) == ({}, True)


def test_two_requests_share_no_session():
    cookie = a_session(persons={"val": 12})
    SessionStore(cookie)["persons"]["val"] = 13

    assert SessionStore(cookie)["persons"] == {"val": 12}


def test_the_same_cookie_is_verified_once_and_a_long_one_is_not_remembered(monkeypatch):
    verified = []
    monkeypatch.setattr(remembered_signatures.signing, "loads", lambda *given, **options: verified.append(given))
    short, long = a_session(words="x"), "x" * 2000 + ":1:x"

    for value in (short, short, long, long):
        signed_object(value, SALT)

    assert [len(value) for (value,) in verified] == [len(short), 2004, 2004]
