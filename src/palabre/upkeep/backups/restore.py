"""Restoring a backup: all of it or nothing; the replaced data is kept aside."""

from __future__ import annotations

import dataclasses
import datetime
import logging
import shutil
import tempfile
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from palabre.refusal import Refusal
from palabre.upkeep import data_lock, hooks, ledger, migration_state, secrets_file
from palabre.upkeep.backups import (
    attached_folders,
    copy_archive,
    copy_folder,
    number_sequences,
    postgres_copy,
    sqlite_copy,
)
from palabre.upkeep.backups.backup import fsync_folder, said_in_a_sentence
from palabre.upkeep.backups.carried_over import NAME as WRITTEN
from palabre.upkeep.backups.carried_over import CarriedOver, Unreadable, read_carried, write_carried
from palabre.upkeep.migration_state import are_of_0_1, of_0_1, unknown
from palabre.web import page_cache

log = logging.getLogger(__name__)

PART = "restoring-"
SECRET = secrets_file.NAME
KINDS = {"sqlite": sqlite_copy.MEMBER, "postgresql": postgres_copy.MEMBER}


@dataclasses.dataclass(frozen=True, slots=True)
class Restored:
    """The restored backup's date, and the folder of the data that it replaced.

    `carries`: what was removed since the backup was removed again; False when the former database could not be read, or
    knew nothing of this backup, as on a new machine.
    `has_names_left`: texts of the backup may still say a removed name, which nothing tells any longer.
    `missing`: folders of files that are not beside the backup.
    """

    made_at: str
    aside: Path
    carries: bool
    has_names_left: bool = False
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
        with said_in_a_sentence(), data_lock.exclusive_data_lock(data):
            return restored_in(data, file, at, leaving_out, closes_links)
    except data_lock.HeldByOthers:
        raise Refusal(_("Palabre is running on this folder."), instead=_("Stop it, then restore the backup.")) from None


def finish_cut_short(at: datetime.datetime) -> None:
    """Finish the restorations that a killed process left, before anybody is served. Raise a Refusal if that fails.

    What was unpacked and replaced nothing goes: it holds names that were taken away since, and a secret.
    """
    data = Path(settings.DATA)
    left = cut_short(data)
    sweep_parts(data, but=left)
    for part in left:
        finish(part, data, at)
    if not left and has_former_tables():
        with suppress(postgres_copy.ToolFailed, postgres_copy.ToolMissing):  # tried again at the next start
            postgres_copy.drop_former(connection.settings_dict)


def look_into(file: Path) -> str:
    """Check a backup entirely, as `restore_backup` does, and return its date. Nothing else is touched."""
    with data_lock.unpacking(Path(settings.DATA)):
        part = fresh_part()
        try:
            return str(unpack_checked_copy(file, part)["made_at"])
        finally:
            shutil.rmtree(part)


def restored_in(
    data: Path, file: Path, at: datetime.datetime, leaving_out: Collection[int], closes_links: bool
) -> Restored:
    left = cut_short(data)
    for part in left:  # from now on it says so itself that it is in place: former tables are about to go
        (part / KINDS[connection.vendor]).unlink(missing_ok=True)
    sweep_parts(data, but=left)
    part, aside = fresh_part(), copy_folder.aside_for(at)
    try:
        manifest = unpack_checked_copy(file, part)
        write_carried(to_carry_over(left, leaving_out, closes_links), into=part)
        aside.mkdir(mode=0o700, parents=True)
        attached_folders.link_folders_beside(aside)
        attached_folders.restore_folders(file.parent)
        put_in_place(part, aside)
    except Exception:  # the database is as it was
        shutil.rmtree(part)
        raise
    sweep_parts(data, but=[part])
    carries, has_names_left = finish(part, data, at)
    missing = tuple(attached_folders.missing(file.parent))
    return Restored(manifest["made_at"], aside, carries=carries, has_names_left=has_names_left, missing=missing)


def cut_short(data: Path) -> list[Path]:
    """Return the folders of restorations that may have replaced the database and were not finished, the last one last.

    Where the copy of the database still is in the folder, it replaced nothing, but on PostgreSQL if former tables stand
    beside: the transaction that replaced them moved them there, and was killed before that file was deleted.
    """
    found = [file.parent for file in sorted(data.glob(f"{PART}*/{WRITTEN}"), key=lambda file: file.stat().st_mtime)]
    return [part for part in found if not (part / KINDS[connection.vendor]).exists() or has_former_tables()]


def has_former_tables() -> bool:
    if connection.vendor != "postgresql":
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [postgres_copy.FORMER])
            return cursor.fetchone() is not None
    except DatabaseError:
        return True  # it may be what was replaced


