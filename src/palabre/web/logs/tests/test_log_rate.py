import io
import logging
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

from palabre.web.logs.log_rate import MOST, WINDOW, LogRate


def test_a_flood_of_one_logger_is_a_few_lines() -> None:
    rate, flood = LogRate(clock=lambda: 0.0), 10_000

    written = [line for line in range(flood) if rate.filter(a_line("asyncio"))]

    assert len(written) == MOST


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What this instance writes in its log, from a minute that has just begun."""
    said = settings.LOGGING["handlers"]["console"]
    handler = logging.StreamHandler(written := io.StringIO())
    handler.setFormatter(made(settings.LOGGING["formatters"][said["formatter"]]))
    for name in said["filters"]:
        handler.addFilter(one := made(settings.LOGGING["filters"][name]))
        vars(one).update(clock=lambda: 0.0)
    for logger in ("django", "uvicorn.error", "asyncio", "palabre"):
        monkeypatch.setattr(logging.getLogger(logger), "handlers", [handler])
        monkeypatch.setattr(logging.getLogger(logger), "propagate", False)
    return written


def made(said: dict[str, Any]) -> Any:
    """Make a formatter or a filter as the settings say it."""
    facts = dict(said)
    return import_string(facts.pop("()"))(**facts)


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "address"), [("get", "/nulle-part/"), ("post", "/account/sign-in/")])
def test_what_anybody_may_ask_writes_a_few_lines_and_no_more(console: io.StringIO, method: str, address: str) -> None:
    client = Client(enforce_csrf_checks=True)

    for _again in range(MOST * 3):
        getattr(client, method)(address)

    assert len(console.getvalue().splitlines()) <= MOST


@pytest.mark.parametrize("logger", ["asyncio", "uvicorn.error", "django.security.TooManyFieldsSent", "palabre.web"])
def test_no_logger_of_this_instance_writes_without_end(console: io.StringIO, logger: str) -> None:
    for _again in range(MOST * 3):
        logging.getLogger(logger).error("One more.")

    assert len(console.getvalue().splitlines()) == MOST


def test_every_line_of_the_log_is_counted_but_sign_in_codes() -> None:
    handlers = {name: one["filters"] for name, one in settings.LOGGING["handlers"].items()}
    without = [name for name, one in settings.LOGGING["loggers"].items() if one.get("handlers") == ["codes"]]

    assert handlers == {"console": ["discretion", "rate"], "codes": ["discretion"]}
    assert without == ["palabre.codes"]


@pytest.mark.django_db
def test_a_flood_of_refusals_hides_no_fault_and_a_deep_fault_is_short(
    console: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(raise_request_exception=False)
    for _again in range(MOST * 3):
        client.get("/nulle-part/")
    monkeypatch.setattr("palabre.web.views.render", deep)

    for _again in range(MOST * 3):
        client.get("/help/")

    lines = console.getvalue().splitlines()
    faults = [line for line in lines if "500 GET" in line]
    stacks = [line for line in lines if line == "builtins.LookupError"]
    assert (len(faults), len(stacks)) == (MOST, MOST)
    assert len(lines) < MOST * 100


def deep(*_args: Any, left: int = 300, **_facts: Any) -> Any:
    """Fail far down, as what calls itself without end does."""
    if not left:
        raise LookupError
    return deep(left=left - 1)


def test_the_next_minute_says_to_its_own_handler_alone_how_many_lines_were_left_out() -> None:
    now = [0.0]
    rate, line = LogRate(clock=lambda: now[0]), a_line("asyncio")
    for _again in range(MOST + 7):
        rate.filter(a_line("asyncio"))

    now[0] = WINDOW

    told = rate.filter(line)

    assert isinstance(told, logging.LogRecord)
    assert told.getMessage() == "(7 lines left out) out of 3 resources"
    assert line.getMessage() == "out of 3 resources"


def test_a_flood_of_one_logger_silences_no_other() -> None:
    rate = LogRate(clock=lambda: 0.0)
    for _again in range(MOST + 1):
        rate.filter(a_line("asyncio"))

    assert rate.filter(a_line("uvicorn.error"))


def a_line(logger: str) -> logging.LogRecord:
    return logging.LogRecord(logger, logging.ERROR, __file__, 1, "out of %s resources", (3,), None)
