"""The log of a server is read by more people than its spaces."""

import logging

import pytest
from django.conf import settings
from django.test import Client

from palabre.web.discretion import LONGEST, Discretion


@pytest.mark.parametrize("door", ["entrance", "door"])
def test_a_key_is_never_told(db, caplog, door):
    caplog.handler.addFilter(Discretion())

    Client(enforce_csrf_checks=True).post(f"/{door}/Mq:1abc:s3cret/")

    assert caplog.messages == [f"Forbidden (CSRF cookie not set.): /{door}/…/"]


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

    assert [name for name, handler in handlers.items() if handler.get("filters") != ["discretion"]] == []


def test_a_false_host_is_answered_without_a_line_of_log():
    assert settings.LOGGING["loggers"]["django.security.DisallowedHost"]["level"] == "CRITICAL"