def sweep_parts(data: Path, *, but: list[Path]) -> None:
    """Delete what killed processes left, unless a backup is being looked into just now."""
    with suppress(data_lock.HeldByOthers), data_lock.nobody_unpacking(data):
        for part in set(data.glob(f"{PART}*")) - set(but):
            shutil.rmtree(part)


def to_carry_over(left: list[Path], leaving_out: Collection[int], closes_links: bool) -> CarriedOver:
    """Return what must survive the restoration.

    After one that was cut short, the current database is a copy that was not brought up to date: what that restoration
    had to carry over is what is true.
    """
    if not left:
        return CarriedOver(read_before(leaving_out), sorted(leaving_out), closes_links)
    known = read_again(left[-1])
    if not set(leaving_out) <= set(known.leaving_out):
        raise Refusal(
            _("A restoration was cut short, and was to remove these names again."),
            instead=_("Start Palabre, which finishes it, stop it, then restore the backup."),
        )
    return dataclasses.replace(known, closes_links=closes_links or known.closes_links)


def finish(part: Path, data: Path, at: datetime.datetime) -> tuple[bool, bool]:
    """Do what follows the replacement of the database.

    Return whether what was removed since could be carried over, and whether a name may be left (see `Restored`). Doing
    it twice changes nothing more: the folder goes once all is done.
    """
    carried = read_again(part)
    if has_former_tables():
        postgres_copy.settle(part / postgres_copy.MEMBER, connection.settings_dict)
    put_secret(part, data)
    bring_up_to_date()
    number_sequences.begin_beyond(at)
    told = [give(taken, at) for (_take, give), taken in zip(hooks.carryings, carried.taken or [])]
    carries = carried.taken is not None and False not in told
    for renew in hooks.renewals:
        renew(at)
    for doubt in hooks.doubtings if not carries else ():
        doubt(at)
    for close in hooks.closings if carried.closes_links else ():
        close(at)
    page_cache.clear()
    ledger.note_in_ledger("restored", at=at)
    shutil.rmtree(part)
    return carries, hooks.NAMES_LEFT in told


def read_again(part: Path) -> CarriedOver:
    try:
        return read_carried(part, count=len(hooks.carryings))
    except Unreadable as fault:
        raise Refusal(
            _("A restoration was cut short, and what it had to carry over cannot be read."),
            instead=format_lazy(
                _("Finish it with the version that began it. Without the folder {folder}, removed names come back."),
                folder=part,
            ),
        ) from fault


def removals() -> list[dict[str, Any]]:
    """List what would be removed again; empty when the current database cannot be read."""
    try:
        return [one for listed in hooks.lists for one in listed()]
    except DatabaseError:
        return []


def read_before(leaving_out: Collection[int]) -> list[Any] | None:
    """Return what the current database knows that must survive; None when it cannot be read."""
    upgrade_in_place()
    try:
        return [take(leaving_out) for take, _give in hooks.carryings]
    except DatabaseError:
        return None


def upgrade_in_place() -> None:
    """Bring the current database up to this version if an earlier one left it: what it knows is asked as this one does.

    It may be damaged, which is why a backup is restored: no failure stops that.
    """
    try:
        if migration_state.wait():
            call_command("migrate", interactive=False, verbosity=0)
    except Exception as fault:
        log.warning("The data in place could not be upgraded before the restore: %s", type(fault).__name__)


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


def put_in_place(part: Path, aside: Path) -> None:
    """Replace the database, once what it takes the place of is kept aside. The secret follows (see `finish`)."""
    connection.close()
    data = part.parent
    if (data / SECRET).exists():
        shutil.copy2(data / SECRET, aside / SECRET)
    if connection.vendor == "sqlite":
        there = Path(connection.settings_dict["NAME"])
        sqlite_copy.restore_sqlite(part / sqlite_copy.MEMBER, to=there, aside=aside)
    else:
        postgres_copy.restore_postgres(part / postgres_copy.MEMBER, connection.settings_dict, aside=aside)


def put_secret(part: Path, data: Path) -> None:
    """Put the secret of the copy beside its database, unless that one may still be in the folder, or it was stolen."""
    if (part / SECRET).exists() and not (part / KINDS[connection.vendor]).exists():
        secrets_file.put_secrets_back(part / SECRET, data)
    fsync_folder(data)  # the database's new name too


def bring_up_to_date() -> None:
    """Run the missing migrations."""
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as fault:
        why = _("The backup was restored, but could not be brought up to this version.")
        raise Refusal(why, instead=fault) from fault
    finally:
        connection.close()
