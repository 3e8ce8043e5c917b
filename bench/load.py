"""Load on one address: wrk where it is installed, else threads of our own. The client shares the server's machine."""

from __future__ import annotations

import http.client
import re
import shutil
import subprocess
import time
import urllib.parse
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

CONNECTIONS = 8
UNITS = {"us": 0.001, "ms": 1, "s": 1000}


@dataclass(frozen=True)
class Pace:
    """Pages per second, and milliseconds that half of them (99 of 100) do not exceed."""

    per_second: float
    p50: float
    p99: float


def load(url: str, *, cookie: str = "", seconds: float) -> Pace:
    headers = {"Accept-Encoding": "gzip"} | ({"Cookie": cookie} if cookie else {})
    return by_wrk(url, headers, seconds) if shutil.which("wrk") else by_threads(url, headers, seconds)


def by_wrk(url: str, headers: dict[str, str], seconds: float) -> Pace:
    command = ["wrk", "--latency", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s"]
    command += [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    told = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told:
        raise SystemExit(f"{url} does not answer as it should:\n{told}")
    latency = {name: float(value) * UNITS[unit] for name, value, unit in re.findall(r"(\d+)%\s+([\d.]+)(\w+)", told)}
    return Pace(float(re.findall(r"Requests/sec:\s+([\d.]+)", told)[0]), latency["50"], latency["99"])


def by_threads(url: str, headers: dict[str, str], seconds: float) -> Pace:
    return paced(lambda number: getting(url, headers), connections=CONNECTIONS, seconds=seconds)


def getting(url: str, headers: dict[str, str]) -> Callable[..., None]:
    """Return what asks for `url` once more, or for another address there, on a connection that stays open."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port)

    def get(other: str = url) -> None:
        connection.request("GET", urllib.parse.urlsplit(other).path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{other} answers {answer.status}")

    return get


def paced(begin: Callable[[int], Callable[[], None]], *, connections: int, seconds: float) -> Pace:
    """Repeat an act on each connection for `seconds`; `begin(number)` makes the act of one of them."""
    until = time.monotonic() + seconds

    def repeat(number: int) -> list[float]:
        act, lasted = begin(number), []
        while (begun := time.monotonic()) < until:
            act()
            lasted.append((time.monotonic() - begun) * 1000)
        return lasted

    with ThreadPoolExecutor(connections) as threads:
        lasted = sorted(one for some in threads.map(repeat, range(connections)) for one in some)
    return Pace(len(lasted) / seconds, lasted[len(lasted) // 2], lasted[len(lasted) * 99 // 100])
