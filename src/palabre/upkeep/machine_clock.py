"""Check of the machine's clock.

A trace is saved each minute: the time, and the machine's uptime, which cannot be set. When the two disagree, the time
was changed. It is trusted again once they agree, or after a day. A timestamp in the future was written by a wrong
clock, and is ignored.
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
JUMP = datetime.timedelta(days=1)  # less does little harm, and a paused virtual machine jumps by hours
SKEW = datetime.timedelta(minutes=1)  # maximum difference between the clocks of two machines
BELIEVED_AFTER = 24 * 60 * 60  # seconds of uptime
TOLD_FOR = datetime.timedelta(days=7)
NONE = datetime.timedelta(0)


@dataclass(frozen=True, slots=True)
class Trace:
    """The last trusted time with its uptime and boot; since when it is not trusted; when that last ended.

    `was_behind`: the last time that was not trusted lay before the right one. `behind_until` is when such a time ended,
    the first of a week: a machine whose clock is wrong at each start holds back nothing for ever.
    """

    at: float
    up: float
    boot: str
    off_up: float | None = None
    off_boot: str = ""
    wrong_until: float | None = None
    was_behind: bool = False
    behind_until: float | None = None


def beat(now: datetime.datetime) -> None:
    """Save the trace, once a minute."""
    trace, up, boot = read_clock_trace(), uptime(), boot_id()
    here = Trace(now.timestamp(), up, boot)
    if trace is not None:
        here = replace(trace, at=here.at, up=up, boot=boot, off_up=None, off_boot="")
    if trace is None or (abs(gap(now)) <= JUMP and trace.off_up is None):
        write_clock_trace(here)
    elif abs(gap(now)) <= JUMP or is_old(trace, up, boot):
        is_first = trace.was_behind and not is_within(trace.behind_until, TOLD_FOR, now)
        until = now.timestamp() if is_first else trace.behind_until
        write_clock_trace(replace(here, wrong_until=now.timestamp(), behind_until=until))
    elif trace.off_up is None or trace.off_boot != boot:
        write_clock_trace(replace(trace, off_up=up, off_boot=boot, was_behind=gap(now) < NONE))


def gap(now: datetime.datetime) -> datetime.timedelta:
    """Return the difference of `now` from the time expected by the trace; after a restart, only a negative one."""
    trace = read_clock_trace()
    if trace is None:
        return NONE
    if trace.boot and trace.boot == boot_id():
        return datetime.timedelta(seconds=now.timestamp() - trace.at - (uptime() - trace.up))
    return min(NONE, datetime.timedelta(seconds=now.timestamp() - trace.at))


def is_off(now: datetime.datetime) -> bool:
    return abs(gap(now)) > JUMP


def is_ahead(now: datetime.datetime) -> bool:
    """Return whether the time has jumped ahead, so that what is due may not be due."""
    return gap(now) > JUMP


def is_in_doubt(now: datetime.datetime) -> bool:
    """Return whether the time is wrong, or was within a day: what counts from a time may count from a wrong one."""
    beat(now)
    wrong = was_wrong(now)
    return is_off(now) or (wrong is not None and now - wrong < JUMP)


def may_be_early(now: datetime.datetime) -> bool:
    """Return whether what is due may have been promised for later: the time jumped, or was behind within a day."""
    trace = read_clock_trace()
    if trace is None or is_ahead(now):
        return trace is not None
    is_behind = trace.off_up is not None and trace.was_behind
    return is_behind or is_within(trace.behind_until, JUMP, now)


def was_wrong(now: datetime.datetime) -> datetime.datetime | None:
    """Return the end of the last period with a wrong time, if less than a week ago."""
    trace = read_clock_trace()
    if trace is None or trace.wrong_until is None or not is_within(trace.wrong_until, TOLD_FOR, now):
        return None
    return datetime.datetime.fromtimestamp(trace.wrong_until, datetime.UTC)


def is_within(seconds: float | None, length: datetime.timedelta, now: datetime.datetime) -> bool:
    """Return whether this instant is so long ago at most: one in the future was written by a wrong clock."""
    return seconds is not None and -SKEW <= datetime.timedelta(seconds=now.timestamp() - seconds) <= length


def is_old(trace: Trace, up: float, boot: str) -> bool:
    """Return whether this time has lasted for a day: it is then accepted."""
    return trace.off_up is not None and trace.off_boot == boot and up - trace.off_up >= BELIEVED_AFTER


def read_clock_trace() -> Trace | None:
    """Return the trace; None when it is missing or invalid."""
    try:
        return Trace(**json.loads(place().read_text()))
    except (OSError, ValueError, TypeError):
        return None


def write_clock_trace(trace: Trace) -> None:
    """Replace the trace; on a full disk the former one is kept."""
    fresh = place().with_name(f"{NAME}.{os.getpid()}")
    with suppress(OSError):
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(asdict(trace)))
        os.replace(fresh, place())


def place() -> Path:
    return Path(settings.DATA) / NAME


def uptime() -> float:
    """Return the seconds since boot, including sleep if the system counts it."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def boot_id() -> str:
    """Return the id of the boot that the uptime counts from; "" if unknown."""
    try:
        return BOOT.read_text().strip()
    except OSError:
        return ""
