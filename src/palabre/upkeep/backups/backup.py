"""Making a copy of everything: the database at one instant, the secret, and the files of pages beside it."""

from __future__ import annotations

import datetime
import errno
import logging
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone, translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from palabre.refusal import Refusal
from palabre.upkeep import data_lock
from palabre.upkeep.backups import attached_folders, copy_archive, copy_folder, postgres_copy, sqlite_copy
from palabre.upkeep.migration_state import migrations_in_hand, migrations_of

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
HOUR_OF_COPIES = 3
log = logging.getLogger(__name__)


def back_up(*, at: datetime.datetime, to: Path | None = None) -> Path:
    """Make a copy in the folder of copies, or in `to`, and return its file. Only a whole one bears its name.

    Those that have had their time go away from the folder of copies once the new one is there, never before.
    """
    place = to or copy_folder.folder()
    name = copy_folder.name_for(at)
    with said_in_a_sentence(), data_lock.copying(make_private_folder(place)):
        copy_folder.sweep(place)
        attached_folders.delete_halves(place)
        part = place / f"{name.removesuffix('.tar.gz')}.part"
        part.mkdir(mode=0o700)
        try:
            copy_archive.pack(members(part), facts(part, at), into=part / name)
            attached_folders.link_folders_beside(place)  # after the database: no row that it holds is without its file
            os.replace(part / name, place / name)
            fsync_folder(place)
        finally:
            shutil.rmtree(part)
        if to is None and (by := copy_folder.the_day_before(at)):
            copy_folder.rotate(now=at, by=by)
            attached_folders.rotate(now=at, by=by)
    return place / name


def make_private_folder(place: Path) -> Path:
    """Make a folder that nobody else reads, unless it is there."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def when_due(now: datetime.datetime) -> None:
    """Make the copy of the day, at the first occasion after three in the morning. What goes wrong is told."""
    if not settings.COPIES:
        return
    local = timezone.localtime(now)
    night = local.replace(hour=HOUR_OF_COPIES, minute=0, second=0, microsecond=0)
    due = night if night <= local else night - datetime.timedelta(days=1)
    last = copy_folder.last_copy(now)
    if last and last.made_at >= due:
        return
    try:
        back_up(at=now)
    except Refusal as no:
        log.error("%s", in_both_languages(no))


def in_both_languages(no: Refusal) -> str:
    """Say it for a console, whose reader's language nobody knows."""
    said = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said.append(str(no))
    return " / ".join(said)


def members(part: Path) -> dict[str, Path]:
    """Copy the database in `part`, and return all that the copy holds."""
    secret = Path(settings.DATA) / "secret"
    return database_in(part) | ({secret.name: secret} if secret.exists() else {})


def database_in(part: Path) -> dict[str, Path]:
    if connection.vendor == "sqlite":
        path = part / sqlite_copy.MEMBER
        sqlite_copy.copy(Path(connection.settings_dict["NAME"]), path)
    else:
        path = part / postgres_copy.MEMBER
        postgres_copy.copy(connection.settings_dict, path)
    return {path.name: path}


def facts(part: Path, at: datetime.datetime) -> dict[str, Any]:
    """Return what the manifest says: when, of which database, in which state."""
    sqlite = part / sqlite_copy.MEMBER
    done = migrations_of(sqlite) if sqlite.exists() else migrations_in_hand()
    return {"made_at": at.isoformat(timespec="seconds"), "database": connection.vendor, "migrations": done}


def fsync_folder(place: Path) -> None:
    """Have the new name itself written down."""
    opened = os.open(place, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def said_in_a_sentence() -> Iterator[None]:
    """Turn what may go wrong with a copy into a Refusal; the former copies are as they were."""
    try:
        yield
    except postgres_copy.ToolMissing as fault:
        raise Refusal(
            _("The backup was not made: PostgreSQL’s client tools are missing."),
            instead=_("Install them (postgresql-client), then try again."),
        ) from fault
    except sqlite_copy.NotWhole as fault:
        raise Refusal(
            _("The backup was not kept: the database is damaged."),
            instead=_("Earlier backups are untouched. Restore one."),
        ) from fault
    except (OSError, sqlite3.Error, postgres_copy.ToolFailed) as fault:
        raise out_of_room() if is_full(fault) else not_made(fault) from fault


def is_full(fault: Exception) -> bool:
    if isinstance(fault, OSError):
        return fault.errno in FULL
    if isinstance(fault, sqlite3.Error):
        return fault.sqlite_errorcode in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)
    return "No space left" in str(fault)


def out_of_room() -> Refusal:
    return Refusal(
        _("The backup was not made: the disk is full."),
        instead=_("Earlier backups are untouched. Make room, then try again."),
    )


def not_made(fault: Exception) -> Refusal:
    return Refusal(
        format_lazy(_("The backup was not made: {reason}."), reason=getattr(fault, "strerror", None) or str(fault)),
        instead=_("Earlier backups are untouched."),
    )
