"""Restoring a backup: all of it or nothing; the replaced data is kept aside."""

from __future__ import annotations

import datetime
import os
import shutil
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from palabre.refusal import Refusal
from palabre.upkeep import data_lock, hooks, ledger
from palabre.upkeep.backups import (
    attached_folders,
    copy_archive,
    copy_folder,
    number_sequences,
    postgres_copy,
    sqlite_copy,
)
from palabre.upkeep.backups.backup import fsync_folder, said_in_a_sentence
from palabre.upkeep.migration_state import are_of_0_1, of_0_1, unknown

PART = "restoring-"
KINDS = {"sqlite": sqlite_copy.MEMBER, "postgresql": postgres_copy.MEMBER}


@dataclass(frozen=True, slots=True)
class Restored:
    """The restored backup's date, and the folder of the data that it replaced.

    `carries`: what was removed since the backup was removed again; False when the former database could not be read.
    `missing`: folders of files that are not beside the backup.
    """

    made_at: str
    aside: Path
    carries: bool
    missing: tuple[str, ...] = ()


def restore_backup(
    file: Path, *, at: datetime.datetime, leaving_out: Collection[int] = (), closes_links: bool = False
) -> Restored:
    """Put a copy in the place of the database and the secret, then bring it up to this version.

    The names taken away since are taken away again, but those of the persons of the numbers `leaving_out`; who was put
    out and what was closed since stays so. `closes_links`: every link, device and calendar of the copy is closed.
    """
    data = Path(settings.DATA)
    try:
        with data_lock.exclusive_data_lock(data), said_in_a_sentence():
            done = restored_in(data, file, at, leaving_out)
            for close in hooks.closings if closes_links else ():
                close(at)
            ledger.note_in_ledger("restored", at=at)
            return done
    except data_lock.HeldByOthers:
        raise Refusal(_("Palabre is running on this folder."), instead=_("Stop it, then restore the backup.")) from None


def look_into(file: Path) -> str:
    """Check a backup entirely, as `restore_backup` does, and return its date. Nothing else is touched."""
    part = fresh_part()
    try:
        return str(unpack_checked_copy(file, part)["made_at"])
    finally:
        shutil.rmtree(part)


def restored_in(data: Path, file: Path, at: datetime.datetime, leaving_out: Collection[int]) -> Restored:
    for left in data.glob(f"{PART}*"):  # left by a killed process
        shutil.rmtree(left)
    part, aside = fresh_part(), copy_folder.aside_for(at)
    try:
        manifest = unpack_checked_copy(file, part)
        aside.mkdir(mode=0o700, parents=True)
        carried = read_before(leaving_out)
        attached_folders.link_folders_beside(aside)
        attached_folders.restore_folders(file.parent)
        put_in_place(part, aside, data)
        bring_up_to_date()
        number_sequences.begin_beyond(at)
        for give, taken in carried or ():
            give(taken, at)
    finally:
        shutil.rmtree(part)
    missing = tuple(attached_folders.missing(file.parent))
    return Restored(manifest["made_at"], aside, carries=carried is not None, missing=missing)


def removals() -> list[dict[str, Any]]:
    """List what would be removed again; empty when the current database cannot be read."""
    try:
        return [one for listed in hooks.lists for one in listed()]
    except DatabaseError:
        return []


def read_before(leaving_out: Collection[int]) -> list[tuple[Any, Any]] | None:
    """Return what must survive the restoration; None when the current database cannot be read."""
    try:
        return [(give, take(leaving_out)) for take, give in hooks.carryings]
    except DatabaseError:
        return None


def fresh_part() -> Path:
    """Create an empty folder beside the database, so that files in it are moved in one atomic step."""
    Path(settings.DATA).mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=PART, dir=settings.DATA))


def unpack_checked_copy(file: Path, part: Path) -> dict[str, Any]:
    """Unpack the backup; raise a Refusal unless it is complete, of this database engine, and not of a later version."""
    try:
        manifest = copy_archive.unpack(file, into=part)
        done, vendor = list(manifest["migrations"]), manifest["database"]
        manifest["files"][KINDS.get(vendor)]  # a backup without its database is not one
    except FileNotFoundError:
        raise Refusal(_("There is no such file."), instead=_("Backups are in the “backups” folder.")) from None
    except (copy_archive.Damaged, KeyError):
        raise Refusal(
            _("This file is not a Palabre backup, or it is damaged."), instead=_("Choose another backup.")
        ) from None
    except copy_archive.Newer:
        raise later_version() from None
    if are_of_0_1(done):
        raise of_0_1()
    if vendor != connection.vendor:
        raise Refusal(
            format_lazy(_("This backup comes from another kind of database: {kind}."), kind=vendor),
            instead=_("Restore it on a Palabre that uses that database."),
        )
    if unknown(done):
        raise later_version()
    return manifest


def later_version() -> Refusal:
    return Refusal(
        _("This backup was made by a later version of Palabre."), instead=_("Upgrade Palabre, then restore the backup.")
    )


def put_in_place(part: Path, aside: Path, data: Path) -> None:
    """Move the files into place: the database, then the secret."""
    connection.close()
    if connection.vendor == "sqlite":
        there = Path(connection.settings_dict["NAME"])
        sqlite_copy.restore_sqlite(part / sqlite_copy.MEMBER, to=there, aside=aside)
    else:
        postgres_copy.restore_postgres(part / postgres_copy.MEMBER, connection.settings_dict, aside=aside)
    put_beside("secret", part, aside, data)
    fsync_folder(data)


def put_beside(name: str, part: Path, aside: Path, data: Path) -> None:
    if (data / name).exists():
        shutil.copy2(data / name, aside / name)
    if (part / name).exists():
        os.replace(part / name, data / name)


def bring_up_to_date() -> None:
    """Run the missing migrations."""
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as fault:
        why = _("The backup was restored, but could not be brought up to this version.")
        raise Refusal(why, instead=fault) from fault
    finally:
        connection.close()
