"""Whether the hour of this machine can be believed.

A trace is left each minute: the hour, and how long the machine has been up, which nothing sets. Where the two no longer
agree, somebody or something changed the hour. It is believed again once it agrees, or once it has been so for a day.
An instant that lies in the future by the hour of now was written by a wrong clock: it counts for nothing.
"""

from __future__ import annotations

import datetime
import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from django.conf import settings

NAME = "clock"
BOOT = Path("/proc/sys/kernel/random/boot_id")
JUMP = datetime.timedelta(days=1)  # less does little harm, and a virtual machine that was paused jumps by hours
SKEW = datetime.timedelta(minutes=1)  # the clocks of two machines may differ by so much
BELIEVED_AFTER = 24 * 60 * 60  # seconds of uptime
TOLD_FOR = datetime.timedelta(days=7)
NONE = datetime.timedelta(0)


@dataclass(frozen=True, slots=True)
class Trace:
    """The last hour that was believed, at which uptime of which boot; since which uptime it is not, and of which boot;
    until when it was wrong the last time."""

    at: float
    up: float
    boot: str
    off_up: float | None = None
    off_boot: str = ""
    wrong_until: float | None = None


def beat(now: datetime.datetime) -> None:
    """Leave the trace, once a minute."""
    trace, up, boot = read_clock_trace(), uptime(), boot_id()
    here = Trace(now.timestamp(), up, boot, wrong_until=trace.wrong_until if trace else None)
    if trace is None or (abs(gap(now)) <= JUMP and trace.off_up is None):
        write_clock_trace(here)
    elif abs(gap(now)) <= JUMP or is_old(trace, up, boot):
        write_clock_trace(replace(here, wrong_until=now.timestamp()))
    elif trace.off_up is None or trace.off_boot != boot:
        write_clock_trace(replace(trace, off_up=up, off_boot=boot))


def gap(now: datetime.datetime) -> datetime.timedelta:
    """Return by how much `now` differs from what the trace lets expect; after a restart it can only be too early."""
    trace = read_clock_trace()
    if trace is None:
        return NONE
    if trace.boot and trace.boot == boot_id():
        return datetime.timedelta(seconds=now.timestamp() - trace.at - (uptime() - trace.up))
    return min(NONE, datetime.timedelta(seconds=now.timestamp() - trace.at))


def is_off(now: datetime.datetime) -> bool:
    return abs(gap(now)) > JUMP


def is_ahead(now: datetime.datetime) -> bool:
    """Whether what is due by this hour may not be due at all."""
    return gap(now) > JUMP


def was_wrong(now: datetime.datetime) -> datetime.datetime | None:
    """Return until when the hour was wrong, where that is less than a week ago."""
    trace = read_clock_trace()
    if trace is None or trace.wrong_until is None:
        return None
    until = datetime.datetime.fromtimestamp(trace.wrong_until, datetime.UTC)
    return until if -SKEW <= now - until <= TOLD_FOR else None


def is_old(trace: Trace, up: float, boot: str) -> bool:
    """Whether this hour has been so for a day: nobody will change it back."""
    return trace.off_up is not None and trace.off_boot == boot and up - trace.off_up >= BELIEVED_AFTER


def read_clock_trace() -> Trace | None:
    """Return the trace; None where there is none that can be read."""
    try:
        return Trace(**json.loads(place().read_text()))
    except (OSError, ValueError, TypeError):
        return None


def write_clock_trace(trace: Trace) -> None:
    """Replace the trace; a disk that is full keeps the former one."""
    fresh = place().with_name(f"{NAME}.{os.getpid()}")
    with suppress(OSError):
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(asdict(trace)))
        os.replace(fresh, place())


def place() -> Path:
    return Path(settings.DATA) / NAME


def uptime() -> float:
    """Return the seconds since the machine started, those asleep included where the system counts them."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def boot_id() -> str:
    """Name the boot that the uptime counts from; "" where the system does not say."""
    try:
        return BOOT.read_text().strip()
    except OSError:
        return ""
