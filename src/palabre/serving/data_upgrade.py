"""Bring the data folder up to this version: a restoration that was cut short, a copy, migrations, static files."""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.utils import timezone

from palabre.refusal import Refusal
from palabre.upkeep import data_lock, file_modes, migration_state
from palabre.upkeep.backups import backup, restore
from palabre.web.assets.static_collection import collect_static_files
from palabre.web.outages.absent_database import is_away
from palabre.web.outages.full_disk import is_full

PATIENCE = 60  # seconds for a database that starts with this machine to answer
PAUSE = 2  # seconds between two tries


def main() -> None:
    """Close the database in the end, also where it is refused: a forked process ends without doing it by itself."""
    with (
        contextlib.ExitStack() as ending,
        file_modes.said_if_not_writable(Path(os.environ.get("PALABRE_DATA", "data"))),
    ):
        django.setup()
        ending.callback(connections.close_all)
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
    done = migrations_once_it_answers()
    if migration_state.are_of_0_1(done):
        raise SystemExit(backup.in_both_languages(migration_state.of_0_1()))
    if migration_state.unknown_of_ours(done):
        raise SystemExit(
            "Ces données viennent d’une version plus récente de Palabre. Remettez-la, ou reprenez ici une sauvegarde "
            "d’avant elle.\n"
            "  These data come from a later version of Palabre. Put it back, or restore here a backup of before it."
        )


def migrations_once_it_answers(
    *, clock: Callable[[], float] = time.monotonic, pause: Callable[[float], None] = time.sleep
) -> migration_state.Migrations:
    """Return the migrations of the database, which is given a minute to answer: PostgreSQL may start after Palabre."""
    until, is_told = clock() + PATIENCE, False
    while True:
        try:
            return migration_state.migrations_in_hand()
        except DatabaseError as fault:
            if not is_away(fault):
                raise SystemExit(
                    f"La base de données ne s’ouvre pas : {fault}. Si elle est abîmée, reprenez une sauvegarde.\n"
                    f"  The database does not open: {fault}. If it is damaged, restore a backup."
                ) from None
            said = str(fault).partition("\n")[0]  # libpq asks a question on the next line
            if clock() >= until:
                raise SystemExit(
                    f"PostgreSQL ne répond pas : {said}. Vos données n’y sont pour rien. Démarrez-le, vérifiez "
                    "PALABRE_DATABASE_URL, puis relancez Palabre.\n"
                    f"  PostgreSQL does not answer: {said}. Your data are not at fault. Start it, check "
                    "PALABRE_DATABASE_URL, then start Palabre again."
                ) from None
            if not is_told:
                print(
                    f"PostgreSQL ne répond pas encore : {said}. Palabre l’attend une minute.\n"
                    f"  PostgreSQL does not answer yet: {said}. Palabre waits for it for a minute.",
                    file=sys.stderr,
                    flush=True,
                )
            is_told = True
        connection.close()
        pause(PAUSE)


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
