"""The log of a server is read by more people than its spaces."""

import logging
import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

from palabre.web.logs.log_redaction import LONGEST, Discretion
from tests.builders import a_space

NAMED = ["ines-kerouanton-est-malade", "0123456789abcdef", "BCDFGHJK", "s3cret", "salaire"]
ADDRESSES = [
    "/s/le-val/pages/ines-kerouanton-est-malade/",
    "/room/BCDFGHJK/0123456789abcdef/",
    "/entrance/Mq:1abc:s3cret/",
    "/door/Mq:1abc:s3cret/",
    "/stop/s3cret/",
    "/links/12-s3cret/",
    "/nulle-part/salaire/?q=salaire",
]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post", "put"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_line_names_the_route_and_never_the_address(caplog, address, method):
    caplog.handler.addFilter(Discretion())

    getattr(Client(enforce_csrf_checks=True, raise_request_exception=False), method)(address)

    assert [word for word in NAMED if word in caplog.text] == []
    assert all(re.fullmatch(r"\d{3} [A-Z]+ (-|[\w:]+)( \([\w .]+\))?", line) for line in caplog.messages)


def test_a_form_from_elsewhere_says_why_without_saying_whence(db, caplog):
    caplog.handler.addFilter(Discretion())

    Client(enforce_csrf_checks=True).post("/door/Mq:1abc:s3cret/", headers={"Origin": "https://salaire.example"})

    assert caplog.messages == ["403 POST accounts:door (origin is another)"]


def test_a_refusal_that_is_expected_has_no_stack(db, caplog):
    caplog.handler.addFilter(Discretion())
    space = a_space(public=True)

    answer = Client().get(f"/s/{space.slug}/imports/new/")

    assert (answer.status_code, caplog.messages) == (403, ["403 GET minutes:new_import"])
    assert caplog.records[0].exc_info is None


@pytest.mark.parametrize("address", ADDRESSES[:-1])
def test_no_other_line_tells_what_follows_the_beginning_of_an_address(address):
    record = logging.makeLogRecord({"msg": 'Invalid request "GET https://palabre.example%s"', "args": (address,)})

    Discretion().filter(record)

    assert [word for word in NAMED if word in record.getMessage()] == []


def test_the_place_of_a_fault_is_told_whole():
    place = "KeyError at /srv/palabre/app/src/palabre/meetings/room/broadcast/broadcaster.py:116"
    record = logging.makeLogRecord({"msg": place})

    Discretion().filter(record)

    assert record.getMessage() == place


@pytest.mark.parametrize("formatter", settings.LOGGING["formatters"])
def test_each_line_begins_with_its_instant(formatter):
    said = dict(settings.LOGGING["formatters"][formatter])
    record = logging.makeLogRecord({"msg": "Bonjour", "created": 0.0, "msecs": 0.0})

    line = import_string(said.pop("()"))(**said).format(record)

    assert line.startswith("1970-01-01T00:00:00Z ")


def test_an_address_without_end_is_cut():
    record = logging.makeLogRecord({"msg": "Not Found: %s", "args": ("/" + "a" * 20_000,)})

    Discretion().filter(record)

    assert len(record.getMessage()) == LONGEST + 1


def test_a_fault_is_told_by_its_place_and_not_by_the_row_that_it_quotes(client, settings, caplog, monkeypatch):
    caplog.handler.addFilter(Discretion())
    client.raise_request_exception = False
    monkeypatch.setattr("palabre.web.views.render", failing)

    answer = client.get("/help/")

    assert answer.status_code == 500
    assert "builtins.ValueError" in caplog.text
    assert "in failing" in caplog.text
    assert "Nadège" not in caplog.text


def failing(*_args, **_facts):
    try:
        raise KeyError(row())
    except KeyError as fault:
        raise ValueError(f"Failing row contains {row()}") from fault


def row():
    return "Nadège Kerouanton"


def test_whatever_this_instance_logs_goes_through_discretion():
    handlers = settings.LOGGING["handlers"]

    assert [name for name, handler in handlers.items() if handler["filters"][0] != "discretion"] == []


def test_a_false_host_is_answered_without_a_line_of_log():
    assert settings.LOGGING["loggers"]["django.security.DisallowedHost"]["level"] == "CRITICAL"
