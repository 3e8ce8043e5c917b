"""The copies that are there: their folder, their names, those that have had their time."""

from __future__ import annotations

import datetime
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from palabre.pure.rotation import kept

NAMED = "palabre-%Y-%m-%dT%H%M%SZ.tar.gz"
NAME = re.compile(r"palabre-\d{4}-\d\d-\d\dT\d{6}Z\.tar\.gz")
UNFINISHED = "palabre-*.part"
ASIDE = "aside-%Y-%m-%dT%H%M%SZ"
ASIDES = "aside-*Z"
ASIDE_STAYS = datetime.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Copy:
    path: Path
    made_at: datetime.datetime


def folder() -> Path:
    return Path(settings.DATA) / "backups"


def name_for(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).strftime(NAMED)


def aside_for(at: datetime.datetime) -> Path:
    """Return where what a restored copy takes the place of is kept for a month."""
    return folder() / at.astimezone(datetime.UTC).strftime(ASIDE)


def copies_in(place: Path) -> list[Copy]:
    """Return the whole copies of a folder, from the oldest. One that was cut short bears another name."""
    named = [path for path in place.glob("palabre-*.tar.gz") if NAME.fullmatch(path.name)]
    return sorted((Copy(path, instant(path.name, NAMED)) for path in named), key=lambda copy: copy.made_at)


def last_copy() -> Copy | None:
    return next(reversed(copies_in(folder())), None)


def rotate(*, now: datetime.datetime) -> None:
    """Take away the copies that have had their time, and what was put aside a month ago."""
    there = copies_in(folder())
    stay = kept((copy.made_at for copy in there), now=now)
    for copy in there:
        if copy.made_at not in stay:
            copy.path.unlink()
    for aside in folder().glob(ASIDES):
        if now - instant(aside.name, ASIDE) > ASIDE_STAYS:
            shutil.rmtree(aside)


def sweep(place: Path) -> None:
    """Take away what copies that were cut short left. Only who holds the lock of the folder may."""
    for path in place.glob(UNFINISHED):
        shutil.rmtree(path)


def instant(name: str, form: str) -> datetime.datetime:
    return datetime.datetime.strptime(name, form).replace(tzinfo=datetime.UTC)
