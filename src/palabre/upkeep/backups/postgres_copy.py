"""Backup of a PostgreSQL database with its own tools, and its restoration."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

MEMBER = "database.dump"
DEBIAN = Path("/usr/lib/postgresql")
# In the transaction that restores the backup: all of it, or nothing. Tables are moved, and dropped afterwards, each by
# itself: dropping a hundred of them with their constraints at once uses up the locks of a server as it is installed.
FORMER = "palabre_former"
QUIET = ("--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1")
MOVE = f"""
SET lock_timeout = '10s';
CREATE SCHEMA {FORMER};
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER TABLE public.%I SET SCHEMA {FORMER}', one.tablename);
  END LOOP;
  FOR one IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    AND prokind = 'f' AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e') LOOP
    EXECUTE format('ALTER FUNCTION %s SET SCHEMA {FORMER}', one.name);
  END LOOP;
END $$;
"""
DROP_FORMER = f"""
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = '{FORMER}' LOOP
    EXECUTE format('DROP TABLE {FORMER}.%I CASCADE', one.tablename);
    COMMIT;
  END LOOP;
  DROP SCHEMA IF EXISTS {FORMER} CASCADE;
END $$;
"""


class ToolMissing(Exception):
    """PostgreSQL's client is not installed."""


class ToolFailed(Exception):
    """The tool failed; the message is its own."""


def copy(database: dict[str, Any], to: Path) -> None:
    """Dump a consistent snapshot of the database without blocking writers, and check that it can be read.

    Former tables are left out, and stay: they say that a restoration was cut short (see `restore.cut_short`).
    """
    left_out = ("--no-owner", "--no-privileges", f"--exclude-schema={FORMER}")
    run("pg_dump", "--format=custom", "--compress=0", *left_out, f"--file={to}", **tie(database))
    run("pg_restore", "--list", str(to))


def restore_postgres(copied: Path, database: dict[str, Any], *, aside: Path) -> None:
    """Replace the contents of the database by the backup, after copying them to `aside`. The backup's file goes."""
    copy(database, aside / MEMBER)
    script = copied.with_suffix(".sql")
    run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(copied))
    drop_former(database)
    run("psql", *QUIET, "--single-transaction", f"--command={MOVE}", f"--file={script}", **tie(database))
    settle(copied, database)


def settle(copied: Path, database: dict[str, Any]) -> None:
    """Delete the file of a backup that is in its place, then the former tables, which until then say that it is."""
    copied.unlink(missing_ok=True)
    with contextlib.suppress(ToolFailed, ToolMissing):  # the next start drops what stays
        drop_former(database)


def drop_former(database: dict[str, Any]) -> None:
    run("psql", *QUIET, f"--command={DROP_FORMER}", **tie(database))


def tie(database: dict[str, Any]) -> dict[str, str]:
    """Return the connection as environment variables: a password on a command line is readable by others."""
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
    return {theirs: str(database[ours]) for ours, theirs in names.items() if database.get(ours)}


def run(tool: str, *arguments: str, **environment: str) -> None:
    """Run a tool of PostgreSQL; raise ToolFailed with its message when it fails."""
    command = [find(tool), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"LC_ALL": "C"} | environment)
    if done.returncode:
        raise ToolFailed(done.stderr.strip())


def find(tool: str) -> str:
    """Return the most recent version: a tool works with servers of its version or older."""
    versions = sorted(DEBIAN.glob(f"*/bin/{tool}"), key=lambda path: age(path.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which(tool)
    if not found:
        raise ToolMissing(tool)
    return found


def age(version: str) -> int:
    return int(version) if version.isdecimal() else 0
