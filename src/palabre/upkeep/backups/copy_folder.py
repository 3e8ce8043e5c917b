"""The copies that are there: their folder, their names, those that have had their time."""

from __future__ import annotations

import datetime
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from palabre.pure.rotation import kept
from palabre.upkeep import machine_clock

NAMED = "palabre-%Y-%m-%dT%H%M%SZ.tar.gz"
NAME = re.compile(r"palabre-\d{4}-\d\d-\d\dT\d{6}Z\.tar\.gz")
UNFINISHED = "palabre-*.part"
ASIDE = "aside-%Y-%m-%dT%H%M%SZ"
ASIDES = "aside-*Z"
ASIDE_STAYS = datetime.timedelta(days=30)
ALMOST_A_DAY = datetime.timedelta(hours=20)


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


def dated(now: datetime.datetime) -> list[Copy]:
    """Return the whole copies of the folder, without those that a wrong clock dated: they lie ahead of `now`."""
    return [copy for copy in copies_in(folder()) if copy.made_at <= now + machine_clock.SKEW]


def dated_ahead(now: datetime.datetime) -> list[Copy]:
    return [copy for copy in copies_in(folder()) if copy.made_at > now + machine_clock.SKEW]


def last_copy(now: datetime.datetime) -> Copy | None:
    return next(reversed(dated(now)), None)


def the_day_before(now: datetime.datetime) -> datetime.datetime | None:
    """Return by which instant copies may have had their time: that of the last one made a day before, if there is one.

    So no hour is believed that two copies, a day apart, do not agree on; nor is one that has just changed.
    """
    if machine_clock.is_off(now):
        return None
    return max((copy.made_at for copy in dated(now) if copy.made_at <= now - ALMOST_A_DAY), default=None)


def rotate(*, now: datetime.datetime, by: datetime.datetime) -> None:
    """Take away the copies of one day that have had their time by the instant `by`, and what was put aside a month ago.

    One day at a time: whatever the hour, a run leaves nearly all that was there.
    """
    there = dated(now)
    stay = kept((copy.made_at for copy in there), now=by)
    gone = [copy for copy in there if copy.made_at not in stay]
    for copy in gone:
        if copy.made_at.date() == gone[0].made_at.date():
            copy.path.unlink()
    for aside in folder().glob(ASIDES):
        if by - instant(aside.name, ASIDE) > ASIDE_STAYS:
            shutil.rmtree(aside)


def sweep(place: Path) -> None:
    """Take away what copies that were cut short left. Only who holds the lock of the folder may."""
    for path in place.glob(UNFINISHED):
        shutil.rmtree(path)


def instant(name: str, form: str) -> datetime.datetime:
    return datetime.datetime.strptime(name, form).replace(tzinfo=datetime.UTC)
