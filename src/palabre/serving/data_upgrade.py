"""Bring the data folder up to this version: a restoration that was cut short, a copy, migrations, static files."""

import errno
import os
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from palabre.refusal import Refusal
from palabre.upkeep import data_lock, file_modes, migration_state
from palabre.upkeep.backups import backup, restore
from palabre.web.assets.static_collection import collect_static_files
from palabre.web.outages.full_disk import is_full


def main() -> None:
    with file_modes.said_if_not_writable(Path(os.environ.get("PALABRE_DATA", "data"))):
        django.setup()
        with data_lock.upgrading(Path(settings.DATA)):  # two that start together would migrate at once
            bring_up_to_date()


def bring_up_to_date() -> None:
    refuse_other_data()
    finish_cut_restoration()
    copy_before_an_upgrade()
    migrate()
    if not settings.DEBUG:
        collect_static_files()


def migrate() -> None:
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as fault:
        if not is_full(fault):
            raise
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from fault


def refuse_other_data() -> None:
    """Stop before anything is touched: data of version 0.1, or of a later version, are written by that one alone.

    It is the first question to the database: stop too if it cannot be opened.
    """
    try:
        done = migration_state.migrations_in_hand()
    except DatabaseError as fault:
        raise SystemExit(
            f"La base de données ne s’ouvre pas : {fault}. Si elle est abîmée, reprenez une sauvegarde.\n"
            f"  The database does not open: {fault}. If it is damaged, restore a backup."
        ) from None
    if migration_state.are_of_0_1(done):
        raise SystemExit(backup.in_both_languages(migration_state.of_0_1()))
    if migration_state.unknown_of_ours(done):
        raise SystemExit(
            "Ces données viennent d’une version plus récente de Palabre. Remettez-la, ou reprenez ici une sauvegarde "
            "d’avant elle.\n"
            "  These data come from a later version of Palabre. Put it back, or restore here a backup of before it."
        )


def finish_cut_restoration() -> None:
    """Nobody is served what a restoration still had to take away."""
    try:
        restore.finish_cut_short(timezone.now())
    except Refusal as no:
        raise SystemExit(backup.in_both_languages(no)) from no


def copy_before_an_upgrade() -> None:
    """Copy everything where this version changes the database; without a copy, change nothing."""
    if not settings.COPIES or not migration_state.wait():
        return
    try:
        backup.back_up(at=timezone.now())
    except Refusal as no:
        raise SystemExit(backup.in_both_languages(no)) from no


if __name__ == "__main__":
    main()
