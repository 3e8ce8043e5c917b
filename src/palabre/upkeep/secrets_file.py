"""The file of the instance's secrets: one a line, the present one first, then the former ones that are still read.

Copies hold it whole, so that what was signed before the copy was made is still good after it is restored.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

NAME = "secret"


def read_secrets(data: Path) -> list[str]:
    """Return the secrets of this data folder. The first is made once, and readable by its owner alone."""
    data.mkdir(parents=True, exist_ok=True)
    kept = data / NAME
    if not kept.exists():
        fresh = write_aside(data, [secrets.token_urlsafe(64)])
        with contextlib.suppress(FileExistsError):
            os.link(fresh, kept)  # two processes that start together agree on the first one's secret
        fresh.unlink()
    return [line.strip() for line in kept.read_text().splitlines() if line.strip()]


def rotate(data: Path, *, forget: bool) -> None:
    """Put a new secret before the others; `forget`: in their place, and nothing signed so far is good any longer."""
    former = [] if forget else read_secrets(data)
    fresh = write_aside(data, [secrets.token_urlsafe(64), *former])
    os.replace(fresh, data / NAME)


def write_aside(data: Path, lines: list[str]) -> Path:
    fresh = data / f"{NAME}.{os.getpid()}"
    fresh.touch(mode=0o600)
    fresh.write_text("\n".join(lines))
    return fresh
