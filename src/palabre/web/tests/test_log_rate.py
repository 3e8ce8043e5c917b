import logging

import pytest

from palabre.web.log_rate import MOST, WINDOW, LogRate


@pytest.mark.parametrize("logger", ["asyncio", "uvicorn.error"])
def test_a_flood_of_one_logger_is_a_few_lines(logger: str, settings: object) -> None:
    rate, flood = LogRate(clock=lambda: 0.0), 10_000

    written = [line for line in range(flood) if rate.filter(a_line(logger))]

    assert len(written) == MOST
    assert settings.LOGGING["loggers"][logger]["filters"] == ["rate"]  # type: ignore[attr-defined]


def test_the_next_minute_says_how_many_lines_were_left_out() -> None:
    now = [0.0]
    rate, line = LogRate(clock=lambda: now[0]), a_line("asyncio")
    for _again in range(MOST + 7):
        rate.filter(a_line("asyncio"))

    now[0] = WINDOW

    assert rate.filter(line)
    assert line.getMessage() == "(7 lines left out) out of 3 resources"


def test_a_flood_of_one_logger_silences_no_other() -> None:
    rate = LogRate(clock=lambda: 0.0)
    for _again in range(MOST + 1):
        rate.filter(a_line("asyncio"))

    assert rate.filter(a_line("uvicorn.error"))


def a_line(logger: str) -> logging.LogRecord:
    return logging.LogRecord(logger, logging.ERROR, __file__, 1, "out of %s resources", (3,), None)
